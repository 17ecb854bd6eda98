import { names, type Culture } from './culture.ts'

export const filipino: Culture = {
  language: 'fil',
  women: names`Maria_Cristina Jasmine Angelica Rowena Marites Lorna Kristine_Joy Princess Analyn Divina Ligaya Cherry_Mae Rosalie Mayumi Jocelyn Gemma`,
  men: names`Jose_Mari Rodel Jericho Reynaldo Ferdinand Arnel John_Paul Bayani Danilo Christian Renato Crisanto Eduardo Mark_Anthony Rommel Dante`,
  families: names`dela_Cruz Santos Reyes Bautista Villanueva Mendoza Pangilinan Macaraeg Dimaculangan Magbanua Salazar Ocampo Batungbakal Cabahug Osmeña Lacson Abellana Tumulak Peñaflor Gatchalian`,
}

export const vietnamese: Culture = {
  language: 'vi',
  women: names`Thị_Hương Ngọc_Anh Thu_Hà Phương_Thảo Mai_Linh Bích_Ngọc Thúy_Vy Kim_Chi Quỳnh_Như Lan_Anh Tuyết_Mai Hồng_Nhung`,
  men: names`Văn_Hùng Minh_Tuấn Quốc_Bảo Đức_Anh Hoàng_Long Thanh_Tùng Hữu_Phước Gia_Huy Công_Minh Trọng_Nghĩa Xuân_Trường Đình_Khôi`,
  families: names`Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh`,
}

export const thai: Culture = {
  language: 'th',
  women: names`สมหญิง=somying มาลี=malee สุดา=suda พิมพ์ชนก=pimchanok วรรณา=wanna กัญญา=kanya นภา=napa ปิยะดา=piyada อรทัย=orathai รัตนา=rattana`,
  men: names`สมชาย=somchai ประเสริฐ=prasert วิชัย=wichai อนุชา=anucha ธนากร=thanakorn กิตติ=kitti ณัฐพล=nattapon ชัยวัฒน์=chaiwat สุรศักดิ์=surasak ภูมิ=phum`,
  families: names`ใจดี=jaidee ศรีสุข=srisuk วงศ์สวัสดิ์=wongsawat แสงทอง=saengthong บุญมี=boonmee ทองดี=thongdee สุวรรณ=suwan รัตนกุล=rattanakul พงษ์พานิช=phongphanich จันทร์เพ็ญ=chanphen แก้วมณี=kaewmanee ชูชัย=chuchai`,
}

export const indonesian: Culture = {
  language: 'id',
  women: names`Siti_Rahayu Dewi Putri Ayu Ratna Sri_Wahyuni Indah Kartika Wulan Nur_Aini Melati Fitri`,
  men: names`Budi Agus Dwi_Prasetyo Bambang Rizky Eko Hendra Joko Slamet Wahyu Yusuf Dimas`,
  families: names`Santoso Wijaya Susanto Hidayat Nugroho Setiawan Saputra Siregar Nasution Situmorang Kusuma Pratama Hutapea Suryanto Gunawan Lubis`,
}

export const burmese: Culture = {
  language: 'my',
  women: names`စုစု=susu မြင့်မြင့်=myintmyint ခင်ခင်=khinkhin သီတာ=thida ဖြူဖြူ=phyuphyu နှင်းဆီ=hninsi အေးအေး=ayeaye ယမင်း=yamin`,
  men: names`အောင်=aung ကျော်=kyaw ဇော်=zaw မင်း=min သန်း=than ထွန်း=htun နေ=nay ဝင်း=win`,
  families: names`အောင်မိုး=aungmoe ကျော်စွာ=kyawswa မြင့်=myint ဇော်ဝင်း=zawwin သန့်ဇင်=thantzin ထွန်းလင်း=htunlin မောင်မောင်=maungmaung ခိုင်=khaing`,
}
