/** `rollcall import FILE`: bulk create and update from a file on this machine. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { exit, tenantOption, UsageError, type Command } from '../../server/command-line/command.ts'
import { handIn } from '../tenants/service.ts'
import { importKeys, importOptions, type ImportReport } from './contract.ts'
import { formats } from './formats/formats.ts'
import { importFile } from './service/import-file.ts'

const command: Command = {
  name: 'import',
  says: 'Make and change users by a file, every row checked before anything is written.',
  takes: 'FILE',
  options: {
    tenant: tenantOption,
    update: { says: 'Change users who are there, too; they are matched by --key.' },
    'only-update': { says: 'Change users who are there, and make nobody.' },
    key: { value: 'KEY', says: `By what a row is told to be somebody: ${importKeys.join(', ')}.` },
    'clear-blank': { says: 'An empty cell empties the field of somebody who is there; else it is left as it is.' },
    'replace-lists': { says: 'Groups and roles of a row come in the place of those that somebody has.' },
    site: { value: 'NAME', says: 'Where new users go whose row names no site that is known here.' },
    role: {
      value: 'NAME',
      says: 'What new users are whose row names no role; several times for several roles.',
      many: true,
    },
    'email-from': {
      value: 'TEMPLATE',
      says: 'How e-mails are made where a row has none, like {username}@example.com.',
    },
    domain: { value: 'DOMAIN', says: 'What stands in for the <<<domain>>> that a template left to be filled in.' },
    country: { value: 'CODE', says: 'Where telephone numbers without + are dialled from, like LV.' },
    pbx: { value: 'NAME', says: 'The PBX to which the extensions belong.' },
    format: { value: 'NAME', says: `Instead of recognising it: ${formats.map(({ name }) => name).join(', ')}.` },
    'create-groups': { says: 'Make the desks, tags and other groups that are not there yet.' },
    'all-or-nothing': { says: 'Change nobody when a single row is refused.' },
    'dry-run': { says: 'Check everything and change nobody.' },
  },
  more: [
    'New users come without a password, and so are pending. Passwords in a file are never read.',
    'What was done is a job of the console, which takes it back for 30 days.',
  ],
  async run(given, { open, terminal }) {
    const [path] = given.args
    const mode = given.is('only-update') ? 'update' : given.is('update') ? 'both' : 'create'
    const options = importOptions.safeParse({
      mode,
      key: given.text('key'),
      blank: given.is('clear-blank') ? 'clear' : 'leave',
      lists: given.is('replace-lists') ? 'replace' : 'add',
      site: given.text('site'),
      roles: given.texts('role'),
      emailFrom: given.text('email-from'),
      domain: given.text('domain'),
      country: given.text('country'),
      pbx: given.text('pbx'),
      format: given.text('format'),
      createGroups: given.is('create-groups'),
      allOrNothing: given.is('all-or-nothing'),
    })
    if (!options.success) throw new UsageError(options.error.issues[0]!.message)
    if (mode !== 'create' && options.data.key === undefined)
      throw new UsageError(`Say by what users are matched: --key ${importKeys.join(', --key ')}.`)
    const file = await readFile(path!).catch((error: Error) => {
      throw new UsageError(`The file cannot be read: ${error.message}.`)
    })
    const ctx = await handIn((await open()).parts, given.text('tenant')!)
    const bar = terminal.progress('rows')
    const asked = { ...options.data, name: basename(path!), dryRun: given.is('dry-run') }
    const report = await importFile(ctx, file, asked, ({ done, of }) => bar.to(done, of)).finally(bar.end)
    terminal.answer(report, linesOf(report, options.data.allOrNothing === true))
    return report.refused > 0 ? exit.refused : exit.done
  },
}

function linesOf(report: ImportReport, allOrNothing: boolean): string[] {
  const { format, rows, refused, problems, problemCount, warnings, warningCount } = report
  return [
    `${format.label}: ${count(rows, 'row')}`,
    ...problems.map(({ line, column, message }) => `line ${line}${column === '' ? '' : `, ${column}`}: ${message}`),
    ...more(problemCount - problems.length, 'problem'),
    ...warnings.map(({ line, message }) => `${line === null ? 'note' : `line ${line}`}: ${message}`),
    ...more(warningCount - warnings.length, 'warning'),
    ...hintsOf(report),
    `${outcome(report, allOrNothing)}, ${refused} refused.`,
  ]
}

const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`
const more = (n: number, what: string) => (n > 0 ? [`… and ${count(n, `more ${what}`)}`] : [])

/** The option that mends what many rows have in common, each said once. */
function hintsOf({ problems, warnings }: ImportReport): string[] {
  const has = (code: string, field?: string) =>
    problems.some((problem) => problem.code === code && (!field || problem.field === field))
  return [
    ...(has('required', 'email') ? ["try: --email-from '{username}@example.com'"] : []),
    ...(has('placeholder') ? ['try: --domain example.com'] : []),
    ...(has('required', 'site') || has('unknown', 'site') ? ['try: --site NAME'] : []),
    ...(has('required', 'roles') ? ['try: --role Agent'] : []),
    ...(warnings.some(({ code }) => code === 'unknown-groups') ? ['try: --create-groups, to make those groups'] : []),
  ]
}

function outcome(report: ImportReport, allOrNothing: boolean): string {
  const { made, changed, same, refused, wouldMake, wouldChange = 0 } = report
  const sameToo = same > 0 ? `, ${same} already so` : ''
  const changedToo = (n: number) => (n > 0 ? `, ${n} changed` : '')
  if (wouldMake !== undefined)
    return `A run would make ${wouldMake}${wouldChange > 0 ? ` and change ${wouldChange}` : ''}${sameToo}`
  if (allOrNothing && refused > 0) return 'Nobody was made or changed, since a row was refused'
  return `${made} made${changedToo(changed)}${sameToo}`
}

export const importCommands: readonly Command[] = [command]
