import { useEffect, useState, type ReactNode } from 'react'

/** A result that is read on the next page: "Saved 3 changes". In memory only. */
let waiting: { userId: string; says: ReactNode } | undefined

export function leaveFlash(userId: string, says: ReactNode) {
  waiting = { userId, says }
}

/** The result that was left for this person's page, until it is dismissed. */
export function useFlash(userId: string): [ReactNode, () => void] {
  const [says, setSays] = useState(() => (waiting?.userId === userId ? waiting.says : undefined))
  useEffect(() => {
    waiting = undefined
  }, [])
  return [says, () => setSays(undefined)]
}
