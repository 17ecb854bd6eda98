import { useRef, useState, type ReactNode } from 'react'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useLeaveGuard } from '#src/console/routing.tsx'

/** "Leave without saving 3 changes?" `release` lets the next step out of the page pass: it was saved. */
export function useLeaveQuestion(changes: number): { question: ReactNode; release: () => void } {
  const [asking, setAsking] = useState<(leave: boolean) => void>()
  const released = useRef(false)
  useLeaveGuard(changes > 0, () =>
    released.current ? Promise.resolve(true) : new Promise((answer) => setAsking(() => answer)),
  )
  const answer = (leave: boolean) => {
    asking?.(leave)
    setAsking(undefined)
  }
  const question = (
    <Dialog
      opened={asking !== undefined}
      onClose={() => answer(false)}
      title={`Leave without saving ${plural(changes, 'change')}?`}
      consequence="What you typed stays in this browser for seven days, and is offered when you come back. Passwords and tokens are not kept."
      confirm="Leave"
      cancel="Keep editing"
      onConfirm={() => answer(true)}
    />
  )
  return { question, release: () => void (released.current = true) }
}
