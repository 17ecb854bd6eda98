import { useCallback, useMemo } from 'react'
import type { Module } from '#src/contract/modules.ts'
import { seesCalls } from '../../../calls/rules.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { Preferences } from '../../../preferences/contract.ts'
import type { Role } from '../../../roles/contract.ts'
import { filterNames, type FilterName } from '../../contract/filters.ts'
import {
  isOffered,
  peopleKey,
  viewQuery,
  type Ignored,
  type Layout,
  type ListAddress,
  type Size,
} from './address/address.ts'
import { columnNames, isAvailable, shownColumns, type ColumnName } from './columns/columns.ts'
import { asksForAgents, ruled } from './filters/filter-rules.ts'
import { usePreferences, type ChangePreferences } from './preferences.ts'
import { sentence, type NameOf } from './filters/sentences.ts'
import { useAddress, type ChangeAddress } from './address/use-address.ts'
import { useNames, useRoles } from './filters/use-directory.ts'
import { useKeptDensity } from './use-kept-density.ts'
import { usePeople, type PeoplePage } from './pages/use-people.ts'
import { useWidth, type Width } from './use-width.ts'

export type List = {
  readonly address: ListAddress
  readonly ignored: readonly Ignored[]
  readonly change: ChangeAddress
  readonly changePreferences: ChangePreferences
  readonly width: Width
  readonly layout: Layout
  readonly size: Size
  readonly columns: readonly ColumnName[]
  readonly available: readonly ColumnName[]
  readonly offered: readonly FilterName[]
  readonly roles: readonly Role[]
  readonly nameOf: NameOf
  /** The search and the filters in words; none when everybody is shown. The sites are said apart. */
  readonly conditions: readonly string[]
  readonly sites: string
  readonly page: PeoplePage
  /** One text for what is shown, whatever the preview: people, order and place. */
  readonly shownKey: string
}

const NO_ROLES: readonly Role[] = []

/** What the list is about: the address, how this person likes it, and one page of people. */
export function useList(): List {
  const { hasModule: has, reach } = useMe()
  const hasModule = useCallback((part: Module) => has(part) && (part !== 'calls' || seesCalls(reach)), [has, reach])
  const { address: written, ignored, change } = useAddress()
  const { preferences, change: changePreferences } = usePreferences()
  const width = useWidth()
  const roles = useRoles()
  const { address, unfounded } = useMemo(() => rule(written, roles), [written, roles])
  const { size, layout, chosen } = drawnAs(address, width, preferences)
  useKeptDensity(preferences, changePreferences)
  const columns = useMemo(
    () => shownColumns({ chosen, hasModule, middling: width === 'middling' }),
    [chosen, hasModule, width],
  )
  const offered = filterNames.filter(
    (name) =>
      // People are picked in the list itself.
      name !== 'id' &&
      isOffered(name, hasModule) &&
      (name !== 'skill' || asksForAgents(address.filters, roles ?? NO_ROLES)),
  )
  const nameOf = useNames(address.filters)
  // What is asked for must be known: the size of a page, and whether the skill filter stands.
  const ready =
    (address.size !== null || preferences !== undefined) && (address.filters.skill === undefined || roles !== undefined)
  return {
    address,
    ignored: [...ignored, ...unfounded],
    change,
    changePreferences,
    width,
    layout,
    size,
    columns,
    available: columnNames.filter((name) => isAvailable(name, hasModule)),
    offered,
    roles: roles ?? NO_ROLES,
    nameOf,
    conditions: conditionsOf(address, nameOf),
    sites:
      address.filters.site?.op === 'any'
        ? ` in ${address.filters.site.values.map((id) => nameOf('site', id)).join(', ')}`
        : '',
    page: usePeople({ address, size, ready }),
    shownKey: `${viewQuery(address)} ${size} ${address.after ?? ''} ${address.before ?? ''}`,
  }
}

/** The address decides, then the person's own choice, then the width of the window. */
const drawnAs = (address: ListAddress, width: Width, kept: Preferences = {}) => ({
  size: address.size ?? kept.pageSize ?? 50,
  layout: address.layout ?? (width === 'narrow' ? 'cards' : (kept.layout ?? 'table')),
  chosen: kept.columns,
})

/** An address by hand may ask for a skill without a role that takes calls: there is no such filter (LIST-4). */
function rule(
  written: ListAddress,
  roles: readonly Role[] | undefined,
): { address: ListAddress; unfounded: readonly Ignored[] } {
  const { filters, dropped } = roles ? ruled(written.filters, roles) : { filters: written.filters, dropped: [] }
  return {
    address: dropped.length > 0 ? { ...written, filters } : written,
    unfounded: dropped.map((key) => ({ key, why: 'it needs a role filter that names a role that takes calls' })),
  }
}

const conditionsOf = ({ search, filters }: ListAddress, nameOf: NameOf): readonly string[] => [
  ...(search.trim() === '' ? [] : [`“${search.trim()}”`]),
  ...filterNames.flatMap((name) => {
    const filter = filters[name]
    return filter && !(name === 'site' && filter.op === 'any') ? [sentence(name, filter, nameOf)] : []
  }),
]

/** The set of people that is shown, as the selection compares it. */
export const shownSet = ({ address }: Pick<List, 'address'>) => ({
  people: peopleKey(address),
  site: address.filters.site?.op === 'any' ? `any:${address.filters.site.values.join(',')}` : null,
})
