import { lazy, Suspense } from 'react'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'

const Tray = lazy(() => import('../job/tray.tsx').then((m) => ({ default: m.Tray })))

/** In the top bar: what runs and what ended lately. Fetched after the page, and absent for who has no jobs. */
export function JobsTray() {
  return useMe().can('users.read') ? (
    <Suspense fallback={null}>
      <Tray />
    </Suspense>
  ) : null
}
