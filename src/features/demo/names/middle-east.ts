import { names, type Culture } from './culture.ts'

export const arabic: Culture = {
  language: 'ar',
  women: names`فاطمة=fatima مريم=maryam نور=nour ليلى=layla هدى=huda سلمى=salma ياسمين=yasmin زينب=zeinab رانيا=rania آية=aya منى=mona شيماء=shaimaa دينا=dina هبة=heba`,
  men: names`محمد=mohamed أحمد=ahmed محمود=mahmoud عمر=omar خالد=khaled يوسف=youssef كريم=karim مصطفى=mostafa طارق=tarek حسن=hassan إبراهيم=ibrahim ياسر=yasser سامي=sami عبد_الرحمن=abdelrahman`,
  families: names`حسن=hassan إبراهيم=ibrahim السيد=elsayed عبد_الله=abdallah منصور=mansour الشافعي=elshafei فؤاد=fouad سليمان=soliman الخطيب=elkhatib نجيب=naguib شعبان=shaaban رمضان=ramadan المصري=elmasry زكي=zaki الأسيوطي=elassiouty حجازي=hegazy عوض=awad صالح=saleh`,
}

export const hebrew: Culture = {
  language: 'he',
  women: names`נועה=noa תמר=tamar יעל=yael שירה=shira מיכל=michal רונית=ronit אביגיל=avigail הילה=hila ליאור=lior דנה=dana`,
  men: names`דוד=david יוסף=yosef איתי=itai אורי=uri נועם=noam עמית=amit אלון=alon גיא=guy ארז=erez יונתן=yonatan`,
  families: names`כהן=cohen לוי=levi מזרחי=mizrahi פרץ=peretz ביטון=biton אברהמי=avrahami פרידמן=friedman שפירא=shapira בן_דוד=bendavid גולן=golan אזולאי=azoulay רוזנברג=rosenberg`,
}

export const turkish: Culture = {
  language: 'tr',
  women: names`Ayşe Fatma Zeynep Elif Gülşah Özlem Şule Çiğdem Işıl Büşra Hatice Nurgül İpek Tuğba`,
  men: names`Mehmet Mustafa Ahmet Emre Oğuz Çağlar Barış İsmail Yiğit Ömer Gökhan Şükrü Tolga Halil`,
  families: names`Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Çetin Koç Kurt Şimşek Güneş Işık`,
}

export const persian: Culture = {
  language: 'fa',
  women: names`زهرا=zahra مریم=maryam سارا=sara شیرین=shirin نرگس=narges الهام=elham پریسا=parisa مهسا=mahsa نسرین=nasrin گلناز=golnaz`,
  men: names`علی=ali رضا=reza حسین=hossein امیر=amir مهدی=mehdi کوروش=kourosh بهرام=bahram سعید=saeed فرهاد=farhad پویا=pouya`,
  families: names`احمدی=ahmadi حسینی=hosseini محمدی=mohammadi کریمی=karimi رضایی=rezaei موسوی=mousavi جعفری=jafari صادقی=sadeghi رحیمی=rahimi نوری=nouri شریفی=sharifi یزدانی=yazdani`,
}

export const armenian: Culture = {
  language: 'hy',
  women: names`Անի=ani Մարիամ=mariam Լուսինե=lusine Նարե=nare Գայանե=gayane Հասմիկ=hasmik Արմինե=armine Սոնա=sona`,
  men: names`Արամ=aram Տիգրան=tigran Հայկ=hayk Գոռ=gor Վահե=vahe Արմեն=armen Սուրեն=suren Նարեկ=narek`,
  families: names`Սարգսյան=sargsyan Հակոբյան=hakobyan Պետրոսյան=petrosyan Գրիգորյան=grigoryan Խաչատրյան=khachatryan Հովհաննիսյան=hovhannisyan Ավագյան=avagyan Մկրտչյան=mkrtchyan Կարապետյան=karapetyan Ղազարյան=ghazaryan`,
}
