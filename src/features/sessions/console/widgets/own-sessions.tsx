import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { sayProblem } from '#src/console/sending.ts'
import { endOtherSessions, listOwnSessions } from '../../contract/listed.ts'
import { SessionTable } from './session-table.tsx'

type Done = { readonly kind: 'success' | 'danger'; readonly says: string }

/** Where one is signed in oneself; the others are ended one by one or together. */
export function OwnSessions() {
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<Done>()
  const endOthers = async () => {
    setBusy(true)
    const outcome = await call(endOtherSessions, {})
    setBusy(false)
    setDone(
      outcome.ok
        ? { kind: 'success', says: `${plural(outcome.answer.ended, 'other session')} ended. You stay signed in here.` }
        : { kind: 'danger', says: sayProblem(outcome.document) },
    )
    await queryClient.invalidateQueries({ queryKey: keyOf(listOwnSessions) })
  }
  return (
    <>
      <p className="rc-muted">End what you do not know, and change your password then.</p>
      {done && (
        <Banner kind={done.kind} onDismiss={() => setDone(undefined)}>
          {done.says}
        </Banner>
      )}
      <SessionTable
        endAll={(open) =>
          open.length > 1 && (
            <AppButton busy={busy} onClick={() => void endOthers()}>
              End all other sessions
            </AppButton>
          )
        }
      />
    </>
  )
}
