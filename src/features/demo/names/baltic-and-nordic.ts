import { names, type Culture } from './culture.ts'

export const latvian: Culture = {
  language: 'lv',
  women: names`Ilze Līga Kristīne Inese Zane Elīna Laura Agnese Dace Madara Santa Rūta Anete Baiba Evija Sanita`,
  men: names`Jānis Andris Juris Edgars Mārtiņš Artūrs Aivars Kaspars Raivis Guntis Normunds Oskars Rihards Uldis Toms Mareks`,
  families: names`Bērziņš Kalniņš Ozoliņš Liepiņš Krūmiņš Balodis Eglītis Zariņš Pētersons Vītols Kļaviņš Kārkliņš Vanags Grīnbergs Celmiņš Siliņš Rozītis Dambis Ābele Zvirbulis`,
  familiesOfWomen: names`Bērziņa Kalniņa Ozoliņa Liepiņa Krūmiņa Balode Eglīte Zariņa Pētersone Vītola Kļaviņa Kārkliņa Vanaga Grīnberga Celmiņa Siliņa Rozīte Dambe Ābele Zvirbule`,
}

export const lithuanian: Culture = {
  language: 'lt',
  women: names`Rasa Eglė Jurgita Aušra Ieva Gintarė Rūta Lina Daiva Vilma Simona Živilė Monika Asta`,
  men: names`Jonas Mantas Tomas Darius Vytautas Gintaras Mindaugas Rokas Saulius Lukas Andrius Kęstutis Marius Paulius`,
  families: names`Kazlauskas Jankauskas Petrauskas Stankevičius Vasiliauskas Žukauskas Butkus Paulauskas Urbonas Kavaliauskas Navickas Šimkus Rimkus Baranauskas Čepaitis Gudaitis`,
  familiesOfWomen: names`Kazlauskienė Jankauskaitė Petrauskienė Stankevičiūtė Vasiliauskaitė Žukauskienė Butkutė Paulauskaitė Urbonaitė Kavaliauskienė Navickaitė Šimkutė Rimkienė Baranauskaitė Čepaitytė Gudaitienė`,
}

export const estonian: Culture = {
  language: 'et',
  women: names`Kadri Liis Maarja Triin Kristi Piret Anu Merle Riina Külli Eha Tiina Helen Pille`,
  men: names`Tanel Margus Priit Indrek Andres Jaan Rein Mart Toomas Siim Kaarel Urmas Ülo Peeter`,
  families: names`Tamm Saar Sepp Mägi Kask Kukk Rebane Ilves Pärn Koppel Lepik Oja Raudsepp Kütt Põder Vaher Teder Luik`,
}

export const finnish: Culture = {
  language: 'fi',
  women: names`Aino Helmi Päivi Sari Kaisa Emilia Johanna Riikka Outi Tuula Sanna Veera Hilla Minttu`,
  men: names`Antti Jukka Mikko Pekka Ville Eero Timo Juhani Heikki Lauri Sampo Väinö Otso Kalle`,
  families: names`Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Saarinen Salminen Heinonen Niemi Kinnunen Ahonen Räsänen`,
}

export const swedish: Culture = {
  language: 'sv',
  women: names`Astrid Elsa Ebba Karin Birgitta Åsa Linnéa Maja Ingrid Sofia Annika Malin Frida Gunilla`,
  men: names`Björn Lars Gustav Erik Nils Oskar Göran Anders Fredrik Henrik Axel Viktor Håkan Sven`,
  families: names`Andersson Johansson Karlsson Nilsson Lindberg Lindström Bergström Sjöberg Åkesson Öberg Lundqvist Hedlund Björklund Nyström Sandberg Ekström Engström Holmgren`,
}

export const icelandic: Culture = {
  language: 'is',
  women: names`Guðrún Sigríður Þóra Ásta Katrín Hildur Björk Elín Ragnheiður Steinunn Unnur Hrefna`,
  men: names`Jón Guðmundur Sigurður Gunnar Ólafur Einar Magnús Kristján Stefán Þór Bjarni Hrafn`,
  families: names`Jónsson Sigurðsson Guðmundsson Gunnarsson Ólafsson Einarsson Magnússon Kristjánsson Stefánsson Björnsson Árnason Helgason Þórsson Ragnarsson`,
  familiesOfWomen: names`Jónsdóttir Sigurðardóttir Guðmundsdóttir Gunnarsdóttir Ólafsdóttir Einarsdóttir Magnúsdóttir Kristjánsdóttir Stefánsdóttir Björnsdóttir Árnadóttir Helgadóttir Þórsdóttir Ragnarsdóttir`,
}
