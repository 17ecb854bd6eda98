/** What a tenant has bought (SPEC 2). What a module that is off brings is absent everywhere, never null. */
export const modules = {
  dialer: 'Leads, auto dial and caller ID',
  pbx: 'Extensions and SIP',
  queues: 'Queues and call statistics',
} as const
export type Bought = keyof typeof modules
export const moduleNames = Object.keys(modules) as Bought[]

/** Call statistics show on the last two only. */
export const plans = ['basic', 'professional', 'pro_plus'] as const
export type Plan = (typeof plans)[number]

/** What is switched on for a tenant: what it bought, and call statistics where both the module and the plan bring them. */
export const partNames = [...moduleNames, 'calls'] as const
export type Module = (typeof partNames)[number]

export const partsOf = (bought: readonly Bought[], plan: Plan): Module[] =>
  bought.includes('queues') && plan !== 'basic' ? [...bought, 'calls'] : [...bought]
