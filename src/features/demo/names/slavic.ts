import { names, type Culture } from './culture.ts'

export const polish: Culture = {
  language: 'pl',
  women: names`Anna Katarzyna Małgorzata Agnieszka Zofia Magdalena Joanna Beata Ewa Grażyna Iwona Karolina Żaneta Aleksandra Natalia Wiktoria`,
  men: names`Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Łukasz Grzegorz Wojciech Mateusz Jakub Sławomir Zbigniew Radosław Kamil`,
  families: names`Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski Król Wróbel`,
  familiesOfWomen: names`Kowalska Wiśniewska Wójcik Kamińska Lewandowska Zielińska Szymańska Woźniak Dąbrowska Kozłowska Jankowska Mazur Kwiatkowska Krawczyk Piotrowska Grabowska Pawłowska Michalska Król Wróbel`,
}

export const czech: Culture = {
  language: 'cs',
  women: names`Jana Tereza Lenka Kateřina Hana Věra Zuzana Markéta Eliška Petra Barbora Šárka Ivana Alžběta`,
  men: names`Jiří Pavel Tomáš Ondřej Václav Jaroslav Miloš Zdeněk Vojtěch Lukáš Radek Matěj Štěpán Karel`,
  families: names`Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Marek Hájek Jelínek Král Růžička`,
  familiesOfWomen: names`Nováková Svobodová Novotná Dvořáková Černá Procházková Kučerová Veselá Horáková Němcová Pokorná Marková Hájková Jelínková Králová Růžičková`,
}

export const russian: Culture = {
  language: 'ru',
  women: names`Анна=anna Елена=elena Ольга=olga Наталья=natalya Татьяна=tatyana Ирина=irina Светлана=svetlana Мария=maria Екатерина=ekaterina Юлия=yulia Ксения=ksenia Дарья=darya`,
  men: names`Александр=aleksandr Сергей=sergey Дмитрий=dmitry Андрей=andrey Алексей=aleksey Иван=ivan Михаил=mikhail Николай=nikolay Артём=artyom Егор=egor Павел=pavel Юрий=yury`,
  families: names`Иванов=ivanov Смирнов=smirnov Кузнецов=kuznetsov Попов=popov Соколов=sokolov Лебедев=lebedev Козлов=kozlov Новиков=novikov Морозов=morozov Волков=volkov Соловьёв=solovyov Зайцев=zaytsev Орлов=orlov Журавлёв=zhuravlyov Белов=belov Щербаков=shcherbakov`,
  familiesOfWomen: names`Иванова=ivanova Смирнова=smirnova Кузнецова=kuznetsova Попова=popova Соколова=sokolova Лебедева=lebedeva Козлова=kozlova Новикова=novikova Морозова=morozova Волкова=volkova Соловьёва=solovyova Зайцева=zaytseva Орлова=orlova Журавлёва=zhuravlyova Белова=belova Щербакова=shcherbakova`,
}

export const ukrainian: Culture = {
  language: 'uk',
  women: names`Оксана=oksana Ганна=hanna Олена=olena Ірина=iryna Марія=mariia Тетяна=tetiana Наталія=nataliia Юлія=yuliia Соломія=solomiia Леся=lesia Вікторія=viktoriia Дарина=daryna`,
  men: names`Олександр=oleksandr Тарас=taras Андрій=andrii Богдан=bohdan Микола=mykola Іван=ivan Олексій=oleksii Василь=vasyl Юрій=yurii Назар=nazar Дмитро=dmytro Ярослав=yaroslav`,
  families: names`Шевченко=shevchenko Коваленко=kovalenko Бондаренко=bondarenko Ткаченко=tkachenko Кравченко=kravchenko Мельник=melnyk Олійник=oliinyk Лисенко=lysenko Поліщук=polishchuk Бойко=boiko Савченко=savchenko Руденко=rudenko Марченко=marchenko Гаврилюк=havryliuk Їжак=yizhak Петренко=petrenko`,
}

export const bulgarian: Culture = {
  language: 'bg',
  women: names`Мария=mariya Иванка=ivanka Елена=elena Десислава=desislava Радка=radka Гергана=gergana Силвия=silviya Цветелина=tsvetelina Петя=petya Калина=kalina`,
  men: names`Георги=georgi Иван=ivan Димитър=dimitar Николай=nikolay Петър=petar Христо=hristo Тодор=todor Стоян=stoyan Васил=vasil Пламен=plamen`,
  families: names`Димитров=dimitrov Георгиев=georgiev Петров=petrov Николов=nikolov Христов=hristov Стоянов=stoyanov Тодоров=todorov Илиев=iliev Ангелов=angelov Маринов=marinov Колев=kolev Генчев=genchev`,
  familiesOfWomen: names`Димитрова=dimitrova Георгиева=georgieva Петрова=petrova Николова=nikolova Христова=hristova Стоянова=stoyanova Тодорова=todorova Илиева=ilieva Ангелова=angelova Маринова=marinova Колева=koleva Генчева=gencheva`,
}
