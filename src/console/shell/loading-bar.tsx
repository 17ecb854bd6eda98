import { useIsFetching, useIsMutating } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import classes from './loading-bar.module.css'

/** Two pixels at the top while something is fetched; the page below keeps what it shows. */
export function LoadingBar() {
  const turning = useRouterState({ select: (state) => state.status === 'pending' })
  const busy = useIsFetching() + useIsMutating() > 0 || turning
  return <div className={classes.bar} data-busy={busy || undefined} aria-hidden />
}
