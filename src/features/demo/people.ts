import type { FieldValues } from '#src/features/users/fields/catalogue.ts'
import { Dice } from './dice.ts'
import { house, languageSkills, type DemoSite } from './house.ts'
import type { Culture, Name } from './names/culture.ts'
import { fictionalNumber } from './numbers.ts'

export type DemoRole = 'Administrator' | 'Manager' | 'Agent' | 'Auditor'

/** Values of the fields of one person. What is null stays empty. */
export type DemoValues = Pick<
  FieldValues,
  | 'username'
  | 'email'
  | 'firstName'
  | 'lastName'
  | 'languages'
  | 'timeZone'
  | 'jobTitle'
  | 'externalId'
  | 'phone'
  | 'notes'
  | 'oauthEmail'
  | 'callerIdName'
  | 'callerIdNumber'
  | 'autoDial'
  | 'assignLeads'
  | 'virtualExtension'
  | 'sipOption'
  | 'sipUri'
  | 'sipUsername'
  | 'sipExtension'
>

/** A made-up person. Site, PBX and groups are places in the lists of `demoHouse()`. */
export type DemoPerson = DemoValues & {
  readonly status: 'active' | 'pending' | 'inactive'
  readonly role: DemoRole
  readonly site: number
  readonly sipPbx: number | null
  readonly businessUnits: readonly number[]
  readonly desks: readonly number[]
  readonly agentGroups: readonly number[]
  readonly tags: readonly number[]
  /** Level 1 to 5, or none. */
  readonly skills: readonly { readonly skill: number; readonly level: number | null }[]
  /** Only who is active and takes calls waits in queues. */
  readonly queues: readonly number[]
  readonly createdAt: Date
  readonly lastSignInAt: Date | null
}

const DAY = 86_400_000

/**
 * Believable people of some forty cultures, one after the other: a million take no more room than ten. The same count,
 * seed and end give the same people. Sign-in names, e-mails and extensions are each theirs alone.
 * @param until when the last of them came; all came in the three years before.
 */
export function* demoPeople(count: number, seed = 1, until = new Date()): Generator<DemoPerson> {
  const namesakes = new Map<string, number>()
  for (let number = 0; number < count; number++) {
    const dice = new Dice(seed, number)
    const site = dice.weigh(house.sites.map((each, index) => [index, each.share] as const))
    const culture = cultureAt(house.sites[site] as DemoSite, dice)
    const { first, last } = nameOf(culture, dice)
    const base = `${first.ascii}.${last.ascii}`
    const earlier = namesakes.get(base) ?? 0
    namesakes.set(base, earlier + 1)
    const username = earlier === 0 ? base : `${base}${earlier + 1}`
    yield {
      username,
      email: `${username}@example.com`,
      firstName: first.written,
      lastName: last.written,
      externalId: `E${String(number + 1).padStart(7, '0')}`,
      ...personOf(dice, site, culture, until),
      ...accountOf(dice, username, site, number, count),
    }
  }
}

function cultureAt({ cultures }: DemoSite, dice: Dice): Culture {
  return dice.weigh(cultures.map((culture, rank) => [culture, 1.25 ** -rank] as const))
}

/** One in six has a second given name, one in twelve a double family name. */
function nameOf({ women, men, families, familiesOfWomen }: Culture, dice: Dice): { first: Name; last: Name } {
  const woman = dice.chance(0.52)
  const given = woman ? women : men
  const family = woman && familiesOfWomen ? familiesOfWomen : families
  const first = dice.pick(given)
  const second = dice.pick(given)
  const last = dice.pick(family)
  const other = dice.pick(family)
  return {
    first:
      dice.chance(1 / 6) && second !== first
        ? { written: `${first.written} ${second.written}`, ascii: first.ascii }
        : first,
    last:
      dice.chance(1 / 12) && other !== last
        ? { written: `${last.written}-${other.written}`, ascii: `${last.ascii}-${other.ascii}` }
        : last,
  }
}

const roles: readonly (readonly [DemoRole, number])[] = [
  ['Agent', 925],
  ['Manager', 55],
  ['Auditor', 15],
  ['Administrator', 5],
]

const jobTitles: Readonly<Record<DemoRole, readonly string[]>> = {
  Agent: [
    'Customer care agent',
    'Senior agent',
    'Sales agent',
    'Support engineer',
    'Chat agent',
    'Collections agent',
    'Trainee',
  ],
  Manager: ['Team manager', 'Shift manager', 'Desk manager', 'Training manager'],
  Auditor: ['Quality auditor', 'Compliance analyst'],
  Administrator: ['Operations administrator', 'Telephony administrator'],
}

const otherZones = ['Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Africa/Lagos', 'Asia/Tokyo', 'UTC']

type Personal = Omit<DemoPerson, 'username' | 'email' | 'firstName' | 'lastName' | 'externalId' | keyof Account>

function personOf(dice: Dice, site: number, culture: Culture, until: Date): Personal {
  const role = dice.weigh(roles)
  const takesCalls = role === 'Agent'
  const status = dice.weigh([
    ['active', 88],
    ['pending', 5],
    ['inactive', 7],
  ] as const)
  const here = house.desks.flatMap((desk, index) => (desk.site === site ? [index] : []))
  const desks =
    role === 'Auditor'
      ? []
      : dice.some(1, role === 'Manager' ? 3 : 2, here.length).map((index) => here[index] as number)
  const sells = takesCalls && dice.chance(0.4)
  return {
    role,
    status,
    site,
    desks,
    businessUnits: [...new Set(desks.map((desk) => house.desks[desk]?.businessUnit ?? 0))].sort((a, b) => a - b),
    agentGroups: takesCalls ? dice.some(0, 2, house.agentGroups.length) : [],
    tags: dice.some(0, 3, house.tags.length),
    skills: takesCalls ? skillsOf(dice, culture) : [],
    queues: takesCalls && status === 'active' ? dice.some(0, 3, house.queues.length) : [],
    languages: languagesOf(dice, culture),
    // Most follow their site's zone; some work from elsewhere.
    timeZone: dice.chance(0.08) ? dice.pick(otherZones) : null,
    jobTitle: dice.pick(jobTitles[role]),
    phone: dice.chance(0.7) ? fictionalNumber(dice) : null,
    notes: dice.chance(0.03) ? 'Prefers the early shift.' : null,
    callerIdName: sells ? house.name : null,
    callerIdNumber: sells ? fictionalNumber(dice) : null,
    autoDial: sells ? dice.pick(['preview', 'progressive', 'predictive'] as const) : 'off',
    assignLeads: sells && dice.chance(0.8),
    ...datesOf(dice, status, until),
  }
}

function languagesOf(dice: Dice, { language }: Culture): string[] {
  const english = language.startsWith('en') || dice.chance(0.15) ? [] : ['en']
  return [
    language,
    ...english,
    ...(dice.chance(0.1) ? [dice.pick(['fr', 'de', 'es', 'ru'].filter((tag) => tag !== language))] : []),
  ]
}

/** The skill of one's own language where there is one, mostly English, and one to three products. */
function skillsOf(dice: Dice, { language }: Culture) {
  const own = house.skills.indexOf(languageSkills[language.split('-')[0] ?? ''] ?? '')
  const languages = [...new Set([own, dice.chance(0.8) ? 0 : own])].filter((skill) => skill >= 0)
  const products = dice
    .some(1, 3, house.skills.length - house.firstProductSkill)
    .map((skill) => skill + house.firstProductSkill)
  return [...languages, ...products].map((skill) => ({ skill, level: dice.chance(0.85) ? 1 + dice.below(5) : null }))
}

/** Pending people never signed in; of the active one in sixteen never did; the inactive stopped some time ago. */
function datesOf(
  dice: Dice,
  status: DemoPerson['status'],
  until: Date,
): Pick<DemoPerson, 'createdAt' | 'lastSignInAt'> {
  const age = (status === 'pending' ? 21 : 3 * 365) * DAY * dice.next()
  const idle = status === 'active' ? 45 * DAY * dice.next() ** 4 : 400 * DAY * dice.next()
  const never = status === 'pending' || dice.chance(1 / 16)
  const createdAt = new Date(until.getTime() - Math.floor(age))
  return { createdAt, lastSignInAt: never ? null : new Date(until.getTime() - Math.floor(Math.min(age * 0.9, idle))) }
}

type Account = Pick<
  DemoPerson,
  'virtualExtension' | 'sipOption' | 'sipPbx' | 'sipUri' | 'sipUsername' | 'sipExtension' | 'oauthEmail'
>

/**
 * How the person is rung. Extensions and virtual extensions share one number space: with a block of 10^k, the first
 * begin at one block and the second at five, so that nobody's numbers meet.
 */
function accountOf(dice: Dice, username: string, site: number, number: number, count: number): Account {
  const block = 10 ** Math.max(3, Math.ceil(Math.log10(count / 4)))
  const sipOption = dice.weigh([
    ['webrtc', 55],
    ['pbx', 30],
    ['custom_uri', 5],
    [null, 10],
  ] as const)
  const onPbx = sipOption === 'pbx'
  return {
    sipOption,
    sipPbx: onPbx ? site : null,
    sipUsername: onPbx ? username.replace(/[^\w.+-]/g, '') : null,
    sipExtension: onPbx ? (dice.chance(0.95) ? String(block + number) : 'dynamic') : null,
    sipUri: sipOption === 'custom_uri' ? `sip:${username}@sip.example.com` : null,
    virtualExtension: dice.chance(0.25) ? String(5 * block + number) : null,
    oauthEmail: dice.chance(0.3) ? `${username}@example.com` : null,
  }
}
