import { useState } from 'react'
import { IconButton } from '#src/console/kit/button.tsx'
import { ChevronLeftIcon, ChevronRightIcon } from '#src/console/kit/icons.ts'
import { useGo } from '#src/console/routing.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { neighbours, recallWalk } from '../widgets/walk.ts'
import { addressOfTab, type TabName } from './tabs.ts'
import classes from './user.module.css'

/** Walks the list that one came from, on the same tab; absent for who came otherwise. */
export function WalkButtons({ id, tab }: { id: string; tab: TabName }) {
  const go = useGo()
  const [walk] = useState(recallWalk)
  const { previous, next, place } = neighbours(walk, id)
  const to = (person: string | undefined) => person && go(addressOfTab(person, tab), { replace: true })
  useShortcuts(
    'User',
    place === undefined
      ? []
      : [
          { keys: '[', says: 'The person before', run: () => to(previous) },
          { keys: ']', says: 'The next person', run: () => to(next) },
        ],
  )
  if (place === undefined) return null
  return (
    <span className={classes.walk}>
      <IconButton
        label="The person before  ["
        icon={<ChevronLeftIcon size={18} className="rc-flip" />}
        disabled={!previous}
        onClick={() => to(previous)}
      />
      <span className="rc-muted">
        {place} of {walk?.ids.length}
      </span>
      <IconButton
        label="The next person  ]"
        icon={<ChevronRightIcon size={18} className="rc-flip" />}
        disabled={!next}
        onClick={() => to(next)}
      />
    </span>
  )
}
