import { Tabs } from '../kit/tabs.tsx'
import { usePath } from '../routing.tsx'
import { isUnder, type RailEntry } from './rail.tsx'
import classes from './page-parts.module.css'

/** The pages behind one entry of the rail, side by side above each of them; nothing where there is one alone. */
export function PageParts({ rail }: { rail: readonly RailEntry[] }) {
  const path = usePath()
  const entry = rail.find(({ parts = [] }) => parts.some(({ to }) => isUnder(path, to)))
  if (!entry?.parts || entry.parts.length < 2) return null
  return (
    <div className={classes.parts}>
      <Tabs label={entry.label} tabs={entry.parts.map((part) => ({ ...part, active: isUnder(path, part.to) }))} />
    </div>
  )
}
