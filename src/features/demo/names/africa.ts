import { names, type Culture } from './culture.ts'

export const yoruba: Culture = {
  language: 'yo',
  women: names`Adébáyọ̀mí Folákẹ́ Yétúndé Títílayọ̀ Bùkọ́lá Morẹ́nikẹ́ Àbẹ̀kẹ́ Olúwaseun Ṣadé Ìfẹ́olúwa Rónkẹ́ Damilọ́lá`,
  men: names`Adéwálé Olúṣẹ́gun Babátúndé Kẹ́hìndé Táíwò Ayọ̀délé Fẹ́mi Ṣẹ́gun Olúmidé Bánkọ́lé Gbénga Tòkunbọ̀`,
  families: names`Adéyẹmí Ọláníyan Akíntọ́lá Balógun Adébáyọ̀ Fálànà Ọ̀súndáre Ògúnbánjọ Olátúnjí Afọlábí Ṣóbọ̀wálé Ajíbádé Oyèlẹ́yẹ Adégòkè`,
}

export const igbo: Culture = {
  language: 'ig',
  women: names`Ngọzi Chiamaka Ifeọma Adaeze Nkechi Ụzọamaka Chidinma Ọbịageli Amarachi Nneka Ogechi Ebele`,
  men: names`Chukwuemeka Obinna Ikechukwu Nnamdi Chinedu Uchenna Kelechi Ọbịọra Emeka Okwudili Ugochukwu Tobenna`,
  families: names`Okafọ Nwosu Eze Okonkwo Onyekachi Nwachukwu Ịbe Anyanwụ Ọkeke Obi Uzor Mbah Nnadi Chukwu Ezeudu Onuoha`,
}

export const ethiopian: Culture = {
  language: 'am',
  women: names`አበበች=abebech ሰላም=selam ትዕግስት=tigist ሃና=hana መሠረት=meseret ብርቱካን=birtukan ዘነበች=zenebech ፍቅርተ=fikirte ራሔል=rahel ቤተልሔም=bethlehem`,
  men: names`አበበ=abebe ዳዊት=dawit ተስፋዬ=tesfaye ሙሉጌታ=mulugeta ብርሃኑ=birhanu ዮሐንስ=yohannes ግርማ=girma ከበደ=kebede ታደሰ=tadesse ሳሙኤል=samuel`,
  families: names`ተስፋዬ=tesfaye በቀለ=bekele ኃይሌ=haile ገብረማርያም=gebremariam ወልደሚካኤል=woldemichael አለሙ=alemu ደስታ=desta መኮንን=mekonnen ንጉሴ=nigussie አሰፋ=assefa ወርቁ=worku ጌታቸው=getachew`,
}

export const swahili: Culture = {
  language: 'sw',
  women: names`Wanjiru Akinyi Neema Zawadi Amina Furaha Njeri Atieno Wambui Rehema Mwajuma Baraka`,
  men: names`Kamau Otieno Juma Mwangi Kiprono Omondi Baraka Jabali Kipchumba Odhiambo Hamisi Njoroge`,
  families: names`Mwangi Otieno Kariuki Wanjala Kimani Ochieng Mutua Njoroge Kiplagat Abdalla Mwinyi Nyambura Onyango Cheruiyot Makori Ng’ang’a`,
}

export const afrikaans: Culture = {
  language: 'af',
  women: names`Annelie Elsabé Mariska Hettie Karien Riana Zelda Liezel Sunette Marlene`,
  men: names`Pieter Hendrik Jaco Francois Dawid Riaan Kobus Willem Gerhard Etienne`,
  families: names`van_der_Merwe Botha Pretorius van_Wyk Nel Coetzee Steyn Venter du_Plessis Swanepoel Labuschagne Jansen_van_Vuuren Viljoen Erasmus`,
}
