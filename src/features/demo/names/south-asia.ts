import { names, type Culture } from './culture.ts'

export const hindi: Culture = {
  language: 'hi',
  women: names`प्रिया=priya अनीता=anita सुनीता=sunita पूजा=pooja नेहा=neha दीपिका=deepika कविता=kavita मीनाक्षी=meenakshi ऋतु=ritu श्रुति=shruti लक्ष्मी=lakshmi अंजलि=anjali`,
  men: names`राहुल=rahul अमित=amit संजय=sanjay विजय=vijay अर्जुन=arjun रोहित=rohit कृष्ण=krishna सुरेश=suresh मनोज=manoj विवेक=vivek दीपक=deepak आदित्य=aditya`,
  families: names`शर्मा=sharma वर्मा=verma गुप्ता=gupta सिंह=singh मिश्रा=mishra पाण्डेय=pandey यादव=yadav चौधरी=chaudhary त्रिपाठी=tripathi जोशी=joshi सक्सेना=saxena अग्रवाल=agarwal श्रीवास्तव=srivastava ठाकुर=thakur`,
}

export const tamil: Culture = {
  language: 'ta',
  women: names`கவிதா=kavitha மீனா=meena லட்சுமி=lakshmi தமிழ்ச்செல்வி=tamilselvi பிரியா=priya சரண்யா=saranya நந்தினி=nandhini அமுதா=amudha`,
  men: names`முருகன்=murugan கார்த்திக்=karthik செந்தில்=senthil அருண்=arun வேலு=velu குமரன்=kumaran பாலாஜி=balaji இளங்கோ=ilango`,
  families: names`சுப்ரமணியம்=subramaniam ராஜேந்திரன்=rajendran கிருஷ்ணமூர்த்தி=krishnamurthy சுந்தரம்=sundaram பழனிசாமி=palanisamy வேலாயுதம்=velayutham நடராஜன்=natarajan சண்முகம்=shanmugam இராமசாமி=ramasamy ஆறுமுகம்=arumugam`,
}

export const bengali: Culture = {
  language: 'bn',
  women: names`শর্মিলা=sharmila নাসরিন=nasrin তাসনিম=tasnim মৌসুমী=moushumi ফারহানা=farhana সুমাইয়া=sumaiya অনন্যা=ananya রুমানা=rumana`,
  men: names`রহিম=rahim সৌরভ=sourav তানভীর=tanvir অনির্বাণ=anirban ইমরান=imran সুমন=sumon আরিফ=arif শুভ=shuvo`,
  families: names`রহমান=rahman চৌধুরী=chowdhury দাস=das হোসেন=hossain মুখোপাধ্যায়=mukhopadhyay ইসলাম=islam সরকার=sarkar বন্দ্যোপাধ্যায়=bandyopadhyay আহমেদ=ahmed ঘোষ=ghosh`,
}
