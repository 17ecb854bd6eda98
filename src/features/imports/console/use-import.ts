import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { refetchUsers } from '../../users/console/widgets/refetch-users.ts'
import { sayProblem } from '../../users/console/widgets/say-problem.ts'
import { importUsers, type ImportReport } from '../contract.ts'
import { asBody, type Source } from './source.ts'

/** What is chosen for the whole file. */
export type Choices = {
  readonly site: string | null
  readonly roles: readonly string[]
  readonly emailFrom: string
  readonly domain: string
  readonly createGroups: boolean
  readonly allOrNothing: boolean
}

export type Import = {
  readonly busy: 'checking' | 'making' | null
  /** Of the last check, while nothing that it depends on has changed. */
  readonly checked: ImportReport | null
  readonly made: ImportReport | null
  /** Why the file as a whole was refused. */
  readonly problem: string | null
  readonly check: (source: Source, choices: Choices) => Promise<void>
  readonly make: (source: Source, choices: Choices) => Promise<void>
  readonly forget: () => void
}

const optionsOf = ({ site, roles, emailFrom, domain, createGroups, allOrNothing }: Choices) => ({
  ...(site === null ? {} : { site: Number(site) }),
  roles: roles.map(Number),
  ...(emailFrom.trim() === '' ? {} : { emailFrom: emailFrom.trim() }),
  ...(domain.trim() === '' ? {} : { domain: domain.trim() }),
  createGroups,
  allOrNothing,
})

const nothing = { busy: null, checked: null, made: null, problem: null } as const
type State = Pick<Import, 'busy' | 'checked' | 'made' | 'problem'>

/** Checks first, makes then; what was checked counts until a choice changes. */
export function useImport(): Import {
  const [state, setState] = useState<State>(nothing)
  // A repeat of what may have arrived must not make anybody twice.
  const [key, setKey] = useState(newKey)
  const ask = async (source: Source, choices: Choices, dryRun: boolean) => {
    setState((before) => ({ ...before, busy: dryRun ? 'checking' : 'making', problem: null }))
    const body = { ...asBody(source), ...optionsOf(choices), dryRun }
    const outcome = await call(importUsers, { body }, dryRun ? {} : { idempotencyKey: key })
    if (!outcome.ok) {
      setState((before) => ({ ...before, busy: null, problem: sayProblem(outcome.document) }))
      return
    }
    const report = outcome.answer
    setState(dryRun ? { ...nothing, checked: report } : { ...nothing, made: report })
    setKey(newKey())
    announce(dryRun ? sayChecked(report) : `${plural(report.made, 'user')} created, ${report.refused} left out`)
    if (!dryRun) await refetchUsers()
  }
  return {
    ...state,
    check: (source, choices) => ask(source, choices, true),
    make: (source, choices) => ask(source, choices, false),
    forget: () => setState(nothing),
  }
}

/** "482 of 500 rows can go in, 18 cannot". */
export const sayChecked = ({ rows, refused }: ImportReport): string =>
  refused === 0
    ? `${rows === 1 ? 'The one row' : `All ${plural(rows, 'row')}`} can go in`
    : refused === rows
      ? `${rows === 1 ? 'The one row cannot' : `None of the ${plural(rows, 'row')} can`} go in`
      : `${formatNumber(rows - refused)} of ${plural(rows, 'row')} can go in, ${formatNumber(refused)} cannot`
