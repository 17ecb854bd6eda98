import type { columnTargets } from '../contract.ts'

/**
 * Further words for our fields, as people head their own lists: English, German, French, Spanish, Italian, Portuguese,
 * Polish, Dutch, Latvian and Russian. Compared as words alone, without case, blanks and signs.
 */
export const synonyms: Readonly<Partial<Record<(typeof columnTargets)[number], string>>> = {
  wholeName:
    'Employee, Employee name, Agent, Agent name, User, Person, Contact, Display name, Staff member, Member, Mitarbeiter, Mitarbeitername, Vollständiger Name, Nom complet, Nombre completo, Nome completo, Imię i nazwisko, Volledige naam, Vārds uzvārds, Vārds Uzvārds, ФИО, Имя и фамилия, Сотрудник',
  firstName:
    'First, Given, Forename, Christian name, Vorname, Prénom, Nombre, Nome, Imię, Voornaam, Vārds, Имя, fname, givenname',
  lastName:
    'Last, Family, Surname, Nachname, Familienname, Nom, Nom de famille, Apellido, Apellidos, Cognome, Sobrenome, Apelido, Nazwisko, Achternaam, Uzvārds, Фамилия, lname, sn',
  email:
    'E-mail address, Mail address, Work email, Company email, Business email, Primary email, Contact email, E-Mail-Adresse, Mailadresse, Courriel, Adresse e-mail, Adresse électronique, Correo, Correo electrónico, Posta elettronica, Endereço de e-mail, Adres e-mail, E-mailadres, E-pasts, Epasts, Почта, Эл. почта, Электронная почта, emails, UPN, User principal name',
  username:
    'Login, Login name, Logon, Logon name, Sign-in name, User login, Account, Account name, User code, Agent ID, Agent login, Benutzername, Anmeldename, Nom d’utilisateur, Identifiant, Usuario, Nombre de usuario, Nome utente, Nome de usuário, Nazwa użytkownika, Gebruikersnaam, Lietotājvārds, Логин, Имя пользователя, uid, sAMAccountName',
  phone:
    'Telephone, Telephone number, Mobile number, Mobile phone, Cell, Cell phone, Cellphone, Phone no, Tel, Telefon, Telefonnummer, Handy, Mobiltelefon, Téléphone, Portable, Teléfono, Móvil, Telefono, Cellulare, Telefone, Celular, Telefoon, Telefoonnummer, Tālrunis, Телефон, Мобильный, msisdn',
  jobTitle:
    'Title, Job titles, Position, Job, Occupation, Designation, Stelle, Berufsbezeichnung, Poste, Fonction, Cargo, Puesto, Posizione, Stanowisko, Functie, Amats, Должность',
  site: 'Location, Office, Branch, City, Building, Place, Work location, Office location, Standort, Niederlassung, Filiale, Lieu, Ville, Bureau, Sede, Ubicación, Oficina, Ufficio, Local, Lokalizacja, Oddział, Locatie, Vestiging, Vieta, Filiāle, Офис, Город, Филиал',
  desks:
    'Department, Dept, Queue, Queues, Abteilung, Service, Département, Departamento, Reparto, Dział, Afdeling, Nodaļa, Отдел',
  agentGroups:
    'Group, Groups, User group, Team name, Teams, Gruppe, Groupe, Equipe, Équipe, Equipo, Grupo, Gruppo, Squadra, Grupa, Groep, Группа, Команда',
  businessUnits:
    'Division, Company, Organisation, Organization, Cost center, Cost centre, Unit, Firma, Unternehmen, Société, Empresa, Azienda, Bedrijf, Uzņēmums, Компания, Подразделение',
  skills:
    'Skill set, Skillset, Competence, Competencies, Kompetenzen, Fähigkeiten, Compétences, Habilidades, Competenze, Umiejętności, Vaardigheden, Prasmes, Навыки',
  roles:
    'User role, Security role, Permission, Permissions, Access level, Profile, Rolle, Rollen, Rôle, Rol, Ruolo, Função, Uprawnienia, Loma, Роль',
  tags: 'Label, Labels, Category, Categories, Keywords, Etikett, Étiquettes, Etiquetas, Etichette, Birkas, Метки',
  externalId:
    'ID, Employee no, Emp ID, Employee code, Staff ID, Staff number, Personnel number, Payroll number, Badge, HR ID, Personalnummer, Mitarbeiternummer, Matricule, Número de empleado, Matricola, Matrícula, Numer pracownika, Personeelsnummer, Darbinieka numurs, Табельный номер',
  sipExtension:
    'Ext no, Extension number, Internal number, Short number, Phone extension, Durchwahl, Nebenstelle, Poste téléphonique, Extensión, Interno, Ramal, Numer wewnętrzny, Toestel, Īsais numurs, Внутренний номер, exten',
  timeZone:
    'Timezone, TZ, Zeitzone, Fuseau horaire, Zona horaria, Fuso orario, Fuso horário, Strefa czasowa, Tijdzone, Laika josla, Часовой пояс',
  languages:
    'Language, Spoken languages, Sprache, Sprachen, Langue, Langues, Idioma, Idiomas, Lingua, Lingue, Język, Języki, Taal, Talen, Valoda, Valodas, Язык, Языки',
  consoleLanguage: 'Locale, Preferred language, Interface language',
  active:
    'Is active, Account status, Account enabled, User status, Aktiv, Actif, Activo, Attivo, Ativo, Aktywny, Actief, Aktīvs, Активен, Статус',
  notes:
    'Note, Comment, Comments, Remark, Remarks, Description, Bemerkung, Notiz, Kommentar, Remarque, Commentaire, Comentario, Commento, Observação, Uwagi, Opmerking, Piezīmes, Комментарий, Примечание',
  callerIdName: 'Caller name, CLI name, CID name',
  callerIdNumber:
    'Caller ID, Caller number, CLI, CID, DID, DDI, Direct line, Work phone, Office phone, Business phone, Outbound number',
  sipUsername: 'SIP user, SIP login, SIP account, Phone login, Auth ID',
}
