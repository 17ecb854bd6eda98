import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listLeads } from '../../contract.ts'
import { listCallbacks } from '../../contract/callbacks.ts'
import { AssignDialog } from '../assign-dialog.tsx'
import { CallbackTable } from '../callback-table.tsx'
import { HandOverCallbacks } from '../hand-over-callbacks.tsx'
import classes from '../leads.module.css'

/** The leads of one user in a number, and the callbacks that wait for them. */
export const UserLeads = ({ userId }: { userId: string }) => useMe().can('leads.manage') && <Shown userId={userId} />

function Shown({ userId }: { userId: string }) {
  const leads = useAnswer(listLeads, { query: { user: userId, limit: '1' } }, { staleTime: 0 }).data?.answer
  const callbacks = useAnswer(listCallbacks, { query: { user: userId } }, { staleTime: 0 }).data?.answer
  const [handing, setHanding] = useState<'leads' | 'callbacks'>()
  const [told, setTold] = useState<string>()
  if (!leads || !callbacks) return null
  return (
    <section className={classes.card} aria-labelledby="user-leads">
      <div className={classes.head}>
        <h2 id="user-leads">Leads and callbacks</h2>
        <div className={classes.buttons}>
          {leads.total > 0 && (
            <>
              <ButtonLink small to="/leads" search={{ user: userId }}>
                Show {plural(leads.total, 'lead')}
              </ButtonLink>
              <AppButton small onClick={() => setHanding('leads')}>
                Hand over leads…
              </AppButton>
            </>
          )}
          {callbacks.total > 0 && (
            <AppButton small onClick={() => setHanding('callbacks')}>
              Hand over callbacks…
            </AppButton>
          )}
        </div>
      </div>
      {told && (
        <Banner kind="success" onDismiss={() => setTold(undefined)}>
          {told}
        </Banner>
      )}
      {leads.total === 0 && <p className="rc-muted">No leads are assigned to this user.</p>}
      {callbacks.items.length === 0 ? (
        <p className="rc-muted">No callback is planned.</p>
      ) : (
        <CallbackTable callbacks={callbacks.items} of="user" onDone={setTold} />
      )}
      {callbacks.total > callbacks.items.length && (
        <p className="rc-muted">
          The next {callbacks.items.length} of {plural(callbacks.total, 'callback')}.
        </p>
      )}
      {handing === 'callbacks' && (
        <HandOverCallbacks
          target={{ user: userId }}
          count={callbacks.total}
          onClose={() => setHanding(undefined)}
          onDone={setTold}
        />
      )}
      {handing === 'leads' && (
        <AssignDialog
          target={{ matching: { user: userId } }}
          count={leads.total}
          onClose={() => setHanding(undefined)}
          onDone={setTold}
        />
      )}
    </section>
  )
}
