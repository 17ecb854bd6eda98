import { names, type Culture } from './culture.ts'

export const chinese: Culture = {
  language: 'zh-Hans',
  women: names`秀英=xiuying 丽娜=lina 静=jing 婷婷=tingting 雪梅=xuemei 欣怡=xinyi 晓红=xiaohong 雨桐=yutong 慧敏=huimin 美玲=meiling 芳=fang 思琪=siqi`,
  men: names`伟=wei 建国=jianguo 磊=lei 志强=zhiqiang 浩然=haoran 俊杰=junjie 明=ming 子轩=zixuan 海涛=haitao 文博=wenbo 勇=yong 晨=chen`,
  families: names`王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 赵=zhao 黄=huang 周=zhou 吴=wu 徐=xu 孙=sun 胡=hu 欧阳=ouyang 高=gao 林=lin 何=he 郭=guo 马=ma 罗=luo`,
}

export const taiwanese: Culture = {
  language: 'zh-Hant',
  women: names`淑芬=shufen 雅婷=yating 怡君=yijun 美惠=meihui 佳穎=jiaying 詩涵=shihan 麗華=lihua 靜宜=jingyi`,
  men: names`志明=zhiming 俊宏=junhong 家豪=jiahao 冠宇=guanyu 建志=jianzhi 承翰=chenghan 文雄=wenxiong 宗翰=zonghan`,
  families: names`陳=chen 林=lin 黃=huang 張=chang 李=lee 吳=wu 劉=liu 蔡=tsai 楊=yang 許=hsu 鄭=cheng 謝=hsieh 郭=kuo 廖=liao`,
}

export const japanese: Culture = {
  language: 'ja',
  women: names`陽子=yoko 美咲=misaki 結衣=yui さくら=sakura 恵子=keiko 葵=aoi 由美子=yumiko 七海=nanami 凛=rin 彩花=ayaka ひなた=hinata 真由美=mayumi`,
  men: names`健太=kenta 翔太=shota 大輔=daisuke 拓也=takuya 浩=hiroshi 蓮=ren 悠斗=yuto 直樹=naoki 和也=kazuya 誠=makoto 颯太=sota 一郎=ichiro`,
  families: names`佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 伊藤=ito 渡辺=watanabe 山本=yamamoto 中村=nakamura 小林=kobayashi 加藤=kato 吉田=yoshida 山田=yamada 佐々木=sasaki 松本=matsumoto 井上=inoue 斎藤=saito`,
}

export const korean: Culture = {
  language: 'ko',
  women: names`지영=jiyoung 수진=sujin 민지=minji 서연=seoyeon 은주=eunju 하은=haeun 미경=mikyung 유나=yuna 혜진=hyejin 소희=sohee 지우=jiwoo 다은=daeun`,
  men: names`민수=minsu 준호=junho 지훈=jihoon 성민=sungmin 현우=hyunwoo 영수=youngsu 도윤=doyun 재현=jaehyun 동욱=dongwook 태영=taeyoung 시우=siwoo 상훈=sanghoon`,
  families: names`김=kim 이=lee 박=park 최=choi 정=jung 강=kang 조=cho 윤=yoon 장=jang 임=lim 한=han 오=oh 서=seo 신=shin 권=kwon 남궁=namgung`,
}
