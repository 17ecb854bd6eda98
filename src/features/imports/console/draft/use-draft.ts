/** A draft on the server: every change of it is sent at once, one after another, and what comes back is shown. */
import { useRef, useState } from 'react'
import type { Asking } from '#src/contract/endpoint.ts'
import { call, type Outcome } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { sayProblem } from '../../../users/console/widgets/say-problem.ts'
import {
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
}

export const useDraftAnswer = (id: string) => useAnswer(readImport, { params: { id } }, { staleTime: 5_000 })

export function useDraftWork(id: string): DraftWork {
  const [waiting, setWaiting] = useState(0)
  const [problem, setProblem] = useState<string>()
  const last = useRef<Promise<unknown>>(Promise.resolve())

  const inTurn = async <E>(send: () => Promise<Outcome<E>>): Promise<Outcome<E>> => {
    setWaiting((n) => n + 1)
    const mine = last.current.then(send)
    last.current = mine.catch(() => undefined)
    const outcome = await mine.finally(() => setWaiting((n) => n - 1))
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    return outcome
  }
  const show = (draft: Draft) => {
    const answered = { ok: true as const, answer: draft, etag: null, status: 200 }
    queryClient.setQueryData(keyOf(readImport, { params: { id } }), answered)
    announce(sayCounts(draft.counts))
  }
  return {
    busy: waiting > 0,
    problem,
    change: async (body) => {
      const outcome = await inTurn(() => call(editImport, { params: { id }, body }))
      if (!outcome.ok) return
      show(outcome.answer)
      await queryClient.invalidateQueries({ queryKey: keyOf(listImportRows) })
    },
    mend: async (row) => {
      const outcome = await inTurn(() => call(editImportRows, { params: { id }, body: { rows: [row] } }))
      if (!outcome.ok) return undefined
      show(outcome.answer.draft)
      return outcome.answer.rows[0]
    },
  }
}
