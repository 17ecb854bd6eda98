import { useEffect, useState } from 'react'
import { stringifySearch, useGo, usePath, useSearch } from '#src/console/routing.tsx'
import type { stepPages } from './widgets/use-go-on.ts'

type LedToProps = { page: '/sign-in' | (typeof stepPages)[keyof typeof stepPages]; reason?: string }

/** Leads to a page of signing in, and from there back to this one. */
export function LedTo({ page, reason = '' }: LedToProps) {
  const go = useGo()
  const [path, search] = [usePath(), useSearch()]
  // As it was at first: while the other page is fetched, this one still stands, and the address is the other's already.
  const [then] = useState(path === '/' || path === page ? '' : path + stringifySearch(search))
  useEffect(() => {
    go(page, { search: { ...(reason && { reason }), ...(then && { then }) }, replace: true })
  }, [go, page, reason, then])
  return null
}
