import type { ReactNode } from 'react'
import { AppLink, type Search } from '../routing.tsx'
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
  return (
    <nav aria-label={label} className={classes.tabs}>
      <ul className={classes.list}>
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
              {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
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
