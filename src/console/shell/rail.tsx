import type { ReactNode } from 'react'
import { IconButton } from '../kit/button.tsx'
import { Hint } from '../kit/hint.tsx'
import { ChevronsLeftIcon, ChevronsRightIcon } from '../kit/icons.ts'
import { AppLink, useGo, usePath, useSearch, type Search } from '../routing.tsx'
import { useShortcuts } from '../shortcuts.ts'
import classes from './rail.module.css'

export type RailPart = { readonly label: string; readonly to: string }

export type RailEntry = {
  label: string
  to: string
  icon: ReactNode
  /** The pages behind it, if it stands for several; they are drawn side by side above each of them. */
  parts?: readonly RailPart[]
  /** Carries the chosen sites along. */
  keepsSites?: boolean
  /** After `g`: `u` for Users. */
  key?: string
  /** Stands at the foot of the rail. */
  last?: boolean
}

export type RailProps = {
  entries: readonly RailEntry[]
  folded?: boolean
  onFold?: (folded: boolean) => void
  onChosen?: () => void
}

export const isUnder = (path: string, base: string) => path === base || path.startsWith(`${base}/`)

export function Rail({ entries, folded = false, onFold, onChosen }: RailProps) {
  const path = usePath()
  const { site = '' } = useSearch()
  const go = useGo()
  const searchOf = (entry: RailEntry): Search => (entry.keepsSites && site !== '' ? { site } : {})
  useShortcuts(
    'Go to',
    onFold
      ? entries.flatMap((e) =>
          e.key ? [{ keys: `g ${e.key}`, says: e.label, run: () => go(e.to, { search: searchOf(e) }) }] : [],
        )
      : [],
  )
  const link = (entry: RailEntry) => {
    const active = [entry, ...(entry.parts ?? [])].some(({ to }) => isUnder(path, to))
    const anchor = (
      <AppLink
        to={entry.to}
        search={searchOf(entry)}
        className={classes.link}
        aria-current={active ? 'page' : undefined}
        data-active={active || undefined}
        onClick={onChosen}
      >
        {entry.icon}
        <span className={classes.label}>{entry.label}</span>
      </AppLink>
    )
    return (
      <li key={entry.to} data-last={entry.last || undefined} className={classes.item}>
        {folded ? (
          <Hint text={entry.label} names>
            {anchor}
          </Hint>
        ) : (
          anchor
        )}
      </li>
    )
  }
  return (
    <nav aria-label="Pages" className={classes.rail} data-folded={folded || undefined}>
      <ul className={classes.list}>{entries.map(link)}</ul>
      {onFold && (
        <div className={classes.fold}>
          <IconButton
            label={folded ? 'Widen the menu' : 'Fold the menu to icons'}
            icon={
              folded ? (
                <ChevronsRightIcon size={16} className="rc-flip" />
              ) : (
                <ChevronsLeftIcon size={16} className="rc-flip" />
              )
            }
            onClick={() => onFold(!folded)}
          />
        </div>
      )}
    </nav>
  )
}
