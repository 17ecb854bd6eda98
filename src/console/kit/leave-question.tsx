import { useRef, useState, type ReactNode } from 'react'
import { useLeaveGuard } from '../routing.tsx'
import { Dialog } from './dialog.tsx'
import { plural } from './numbers.ts'

/**
 * "Leave without saving 3 changes?", asked by a page with a form; the page draws `question`. `release` lets the next
 * step out of the page pass: it was saved.
 */
export function useLeaveQuestion(changes: number, consequence: string): { question: ReactNode; release: () => void } {
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
      consequence={consequence}
      confirm="Leave"
      cancel="Keep editing"
      onConfirm={() => answer(true)}
    />
  )
  return { question, release: () => void (released.current = true) }
}
