import { names, type Culture } from './culture.ts'

export const german: Culture = {
  language: 'de',
  women: names`Anna Ursula Sabine Heike Jutta Katharina Lena Birgit Käthe Greta Friederike Nele Johanna Silke`,
  men: names`Jürgen Klaus Wolfgang Stefan Matthias Jörg Uwe Lukas Felix Heinz Günter Sebastian Till Moritz`,
  families: names`Müller Schmidt Schneider Fischer Weber Schäfer Köhler Krüger Hoffmann Schröder Vogel Weiß Jäger Groß Brandt Böhm Zimmermann Hartmann Kühn Lange`,
}

export const french: Culture = {
  language: 'fr',
  women: names`Chloé Camille Élodie Aurélie Marie Céline Hélène Manon Anaïs Sylvie Françoise Inès Zoé Margaux`,
  men: names`Jean-Luc Pierre Étienne François Rémi Mathieu Benoît Gaël Loïc Thierry Antoine Jérôme Noël Bastien`,
  families: names`Martin Bernard Dubois Lefèvre Moreau Girard Rousseau Fontaine Chevalier Gauthier Mercier Lévêque Barbier Renaud Carpentier Dupré D’Amboise Le_Goff Brunet Leclère`,
}

export const irish: Culture = {
  language: 'ga',
  women: names`Aoife Siobhán Niamh Róisín Sinéad Caoimhe Gráinne Orla Clodagh Bríd Ciara Saoirse`,
  men: names`Seán Pádraig Ciarán Oisín Conor Eoin Diarmuid Cillian Tadhg Fionn Donal Cormac`,
  families: names`O’Brien O’Sullivan O’Neill O’Connor Murphy Kelly Byrne Walsh McCarthy Doyle Gallagher Kennedy Lynch Ó_Súilleabháin Fitzgerald Nolan Quinn Healy`,
}

export const english: Culture = {
  language: 'en-GB',
  women: names`Olivia Charlotte Emily Poppy Harriet Grace Lucy Imogen Beatrice Hannah Gemma Megan Alice Rosie`,
  men: names`Oliver Harry George Thomas Alfie Edward Callum Rupert Nathan Ewan Lewis Simon Graham Hugh`,
  families: names`Smith Jones Taylor Brown Wilson Evans Thomas Roberts Wright Clarke Hughes Green Thompson Cooper Ashworth Pemberton Fairclough St_John Hargreaves Llewellyn`,
}

export const greek: Culture = {
  language: 'el',
  women: names`Μαρία=maria Ελένη=eleni Κατερίνα=katerina Σοφία=sofia Αναστασία=anastasia Δήμητρα=dimitra Ιωάννα=ioanna Χριστίνα=christina Ζωή=zoi Θάλεια=thaleia`,
  men: names`Γιώργος=giorgos Γιάννης=giannis Νίκος=nikos Δημήτρης=dimitris Κώστας=kostas Παναγιώτης=panagiotis Χρήστος=christos Σταύρος=stavros Θανάσης=thanasis Σπύρος=spyros`,
  families: names`Παπαδόπουλος=papadopoulos Αντωνίου=antoniou Γεωργίου=georgiou Νικολάου=nikolaou Οικονόμου=oikonomou Βασιλείου=vasileiou Μακρής=makris Καραγιάννης=karagiannis Αλεξίου=alexiou Ιωαννίδης=ioannidis Ζαχαρίας=zacharias Ψαρράς=psarras`,
  familiesOfWomen: names`Παπαδοπούλου=papadopoulou Αντωνίου=antoniou Γεωργίου=georgiou Νικολάου=nikolaou Οικονόμου=oikonomou Βασιλείου=vasileiou Μακρή=makri Καραγιάννη=karagianni Αλεξίου=alexiou Ιωαννίδου=ioannidou Ζαχαρία=zacharia Ψαρρά=psarra`,
}

export const hungarian: Culture = {
  language: 'hu',
  women: names`Katalin Ágnes Zsófia Réka Ildikó Eszter Hajnalka Csilla Borbála Judit Nóra Enikő`,
  men: names`László Gábor Zoltán István Ferenc Attila Balázs Bence György Csaba Ádám Szabolcs`,
  families: names`Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Lakatos Takács Juhász Győri Szűcs Fehér`,
}
