import { useState } from 'react'
import { AppButton } from '../kit/button.tsx'
import { Checkbox } from '../kit/choices.tsx'
import { BuildingIcon, ChevronDownIcon } from '../kit/icons.ts'
import { plural } from '../kit/numbers.ts'
import { Popover } from '../kit/popover.tsx'
import { TextField } from '../kit/text-field.tsx'
import { fold } from '#src/contract/text.ts'
import { useGo, usePath, useSearch, useSetSearch } from '../routing.tsx'
import classes from './sites-menu.module.css'

export type SiteChoice = { readonly id: string; readonly name: string }

export type SitesMenuProps = {
  /** The sites that this person may see. */
  sites: readonly SiteChoice[]
  /** The list that reads `site=any:…`; choosing from another page leads there. */
  home: string
}

/** `any:12,44` → ['12', '44']; nothing or another form → [], which means all of mine. */
export const chosenSites = (site: string | undefined): string[] =>
  site?.startsWith('any:') ? site.slice(4).split(',').filter(Boolean) : []

/** "Your sites": a filter in the address, so that a copied link shows the same people. */
export function SitesMenu({ sites, home }: SitesMenuProps) {
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const path = usePath()
  const search = useSearch()
  const go = useGo()
  const setSearch = useSetSearch()
  const chosen = chosenSites(search['site'])
  const choose = (ids: readonly string[]) => {
    const site = ids.length === 0 || ids.length === sites.length ? '' : `any:${ids.join(',')}`
    // A cursor belongs to the set that it was made for.
    if (path === home) setSearch({ site, after: '', before: '' })
    else go(home, { search: { site } })
  }
  const found = sites.filter((site) => fold(site.name).includes(fold(text)))
  return (
    <Popover
      opened={opened}
      onOpenChange={setOpened}
      label="Your sites"
      width={280}
      target={
        <button
          type="button"
          className={classes.button}
          onClick={() => setOpened(!opened)}
          aria-haspopup="dialog"
          aria-expanded={opened}
        >
          <BuildingIcon size={16} aria-hidden />
          <span className={classes.words}>
            <span className="rc-hidden-text">Your sites: </span>
            {nameOf(sites, chosen)}
          </span>
          <ChevronDownIcon size={14} aria-hidden />
        </button>
      }
    >
      <div className={classes.panel}>
        {sites.length >= 8 && (
          <TextField name="site-search" label="Find a site" value={text} onChange={setText} type="search" autoFocus />
        )}
        <Checkbox label="All sites" checked={chosen.length === 0} onChange={() => choose([])} />
        <ul className={classes.list} aria-label="Sites">
          {found.map((site) => (
            <li key={site.id}>
              <Checkbox
                label={<bdi>{site.name}</bdi>}
                checked={chosen.includes(site.id)}
                onChange={(on) => choose(on ? [...chosen, site.id] : chosen.filter((id) => id !== site.id))}
              />
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className="rc-muted">No site has “{text}” in its name.</p>}
        <AppButton small onClick={() => setOpened(false)}>
          Close
        </AppButton>
      </div>
    </Popover>
  )
}

function nameOf(sites: readonly SiteChoice[], chosen: readonly string[]): string {
  if (chosen.length === 0) return 'All sites'
  if (chosen.length > 1) return plural(chosen.length, 'site')
  return sites.find((site) => site.id === chosen[0])?.name ?? '1 site'
}
