/** `rollcall leads import FILE`: leads from a file on this machine. */
import { readFile } from 'node:fs/promises'
import { exit, tenantOption, UsageError, type Command } from '../../server/command-line/command.ts'
import { handIn } from '../tenants/service.ts'
import { findByNames } from '../users/service/by-name.ts'
import type { LeadProblem } from './contract/import.ts'
import { importFile, previewFile } from './service/import.ts'

const command: Command = {
  name: 'leads import',
  says: 'Make leads of a file; those that are there already are left as they are.',
  takes: 'FILE',
  options: {
    tenant: tenantOption,
    to: { value: 'WHOM', says: 'round-robin, nobody, or a username; in turn unless told.' },
    country: { value: 'CODE', says: 'Where telephone numbers without + are dialled from, like LV.' },
    list: { value: 'NAME', says: 'The list of rows that name none.' },
    'dry-run': { says: 'Check everything and make nothing.' },
  },
  more: ['A lead is known again by its external id, or by its phone.'],
  async run(given, { open, terminal }) {
    const file = await readFile(given.args[0]!).catch((error: Error) => {
      throw new UsageError(`The file cannot be read: ${error.message}.`)
    })
    const ctx = await handIn((await open()).parts, given.text('tenant')!)
    const asked = { country: given.text('country'), list: given.text('list') }
    if (given.is('dry-run')) {
      const preview = await previewFile(ctx, file, asked)
      const { wouldMake, known, refused } = preview
      terminal.answer(preview, [
        ...preview.problems.map(sayProblem),
        `A run would make ${wouldMake}, ${known} there already, ${refused} refused.`,
      ])
      return refused > 0 ? exit.refused : exit.done
    }
    const to = given.text('to') ?? 'round-robin'
    const leadsTo = to === 'round-robin' || to === 'nobody' ? to : (await findByNames(ctx, [to]))[0]!
    const report = await importFile(ctx, file, {
      ...asked,
      leadsTo: given.text('to') === undefined ? undefined : leadsTo,
    })
    const { made, known, refused } = report
    terminal.answer(report, [
      ...report.problems.map(sayProblem),
      `${made} made, ${known} there already, ${refused} refused.`,
    ])
    return refused > 0 ? exit.refused : exit.done
  },
}

const sayProblem = ({ line, column, message }: LeadProblem) =>
  `line ${line}${column === '' ? '' : `, ${column}`}: ${message}`

export const leadCommands: readonly Command[] = [command]
