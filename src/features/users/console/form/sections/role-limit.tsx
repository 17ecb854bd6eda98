import { useCallback } from 'react'
import { call } from '#src/console/api.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { fold } from '#src/contract/text.ts'
import { listGroups } from '../../../../groups/contract.ts'
import { useGroups, useSites } from '../lookups.ts'
import type { RoleGrant } from '../values.ts'
import classes from '../form.module.css'

type Kind = 'everywhere' | 'sites' | 'desks'
const kinds: { value: Kind; label: string }[] = [
  { value: 'everywhere', label: 'The whole tenant' },
  { value: 'sites', label: 'Some sites' },
  { value: 'desks', label: 'Some desks' },
]

type RoleLimitProps = { role: string; grant: RoleGrant; onChange: (grant: RoleGrant) => void }

/** Where a role counts: everywhere, in some sites, or for the people of some desks. */
export function RoleLimit({ role, grant, onChange }: RoleLimitProps) {
  const kind: Kind = grant.sites ? 'sites' : grant.desks ? 'desks' : 'everywhere'
  const choose = (next: Kind) =>
    onChange({
      id: grant.id,
      sites: next === 'sites' ? (grant.sites ?? []) : null,
      desks: next === 'desks' ? (grant.desks ?? []) : null,
    })
  return (
    <div className={classes.limit}>
      <Select
        label={`${role} counts for`}
        name={`limit-${grant.id}`}
        options={kinds}
        value={kind}
        onChange={(next) => choose(next as Kind)}
      />
      {kind === 'sites' && <SitesOf role={role} grant={grant} onChange={onChange} />}
      {kind === 'desks' && <DesksOf role={role} grant={grant} onChange={onChange} />}
    </div>
  )
}

const chosenOf = (ids: readonly number[], named: readonly { id: number; label: string }[]): PickerOption[] =>
  ids.map((id) => ({ value: String(id), label: named.find((one) => one.id === id)?.label ?? `No. ${id}` }))

function SitesOf({ role, grant, onChange }: RoleLimitProps) {
  const sites = useSites()
  const load = useCallback(
    (search: string) =>
      Promise.resolve(
        sites
          .filter((site) => fold(site.name).includes(fold(search)))
          .map((site) => ({ value: String(site.id), label: site.name })),
      ),
    [sites],
  )
  return (
    <RemotePicker
      label={`Sites of ${role}`}
      name={`limit-sites-${grant.id}`}
      required
      many
      load={load}
      chosen={chosenOf(
        grant.sites ?? [],
        sites.map(({ id, name }) => ({ id, label: name })),
      )}
      onChoose={(chosen) => onChange({ ...grant, sites: chosen.map((one) => Number(one.value)) })}
      error={grant.sites?.length === 0 ? 'Name a site, or let the role count for the whole tenant.' : undefined}
    />
  )
}

async function findDesks(search: string, signal: AbortSignal): Promise<PickerOption[]> {
  const outcome = await call(
    listGroups,
    { query: { kind: 'desk', limit: '50', ...(search ? { search } : {}) } },
    { signal },
  )
  if (!outcome.ok) throw new Error(outcome.document.title)
  return outcome.answer.items.map((desk) => ({ value: String(desk.id), label: desk.name }))
}

function DesksOf({ role, grant, onChange }: RoleLimitProps) {
  const desks = useGroups('desk')
  return (
    <RemotePicker
      label={`Desks of ${role}`}
      name={`limit-desks-${grant.id}`}
      required
      many
      load={findDesks}
      chosen={chosenOf(grant.desks ?? [], desks)}
      onChoose={(chosen) => onChange({ ...grant, desks: chosen.map((one) => Number(one.value)) })}
      error={grant.desks?.length === 0 ? 'Name a desk, or let the role count for the whole tenant.' : undefined}
    />
  )
}
