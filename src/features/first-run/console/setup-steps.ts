/** The steps of the wizard, what each checks, and what is sent when all is told. */
import type * as z from 'zod/mini'
import { fold } from '#src/contract/text.ts'
import { checkNewPassword } from '../../passwords/rules.ts'
import { slug, tenantName } from '../../tenants/contract.ts'
import { email } from '../../users/fields/schemas.ts'
import type { setUp } from '../contract.ts'
import type { SetupName, SetupValues } from './setup-state.ts'

export const stepNames = ['operator', 'tenant', 'site', 'people'] as const
export type StepName = (typeof stepNames)[number]
export const stepTitles: Record<StepName, string> = {
  operator: 'Operator',
  tenant: 'Tenant',
  site: 'Site',
  people: 'People',
}

export type SetupFaults = { readonly [N in SetupName]?: string }
type Check = (values: SetupValues) => SetupFaults

const by = (schema: z.ZodMiniType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message

const checks: Record<StepName, Check> = {
  operator: ({ email: address, password, firstName, lastName, tenantName: tenant }) => ({
    email: address === '' ? 'Type your e-mail address.' : by(email, address),
    // A reload forgets the password, as it should; the last step then leads back here.
    password:
      password === ''
        ? 'Type a password. A reload of this page forgets it.'
        : checkNewPassword(password, {
            username: address,
            email: address,
            name: `${firstName} ${lastName}`,
            tenant,
          })[0]?.message,
  }),
  tenant: (values) => ({
    tenantName: by(tenantName, values.tenantName),
    slug: by(slug, values.slug),
    language: values.language ? undefined : 'Choose a language.',
    timeZone: values.timeZone ? undefined : 'Choose a time zone.',
  }),
  site: (values) => ({ siteName: by(tenantName, values.siteName) }),
  people: () => ({}),
}

/** What is wrong in one step; empty when it is well. */
export const faultsOf = (step: StepName, values: SetupValues): SetupFaults =>
  Object.fromEntries(Object.entries(checks[step](values)).filter(([, message]) => message))

/** The first step that still has something to mend. */
export const firstOpenStep = (values: SetupValues): StepName | undefined =>
  stepNames.find((step) => Object.keys(faultsOf(step, values)).length > 0)

/** `Riga Contact GmbH` → `riga-contact-gmbh` */
export const slugFor = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '')

export const bodyOf = (values: SetupValues, token: string): z.input<NonNullable<typeof setUp.body>> => ({
  token,
  operator: {
    email: values.email,
    password: values.password,
    ...(values.firstName && { firstName: values.firstName }),
    ...(values.lastName && { lastName: values.lastName }),
  },
  tenant: { name: values.tenantName, slug: values.slug, language: values.language, timeZone: values.timeZone },
  site: {
    name: values.siteName,
    timeZone: values.siteTimeZone || values.timeZone,
    ...(values.country && { country: values.country }),
  },
  demonstration: values.demonstration,
})

/** The wizard's field for a pointer of the server (RFC 6901), and the step that has it. */
const places: Readonly<Record<string, readonly [SetupName, StepName]>> = {
  '/operator/email': ['email', 'operator'],
  '/operator/password': ['password', 'operator'],
  '/operator/firstName': ['firstName', 'operator'],
  '/operator/lastName': ['lastName', 'operator'],
  '/tenant/name': ['tenantName', 'tenant'],
  '/tenant/slug': ['slug', 'tenant'],
  '/tenant/language': ['language', 'tenant'],
  '/tenant/timeZone': ['timeZone', 'tenant'],
  '/site/name': ['siteName', 'site'],
  '/site/timeZone': ['siteTimeZone', 'site'],
  '/site/country': ['country', 'site'],
}
export const placeOf = (pointer: string) => places[pointer.replace(/^#/, '')]
