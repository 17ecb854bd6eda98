import { useEffect } from 'react'
import { stringifySearch } from '#src/console/routing.tsx'
import { rememberWalk } from '../../widgets/walk.ts'
import { formatAddress } from './address.ts'
import { LIST } from './use-address.ts'
import type { List } from '../use-list.ts'

/** The page of a person has arrows that walk the list that one came from. */
export function useWalk({ address, page: { rows, stale } }: Pick<List, 'address' | 'page'>) {
  useEffect(() => {
    if (rows && !stale)
      rememberWalk({
        ids: rows.map((row) => row.id),
        address: `${LIST}${stringifySearch(formatAddress({ ...address, peek: null }))}`,
      })
  }, [rows, stale, address])
}
