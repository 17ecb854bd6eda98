/** `rollcall demo`: the tenant of invented people. */
import { exit, UsageError, type Command } from '../../server/command-line/command.ts'
import { DEMONSTRATION_SLUG } from '../tenants/service.ts'
import { makeDemonstration } from './service.ts'

const MOST = 1_000_000

const demo: Command = {
  name: 'demo',
  says: 'Make a tenant of invented people, and print the password of its administrator, once.',
  options: {
    users: { value: 'N', says: 'How many people, at most 1,000,000; 2,000 unless told.' },
    tenant: { value: 'SLUG', says: `The short name of the tenant; ${DEMONSTRATION_SLUG} unless told.` },
  },
  async run(given, { open, terminal }) {
    const users = Number(given.text('users') ?? 2000)
    if (!Number.isInteger(users) || users < 1 || users > MOST)
      throw new UsageError('--users takes a whole number from 1 to 1,000,000.')
    const tenantSlug = given.text('tenant') ?? DEMONSTRATION_SLUG
    const { parts } = await open()
    const bar = terminal.progress('people')
    const made = await makeDemonstration(parts, {
      users,
      tenantSlug,
      onProgress: (done) => bar.to(done, users),
    }).finally(bar.end)
    const { adminName, password } = made
    terminal.answer(
      { tenant: tenantSlug, ...made },
      password === null
        ? [
            `The tenant ${tenantSlug} is there already; its password was shown once. Another one: rollcall users reset-password ${adminName} --tenant ${tenantSlug}`,
          ]
        : [`tenant    ${tenantSlug}`, `name      ${adminName}`, `password  ${password}`],
    )
    return exit.done
  },
}

export const demoCommands: readonly Command[] = [demo]
