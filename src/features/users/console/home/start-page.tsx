import { useEffect } from 'react'
import { useGo } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'

/** Where the console begins: the list for who may see it, the own profile for everybody else. */
export function StartPage() {
  const { can } = useMe()
  const go = useGo()
  const to = can('users.read') ? '/users' : '/me/profile'
  useEffect(() => go(to, { replace: true }), [go, to])
  return null
}
