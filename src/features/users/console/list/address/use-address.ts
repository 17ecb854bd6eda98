import { useCallback, useMemo } from 'react'
import { useGo, useSearch } from '#src/console/routing.tsx'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { formatAddress, parseAddress, type Ignored, type ListAddress } from './address.ts'

export const LIST = '/users'

/** `replace` while somebody types or ticks on within one filter: Back should undo whole steps. */
export type ChangeAddress = (next: ListAddress, how?: { replace?: boolean }) => void

/** The list's state in the address, and how to change it. */
export function useAddress(): {
  readonly address: ListAddress
  readonly ignored: readonly Ignored[]
  readonly change: ChangeAddress
} {
  const search = useSearch()
  const { hasModule } = useMe()
  const go = useGo()
  const read = useMemo(() => parseAddress(search, hasModule), [search, hasModule])
  const change = useCallback<ChangeAddress>(
    (next, { replace = false } = {}) => go(LIST, { search: formatAddress(next), replace, stay: true }),
    [go],
  )
  return { ...read, change }
}
