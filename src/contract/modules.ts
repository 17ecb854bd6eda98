/** What a tenant has bought (SPEC 2). What a module that is off brings is absent everywhere, never null. */
export const modules = {
  dialer: 'Leads, auto dial and caller ID',
  pbx: 'Extensions and SIP',
  queues: 'Queues and call statistics',
} as const
export type Module = keyof typeof modules
export const moduleNames = Object.keys(modules) as Module[]

/** Call statistics show on the last two only. */
export const plans = ['basic', 'professional', 'pro_plus'] as const
export type Plan = (typeof plans)[number]
