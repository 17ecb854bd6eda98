/** The company of the demonstration: where its people sit and what they are grouped by. Invented; nobody's customer. */
import * as africa from './names/africa.ts'
import * as baltic from './names/baltic-and-nordic.ts'
import type { Culture } from './names/culture.ts'
import * as eastAsia from './names/east-asia.ts'
import * as iberoAmerica from './names/ibero-america.ts'
import * as middleEast from './names/middle-east.ts'
import * as slavic from './names/slavic.ts'
import * as southAsia from './names/south-asia.ts'
import * as southEastAsia from './names/south-east-asia.ts'
import * as western from './names/western-europe.ts'

export type DemoSite = {
  readonly name: string
  /** IANA */
  readonly timeZone: string
  /** Of a hundred people, how many sit here. */
  readonly share: number
  /** Who works here, the most common first; each is a quarter more common than the next. */
  readonly cultures: readonly Culture[]
}

const sites: readonly DemoSite[] = [
  {
    name: 'Riga',
    timeZone: 'Europe/Riga',
    share: 28,
    cultures: [
      baltic.latvian,
      slavic.russian,
      baltic.lithuanian,
      baltic.estonian,
      western.german,
      baltic.finnish,
      baltic.swedish,
      middleEast.armenian,
      baltic.icelandic,
    ],
  },
  {
    name: 'Cebu',
    timeZone: 'Asia/Manila',
    share: 26,
    cultures: [
      southEastAsia.filipino,
      eastAsia.chinese,
      southEastAsia.vietnamese,
      eastAsia.japanese,
      eastAsia.korean,
      southEastAsia.thai,
      southEastAsia.indonesian,
      eastAsia.taiwanese,
      southEastAsia.burmese,
    ],
  },
  {
    name: 'Bogotá',
    timeZone: 'America/Bogota',
    share: 20,
    cultures: [
      iberoAmerica.colombian,
      iberoAmerica.mexican,
      iberoAmerica.brazilian,
      iberoAmerica.spanish,
      iberoAmerica.portuguese,
      western.english,
    ],
  },
  {
    name: 'Kraków',
    timeZone: 'Europe/Warsaw',
    share: 16,
    cultures: [
      slavic.polish,
      slavic.ukrainian,
      slavic.czech,
      western.hungarian,
      western.greek,
      western.french,
      western.irish,
      slavic.bulgarian,
    ],
  },
  {
    name: 'Cairo',
    timeZone: 'Africa/Cairo',
    share: 10,
    cultures: [
      middleEast.arabic,
      southAsia.hindi,
      middleEast.turkish,
      africa.yoruba,
      africa.ethiopian,
      middleEast.hebrew,
      africa.igbo,
      middleEast.persian,
      southAsia.tamil,
      africa.swahili,
      southAsia.bengali,
      africa.afrikaans,
    ],
  },
]

const businessUnits = ['Customer care', 'Sales', 'Technical support', 'Collections', 'Back office', 'Partners'] as const

/** A desk sits at one site and works for one business unit. */
export type DemoDesk = { readonly name: string; readonly site: number; readonly businessUnit: number }

const trades = [
  ['Billing', 0],
  ['Orders', 1],
  ['Helpdesk', 2],
  ['Retention', 1],
  ['Payments', 3],
] as const

/** Five desks at each site, but for the smallest, which has four. */
const desks: readonly DemoDesk[] = sites
  .flatMap(({ name }, site) =>
    trades.map(([trade, businessUnit]) => ({ name: `${name} ${trade}`, site, businessUnit })),
  )
  .slice(0, -1)

/** Language skills by the primary subtag of the language that they are for. */
export const languageSkills: Readonly<Record<string, string>> = {
  en: 'English',
  es: 'Spanish',
  pt: 'Portuguese',
  fr: 'French',
  de: 'German',
  pl: 'Polish',
  ru: 'Russian',
  uk: 'Ukrainian',
  lv: 'Latvian',
  lt: 'Lithuanian',
  ar: 'Arabic',
  he: 'Hebrew',
  tr: 'Turkish',
  el: 'Greek',
  hi: 'Hindi',
  fil: 'Filipino',
  vi: 'Vietnamese',
  th: 'Thai',
  id: 'Indonesian',
  zh: 'Chinese',
  ja: 'Japanese',
  ko: 'Korean',
  cs: 'Czech',
  sv: 'Swedish',
}

const productSkills = [
  'Invoices',
  'Refunds',
  'Deliveries',
  'Returns',
  'Warranty',
  'Broadband',
  'Mobile plans',
  'Television',
  'Smart home',
  'Card payments',
  'Fraud checks',
  'Insurance claims',
  'Bookings',
  'Loyalty club',
  'Business accounts',
  'Complaints',
] as const

/** Where account numbers come from: the PBX of each site. */
export type DemoPbx = { readonly name: string; readonly domain: string; readonly site: number }

const pbxes: readonly DemoPbx[] = [
  { name: 'Riga PBX', domain: 'pbx.riga.example.com', site: 0 },
  { name: 'Cebu PBX', domain: 'pbx.cebu.example.com', site: 1 },
  { name: 'Bogotá PBX', domain: 'pbx.bogota.example.com', site: 2 },
  { name: 'Kraków PBX', domain: 'pbx.krakow.example.com', site: 3 },
  { name: 'Cairo PBX', domain: 'pbx.cairo.example.com', site: 4 },
]

export const house = {
  name: 'Lighthouse Support',
  sites,
  businessUnits,
  desks,
  skills: [...Object.values(languageSkills), ...productSkills] as readonly string[],
  /** The skills from here on are for products, those before for languages. */
  firstProductSkill: Object.keys(languageSkills).length,
  agentGroups: [
    'Early shift',
    'Late shift',
    'Night shift',
    'Weekend',
    'Newcomers',
    'Seniors',
    'Overflow',
    'Callbacks',
    'Chat',
    'Pilots',
  ],
  tags: [
    'trainee',
    'mentor',
    'first-aider',
    'remote',
    'part-time',
    'team-lead',
    'vip-line',
    'night-owl',
    'on-leave',
    'keyholder',
    'quality-circle',
    'seasonal',
  ],
  queues: [
    'Billing',
    'Orders',
    'Helpdesk',
    'Retention',
    'Payments',
    'VIP',
    'Complaints',
    'Broadband',
    'Mobile',
    'Callbacks',
    'Overflow',
    'Night line',
  ],
  pbxes,
} as const

/** The company that the people of `demoPeople` belong to; they name its parts by their place in these lists. */
export const demoHouse = () => house
