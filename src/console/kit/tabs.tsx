import { useEffect, useRef, type ReactNode } from 'react'
import { AppLink, type Search } from '../routing.tsx'
import { formatNumber } from './numbers.ts'
import classes from './tabs.module.css'

export type TabLink = {
  label: ReactNode
  to: string
  search?: Search
  active: boolean
  count?: number
  /** A dot: changed since it was saved. */ changed?: boolean
}

export type TabsProps = {
  label: string
  tabs: readonly TabLink[]
  /** Buttons after the last tab. */ after?: ReactNode
}

/** Parts of a page, or saved views. Each has an address of its own, so they are links and not an ARIA tab list. */
export function Tabs({ label, tabs, after }: TabsProps) {
  const list = useRef<HTMLUListElement>(null)
  const active = tabs.findIndex((tab) => tab.active)
  useEffect(() => showPresent(list.current), [active])
  return (
    <nav aria-label={label} className={classes.tabs}>
      <ul ref={list} className={classes.list}>
        {tabs.map((tab, index) => (
          <li key={index}>
            <AppLink
              to={tab.to}
              search={tab.search}
              className={classes.tab}
              aria-current={tab.active ? 'page' : undefined}
              data-active={tab.active || undefined}
            >
              {tab.label}
              {tab.count !== undefined && <span className={classes.count}>{formatNumber(tab.count)}</span>}
              {tab.changed && (
                <span className={classes.dot}>
                  <span className="rc-hidden-text">changed</span>
                </span>
              )}
            </AppLink>
          </li>
        ))}
      </ul>
      {after}
    </nav>
  )
}

/** So many pixels at an edge fade where the row goes on. */
const FADE = 48

/** On a narrow screen the row scrolls, and the present tab may stand outside. The page itself stays where it is. */
function showPresent(list: HTMLUListElement | null) {
  const tab = list?.querySelector('[data-active]')
  if (!list || !tab) return
  const [row, one] = [list.getBoundingClientRect(), tab.getBoundingClientRect()]
  if (one.right + FADE > row.right) list.scrollLeft += one.right + FADE - row.right
  else if (one.left - FADE < row.left) list.scrollLeft -= row.left - one.left + FADE
}
