import { useEffect } from 'react'
import { onLive } from '#src/console/live.ts'
import { readAgain } from '#src/console/query.ts'

/** Reads a person again when somebody changes them, and after a break of the stream. */
export function useLiveUser(id: string) {
  useEffect(() => {
    const again = () =>
      void readAgain({
        predicate: ({ queryKey: [, path, ask] }) =>
          String(path).startsWith('/users/{id}') &&
          (ask as { params?: { id?: string } } | undefined)?.params?.id === id,
      })
    const stops = [onLive('users-changed', ({ ids }) => (!ids || ids.includes(id)) && again()), onLive('hello', again)]
    return () => stops.forEach((stop) => stop())
  }, [id])
}
