import { lazy, Suspense, useState, type ReactNode } from 'react'
import { IconButton } from '../kit/button.tsx'
import { HelpIcon, Menu2Icon, SearchIcon } from '../kit/icons.ts'
import { Kbd } from '../kit/kbd.tsx'
import { useShortcuts } from '../shortcuts.ts'
import { AppLink } from '../routing.tsx'
import type { Commands } from './command-search.tsx'
import { Brand } from './brand.tsx'
import { LiveMark } from './live-mark.tsx'
import { MeMenu, type Person } from './me-menu.tsx'
import type { RailEntry } from './rail.tsx'
import { SitesMenu, type SitesMenuProps } from './sites-menu.tsx'
import classes from './top-bar.module.css'

const CommandSearch = lazy(() => import('./command-search.tsx').then((m) => ({ default: m.CommandSearch })))

export type TopBarProps = {
  rail: readonly RailEntry[]
  person: Person
  onSignOut: () => void
  onHelp: () => void
  onMenu: () => void
  sites?: SitesMenuProps
  tenantSwitch?: ReactNode
  jobs?: ReactNode
  commands?: Commands
}

export function TopBar({ rail, person, onSignOut, onHelp, onMenu, sites, tenantSwitch, jobs, commands }: TopBarProps) {
  // Fetched when first wanted, and kept: it remembers what was typed.
  const [search, setSearch] = useState<'never' | 'open' | 'closed'>('never')
  useShortcuts('Everywhere', [
    { keys: 'Mod+K', says: 'Search people, pages and actions', run: () => setSearch('open') },
    { keys: '?', says: 'This help', run: onHelp },
  ])
  return (
    <header className={classes.bar}>
      <div className={classes.menu}>
        <IconButton label="Menu" icon={<Menu2Icon size={18} />} onClick={onMenu} aria-haspopup="dialog" />
      </div>
      <AppLink to="/" className={classes.brand}>
        <Brand />
        <span>Rollcall</span>
      </AppLink>
      <div className={classes.place}>
        {tenantSwitch}
        {sites && <SitesMenu {...sites} />}
      </div>
      <button type="button" className={classes.search} onClick={() => setSearch('open')} aria-haspopup="dialog">
        <SearchIcon size={16} aria-hidden />
        <span className={classes.searchWords}>Search people, pages, actions</span>
        <span className={classes.searchKeys}>
          <Kbd keys="Mod+K" />
        </span>
      </button>
      <div className={classes.end}>
        <LiveMark />
        {jobs}
        <div className={classes.help}>
          <IconButton label="Keyboard help" icon={<HelpIcon size={18} />} onClick={onHelp} aria-haspopup="dialog" />
        </div>
        <MeMenu person={person} onSignOut={onSignOut} />
      </div>
      {search !== 'never' && (
        <Suspense fallback={null}>
          <CommandSearch opened={search === 'open'} onClose={() => setSearch('closed')} pages={rail} {...commands} />
        </Suspense>
      )}
    </header>
  )
}
