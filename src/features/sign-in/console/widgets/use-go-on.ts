import { queryClient } from '#src/console/query.ts'
import { insideConsole, useGo, useSearch } from '#src/console/routing.tsx'
import type { Me } from '../../contract.ts'

/** The page of each step that a session may wait for. */
export const stepPages = {
  'second-step': '/sign-in/two-step',
  'new-password': '/new-password',
  'set-up-second-step': '/sign-in/set-up-two-step',
} as const

/** Leads on from a step of signing in: to the next one, or to where the person wanted to go (`?then=`, unless told). */
export function useGoOn(): (next: Me['next'], then?: string) => void {
  const { then: asked = '/' } = useSearch()
  const go = useGo()
  return (next, then = asked) => {
    queryClient.clear()
    if (next !== 'home') return go(stepPages[next], { search: then === '/' ? {} : { then }, replace: true })
    const { path, search } = insideConsole(then)
    go(path, { search, replace: true })
  }
}
