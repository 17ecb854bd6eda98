import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { Drawer } from '../kit/drawer.tsx'
import { LiveRegion } from '../kit/live-region.tsx'
import { startLive } from '../live.ts'
import type { Commands } from './command-search.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { LoadingBar } from './loading-bar.tsx'
import type { Person } from './me-menu.tsx'
import { Rail, type RailEntry } from './rail.tsx'
import { SessionOver, type SessionOverProps } from './session-over.tsx'
import type { SitesMenuProps } from './sites-menu.tsx'
import { TopBar } from './top-bar.tsx'
import classes from './shell.module.css'

const KeyboardHelp = lazy(() => import('./keyboard-help.tsx').then((m) => ({ default: m.KeyboardHelp })))

export type ShellProps = {
  children: ReactNode
  /** Only what exists and what this person may open. */
  rail: readonly RailEntry[]
  person: Person
  onSignOut: () => void
  /** Absent for a person with a single site. */
  sites?: SitesMenuProps
  /** For operators, before the sites. */
  tenantSwitch?: ReactNode
  /** The tray of running jobs. */
  jobs?: ReactNode
  /** What ⌘K finds besides the pages of the rail. */
  commands?: Commands
  sessionOver: Pick<SessionOverProps, 'SignIn' | 'sayEnded'>
}

/** The frame around every page of a signed-in person. */
export function Shell({ children, rail, person, onSignOut, sessionOver, ...bar }: ShellProps) {
  const [folded, setFolded] = useKeptFlag('rollcall-rail-folded')
  const [drawer, setDrawer] = useState(false)
  const [help, setHelp] = useState(false)
  useEffect(() => startLive(), [])
  return (
    <div className={classes.shell} data-folded={folded || undefined}>
      <a className={classes.skip} href="#main" onClick={(event) => skip(event)}>
        Skip to the page
      </a>
      <LoadingBar />
      <TopBar
        {...bar}
        rail={rail}
        person={person}
        onSignOut={onSignOut}
        onHelp={() => setHelp(true)}
        onMenu={() => setDrawer(true)}
      />
      <div className={classes.rail}>
        <Rail entries={rail} folded={folded} onFold={setFolded} />
      </div>
      <Drawer opened={drawer} onClose={() => setDrawer(false)} title="Rollcall" side="start" size={264}>
        <Rail entries={rail} onChosen={() => setDrawer(false)} />
      </Drawer>
      <main id="main" tabIndex={-1} className={classes.main}>
        <ConnectionBanner />
        {children}
      </main>
      <LiveRegion />
      {help && (
        <Suspense fallback={null}>
          <KeyboardHelp onClose={() => setHelp(false)} />
        </Suspense>
      )}
      <SessionOver {...sessionOver} />
    </div>
  )
}

/** The address keeps its search and hash, which a plain in-page link would lose. */
function skip(event: { preventDefault: () => void }) {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

function useKeptFlag(key: string): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      return localStorage.getItem(key) === 'yes'
    } catch {
      return false
    }
  })
  const keep = (next: boolean) => {
    setOn(next)
    try {
      localStorage.setItem(key, next ? 'yes' : 'no')
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
  }
  return [on, keep]
}
