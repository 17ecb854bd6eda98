/** `rollcall setup`: a tenant and its administrator without the wizard, and the way back in for who lost the password. */
import { exit, tenantOption, UsageError, type Command } from '../../server/command-line/command.ts'
import { slug, tenantName } from '../tenants/contract.ts'
import { email, timeZone } from '../users/fields/schemas.ts'
import { OPERATOR_SLUG, setUpTenant } from './service.ts'

const setup: Command = {
  name: 'setup',
  says: 'Make a tenant and its administrator, or give an administrator of it a new temporary password.',
  options: {
    tenant: tenantOption,
    'admin-email': { value: 'E-MAIL', says: 'Whose account it is, made if there is none.', required: true },
    name: { value: 'NAME', says: 'The name of a new tenant; the short name unless told.' },
    site: { value: 'NAME', says: 'The first site of a new tenant; its name unless told.' },
    'time-zone': { value: 'ZONE', says: "Of a new tenant and its site, like Europe/Riga; this machine's unless told." },
  },
  more: [`The tenant ${OPERATOR_SLUG} stands above all others: its users are the operators.`],
  async run(given, { open, terminal }) {
    const name = given.text('name') ?? given.text('tenant')!
    const wanted = {
      slug: checked(slug, given.text('tenant')),
      adminEmail: checked(email, given.text('admin-email')),
      name: checked(tenantName, name),
      site: checked(tenantName, given.text('site') ?? name),
      timeZone: checked(timeZone, given.text('time-zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
    }
    const made = await setUpTenant((await open()).parts, wanted)
    terminal.answer({ tenant: wanted.slug, name: wanted.adminEmail, ...made }, [
      `tenant    ${wanted.slug}${made.madeTenant ? ' (new)' : ''}`,
      `name      ${wanted.adminEmail}${made.madeAdministrator ? ' (new)' : ''}`,
      `password  ${made.password}`,
    ])
    terminal.say(`Good for one sign-in until ${made.expiresAt?.toISOString()}. It is not shown again.`)
    return exit.done
  },
}

type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } }
}

function checked<T>(schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new UsageError(result.error.issues[0]?.message ?? 'That is not understood.')
}

export const setUpCommands: readonly Command[] = [setup]
