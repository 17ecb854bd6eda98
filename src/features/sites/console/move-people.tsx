import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { Select } from '#src/console/kit/select.tsx'
import { useAnswer } from '#src/console/query.ts'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import { listSites, type Site } from '../contract.ts'
import classes from '#src/console/kit/settings.module.css'

/** Moves everybody of a site to another one: by a plan, which says whom first. */
export function MovePeople({ from, onClose }: { from: Site; onClose: () => void }) {
  const [to, setTo] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const { plan, busy, problem } = usePlan()
  const others = (useAnswer(listSites, { query: {} }).data?.answer.items ?? []).filter(({ id }) => id !== from.id)
  const see = () => {
    setMissing(to === null)
    if (to !== null) void plan({ action: 'set-site', params: { site: Number(to) }, target: { sites: [from.id] } })
  }
  const says = missing ? 'Choose where they go.' : problem
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={
        <>
          Move {plural(from.users, 'user')} of <bdi>{from.name}</bdi>
        </>
      }
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={see}>
            See what changes
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        <Select
          label="To the site"
          name="move-to"
          required
          value={to}
          onChange={setTo}
          options={others.slice(0, 200).map(({ id, name }) => ({ value: String(id), label: name }))}
          help="Whoever has no time zone of their own follows the new site."
        />
        {says && <FieldError id="move-people-problem">{says}</FieldError>}
      </div>
    </PlainDialog>
  )
}
