/** A draft on the server: every change of it is sent at once, one after another, and what comes back is shown. */
import { useRef, useState } from 'react'
import type { AnswerOf, Asking } from '#src/contract/endpoint.ts'
import { call, type Answered, type Outcome } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { etagOf } from '#src/console/sending.ts'
import { sayProblem } from '../../../users/console/widgets/say-problem.ts'
import {
  deleteImport,
  editImport,
  editImportRows,
  listImportRows,
  readImport,
  type Draft,
  type DraftRow,
} from '../../contract/drafts.ts'
import { sayCounts } from './say.ts'

export type Change = NonNullable<Asking<typeof editImport>['body']>
export type Mend = NonNullable<Asking<typeof editImportRows>['body']>['rows'][number]

export type DraftWork = {
  readonly busy: boolean
  /** Why the last change was not taken. */
  readonly problem: string | undefined
  readonly change: (change: Change) => Promise<void>
  /** Answers how the row stands then; undefined where the change was refused. */
  readonly mend: (mend: Mend) => Promise<DraftRow | undefined>
  /** Forgets the file, after the changes before it; answers whether it is gone. */
  readonly discard: () => Promise<boolean>
}

export const useDraftAnswer = (id: string) => useAnswer(readImport, { params: { id } }, { staleTime: 5_000 })

export function useDraftWork(id: string): DraftWork {
  const [waiting, setWaiting] = useState(0)
  const [problem, setProblem] = useState<string>()
  const last = useRef<Promise<unknown>>(Promise.resolve())

  const key = keyOf(readImport, { params: { id } })
  /** The version that was read, or that the change before left behind. */
  const seen = () => ({ ifMatch: etagOf(queryClient.getQueryData<Answered<typeof readImport>>(key)!.answer) })
  const readAnew = () =>
    Promise.all([key, keyOf(listImportRows)].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  const inTurn = async <E>(send: () => Promise<Outcome<E>>, shown?: (answer: AnswerOf<E>) => void) => {
    setWaiting((n) => n + 1)
    const mine = last.current.then(async () => {
      const outcome = await send()
      if (outcome.ok) shown?.(outcome.answer)
      else if (outcome.problem === 'changed-meanwhile') await readAnew()
      return outcome
    })
    last.current = mine.catch(() => undefined)
    const outcome = await mine.finally(() => setWaiting((n) => n - 1))
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    return outcome
  }
  const show = (draft: Draft) => {
    const answered = { ok: true as const, answer: draft, etag: null, status: 200 }
    queryClient.setQueryData(key, answered)
    announce(sayCounts(draft.counts))
  }
  return {
    busy: waiting > 0,
    problem,
    change: async (body) => {
      const outcome = await inTurn(() => call(editImport, { params: { id }, body }, seen()), show)
      if (!outcome.ok) return
      await queryClient.invalidateQueries({ queryKey: keyOf(listImportRows) })
    },
    mend: async (row) => {
      const outcome = await inTurn(
        () => call(editImportRows, { params: { id }, body: { rows: [row] } }, seen()),
        ({ draft }) => show(draft),
      )
      return outcome.ok ? outcome.answer.rows[0] : undefined
    },
    discard: async () => {
      const outcome = await inTurn(() => call(deleteImport, { params: { id } }, seen()))
      return outcome.ok || outcome.problem === 'not-found'
    },
  }
}
