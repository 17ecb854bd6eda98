import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient, useAnswer, type CallFailure } from '#src/console/query.ts'
import type { Answered } from '#src/console/api.ts'
import { editPreferences, readPreferences, type Preferences } from '../../../preferences/contract.ts'

export type ChangePreferences = (change: Partial<Preferences>) => void

/** How this person likes the list; undefined until it is known. A change shows at once and is remembered meanwhile. */
export function usePreferences(): {
  readonly preferences: Preferences | undefined
  readonly change: ChangePreferences
} {
  const { data, error } = useAnswer(readPreferences, {}, { staleTime: 300_000 })
  // Preferences that cannot be read must not keep anybody from the list.
  return { preferences: data?.answer ?? (error ? none(error) : undefined), change: changePreferences }
}

const none = (_why: CallFailure): Preferences => ({})

function changePreferences(change: Partial<Preferences>) {
  const key = keyOf(readPreferences, {})
  queryClient.setQueryData<Answered<typeof readPreferences>>(key, (before) => ({
    ok: true,
    etag: null,
    status: 200,
    ...before,
    answer: { ...before?.answer, ...change },
  }))
  void call(editPreferences, { body: change }).then((outcome) => {
    if (!outcome.ok) announce('Your choice could not be remembered. It holds for this page.')
  })
}
