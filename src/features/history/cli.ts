/** `rollcall history verify`: proves that nothing of the change log is missing or altered. */
import { exit, tenantOption, type Command } from '../../server/command-line/command.ts'
import { handIn, listAllTenants } from '../tenants/service.ts'
import { verifyHistory, type Verification } from './service/verify.ts'

const verify: Command = {
  name: 'history verify',
  says: 'Check that nothing of the change log is missing or altered.',
  options: { tenant: { ...tenantOption, required: undefined, says: 'Of this tenant alone.' } },
  async run(given, { open, terminal }) {
    const { parts } = await open()
    const only = given.text('tenant')
    const slugs = only === undefined ? (await listAllTenants(parts)).map(({ slug }) => slug) : [only]
    const found: ({ tenant: string } & Verification)[] = []
    for (const tenant of slugs) found.push({ tenant, ...(await verifyHistory(await handIn(parts, tenant))) })
    terminal.answer(found, found.flatMap(linesOf))
    return found.every(({ intact }) => intact) ? exit.done : exit.refused
  },
}

function linesOf({ tenant, intact, entries, unsealed, erased, faults }: { tenant: string } & Verification): string[] {
  const notes = [...(unsealed > 0 ? [`${unsealed} not sealed yet`] : []), ...(erased > 0 ? [`${erased} erased`] : [])]
  const first = `${tenant}: ${intact ? 'intact' : 'NOT INTACT'}, ${entries} entries${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
  return [first, ...faults.map((fault) => `  ${fault}`)]
}

export const historyCommands: readonly Command[] = [verify]
