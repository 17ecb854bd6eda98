import { useState } from 'react'
import { DualList } from '#src/console/kit/dual-list.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listRoles } from '../../../roles/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { AskedProps } from './answer.ts'
import { HowChosen, type How } from './how-chosen.tsx'

/** Roles. What is given counts as far as one's own right to give roles reaches, and no further (PEOPLE-1). */
export function RolesAsked({ onAnswer }: AskedProps) {
  const reach = useMe().reach('users.roles')
  const [how, setHow] = useState<How>('add')
  const [selected, setSelected] = useState<readonly number[]>([])
  const { data, error, refetch } = useAnswer(listRoles, {}, { staleTime: 60_000 })
  const sites = reach && !reach.everywhere && reach.sites.length > 0 ? [...reach.sites] : null
  const desks = reach && !reach.everywhere && sites === null && reach.desks.length > 0 ? [...reach.desks] : null
  const limited = sites ? 'your sites' : desks ? 'your desks' : null
  const tell = (manner: How, ids: readonly number[]) => {
    setHow(manner)
    setSelected(ids)
    if (ids.length === 0) return onAnswer({ missing: 'Choose a role first. A user has at least one.' })
    const roles = manner === 'remove' ? ids : ids.map((id) => ({ id, sites, desks }))
    onAnswer({ action: `${manner}-roles`, params: { roles } })
  }
  return (
    <>
      <HowChosen noun="roles" how={how} onChange={(next) => tell(next, selected)} />
      <NotYet what="the roles" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && (
        <DualList
          label="Roles"
          name="assigned"
          help={limited && how !== 'remove' ? `What is given counts for ${limited}.` : undefined}
          options={data.answer.items.map(({ id, name, grantable }) => ({
            id,
            label: name,
            lockedWhy: grantable ? undefined : 'This role holds a permission that you lack.',
          }))}
          selected={selected}
          onChange={(next) => tell(how, next)}
        />
      )}
    </>
  )
}
