import { names, type Culture } from './culture.ts'

export const colombian: Culture = {
  language: 'es-CO',
  women: names`María_José Valentina Luz_Marina Camila Paola Daniela Ángela Yuliana Catalina Adriana Ximena Andrea Liliana Sofía Natalia Marcela`,
  men: names`Andrés Juan_Pablo Sebastián Camilo Jorge Nicolás Mauricio Óscar Felipe Germán Julián Hernán Álvaro Santiago Iván Ramón`,
  families: names`Rodríguez_Gómez García_Peña Martínez_Ruiz López_Cárdenas González Hernández Muñoz_Díaz Castro Ospina Restrepo Ramírez_Vélez Ñáñez Quiñones Bermúdez Zuluaga Cifuentes Jaramillo Arango Montoya_Gil Pérez_Úsuga`,
}

export const spanish: Culture = {
  language: 'es-ES',
  women: names`Carmen Lucía Inmaculada Begoña Nuria Rocío Pilar Montserrat Irene Elvira Marta Aitana`,
  men: names`Javier José_Luis Iñaki Álvaro Jordi Rubén Gonzalo Íñigo Sergio Martín Adrián Raúl`,
  families: names`Fernández_Ortiz Sánchez Jiménez Moreno_Vidal Iglesias Núñez Etxeberria Gutiérrez Domínguez Vázquez Peña Ibáñez Cano_Soler Lozano Castaño Blázquez`,
}

export const mexican: Culture = {
  language: 'es-MX',
  women: names`Guadalupe Fernanda Xóchitl Itzel Alejandra Rosario Citlali Regina Mariana Ángeles Jimena Leticia`,
  men: names`Miguel_Ángel Cuauhtémoc Emiliano Ricardo Héctor Arturo Eduardo Jesús Rodrigo Gerardo Ulises Efraín`,
  families: names`Hernández_Luna Flores Cruz_Mendoza Reyes Morales Ortega Chávez Guerrero Ríos_Salas Aguilar Cervantes Villaseñor Tlapanco Escobedo Zúñiga Nájera`,
}

export const portuguese: Culture = {
  language: 'pt-PT',
  women: names`Beatriz Inês Mafalda Leonor Conceição Filipa Joana Graça Matilde Rita Teresa Mónica`,
  men: names`João Tiago Gonçalo Rui Nuno Diogo Duarte Vasco Luís Simão Afonso Sérgio`,
  families: names`Silva Santos Ferreira Pereira Oliveira Rodrigues Gonçalves Magalhães Simões Guimarães Carvalho Araújo Brandão Leitão Falcão Vasconcelos`,
}

export const brazilian: Culture = {
  language: 'pt-BR',
  women: names`Ana_Clara Juliana Larissa Luíza Patrícia Vitória Tainá Fabiana Rafaela Letícia Thaís Iracema`,
  men: names`Thiago Caio Vinícius Gustavo Leandro Rafael João_Vítor Márcio Wellington Cauã Marcelo Antônio`,
  families: names`da_Silva dos_Santos de_Oliveira Souza Lima Costa_e_Silva Almeida Nascimento Araújo Barbosa Rocha Cardoso Teixeira Moraes Figueiredo Conceição`,
}
