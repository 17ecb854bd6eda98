import { useEffect } from 'react'
import { stringifySearch, useGo, usePath, useSearch } from '#src/console/routing.tsx'

/** Leads to a page of signing in, and from there back to this one. */
export function LedTo({ page, reason = '' }: { page: '/sign-in' | '/new-password'; reason?: string }) {
  const go = useGo()
  const path = usePath()
  const search = useSearch()
  const then = path === '/' || path === page ? '' : path + stringifySearch(search)
  useEffect(() => {
    go(page, { search: { ...(reason && { reason }), ...(then && { then }) }, replace: true })
  }, [go, page, reason, then])
  return null
}
