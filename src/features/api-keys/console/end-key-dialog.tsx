import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { endApiKey, listApiKeys } from '../contract.ts'
import type { MadeKey } from './new-key-form.tsx'

type EndKeyDialogProps = { apiKey: MadeKey['key']; onClose: () => void }

export function EndKeyDialog({ apiKey: { id, name, lastUsedAt, version }, onClose }: EndKeyDialogProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const end = async () => {
    setBusy(true)
    const outcome = await call(endApiKey, { params: { id } }, { ifMatch: etagOf({ version }) })
    setBusy(false)
    void queryClient.invalidateQueries({ queryKey: keyOf(listApiKeys) })
    // Gone already is what was wanted.
    if (!outcome.ok && outcome.problem !== 'not-found') return setProblem(sayProblem(outcome.document))
    announce(`Ended ${name}`)
    onClose()
  }
  return (
    <Dialog
      opened
      danger
      onClose={onClose}
      title={`End the key ${name}?`}
      consequence="Its next request is refused. Whatever uses it stops working until it has another key."
      points={[
        lastUsedAt ? (
          <>
            It was last used <TimeText at={lastUsedAt} />.
          </>
        ) : (
          'It was never used.'
        ),
      ]}
      stays="What it did stays in the change log. An ended key cannot be brought back."
      confirm="End key"
      busy={busy}
      problem={problem}
      onConfirm={() => void end()}
    />
  )
}
