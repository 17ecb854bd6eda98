import { Label } from '#src/console/kit/chip.tsx'
import { LockIcon } from '#src/console/kit/icons.ts'
import classes from './form.module.css'

/** A list that can be seen and not changed, with the reason. */
export function LockedList({ label, why, entries }: { label: string; why: string; entries: readonly string[] }) {
  return (
    <div className={classes.locked} role="group" aria-label={label}>
      <span className={classes.lockedLabel}>
        {label} <LockIcon size={14} aria-hidden />
      </span>
      <div className={classes.labels}>
        {entries.length === 0 ? (
          <span className="rc-muted">None</span>
        ) : (
          entries.map((entry) => <Label key={entry}>{entry}</Label>)
        )}
      </div>
      <p className="rc-muted">{why}</p>
    </div>
  )
}
