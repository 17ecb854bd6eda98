import { useState, type ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import type { Lock } from '../contract.ts'
import { LockTable } from './lock-table.tsx'
import type { PlannedUnlock, Unlock } from './use-unlock.ts'
import classes from './locked.module.css'

type LockListProps = {
  locks: readonly Lock[]
  one: Unlock
  many: PlannedUnlock
  /** Stands beside the button. */
  beside: ReactNode
}

/** The accounts, of which some can be ticked and unlocked together. */
export function LockList({ locks, one, many, beside }: LockListProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = locks.filter(({ id }) => ticked.has(id)).map(({ id }) => id)
  const tick = ({ id }: Lock, on: boolean) =>
    setTicked(new Set(on ? [...ticked, id] : [...ticked].filter((t) => t !== id)))
  return (
    <>
      <div className={classes.doing}>
        <AppButton
          busy={many.busy}
          disabledWhy={chosen.length === 0 ? 'Tick the accounts first.' : undefined}
          onClick={() => many.plan({ ids: chosen })}
        >
          {chosen.length === 0 ? 'Unlock selected' : `Unlock ${plural(chosen.length, 'account')}`}
        </AppButton>
        {beside}
      </div>
      <LockTable locks={locks} ticked={ticked} onTick={tick} busy={one.busy} onUnlock={one.unlock} />
    </>
  )
}
