import { AppButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useLiveChanges, type LiveChanges } from './pages/use-live-changes.ts'
import { useLivePresence } from './pages/use-live-presence.ts'
import type { List } from './use-list.ts'
import type { Steps } from './use-steps.ts'
import classes from './list-states.module.css'

/** Lines above the list: what was ignored, what went along, what changed meanwhile. */
export function Notices({ list, steps }: { list: List; steps: Steps }) {
  const { page, ignored } = list
  const changes = useLiveChanges(page.rows, page.at)
  useLivePresence(page.rows)
  return (
    <>
      {steps.notice && <p className={classes.notice}>{steps.notice}</p>}
      {ignored.length > 0 && (
        <p className={classes.notice}>
          Ignored in the address: {ignored.map(({ key, why }) => (why ? `${key} (${why})` : key)).join('; ')}
        </p>
      )}
      {page.error && page.rows && (
        <Banner
          kind="warning"
          actions={
            <AppButton small onClick={page.refetch}>
              Try again
            </AppButton>
          }
        >
          Couldn’t read the list again. These are the rows from before.
        </Banner>
      )}
      {(changes.count > 0 || changes.missed) && (
        <Banner
          actions={
            <AppButton small onClick={page.refetch}>
              Refresh
            </AppButton>
          }
        >
          {sayChanges(changes)}
        </Banner>
      )}
    </>
  )
}

const sayChanges = ({ count, missed }: LiveChanges) =>
  missed
    ? 'The connection was lost for a while. There may be changes.'
    : `${plural(count, 'change')} since this was read.`
