import { useAnswer } from '#src/console/query.ts'
import { listGroups } from '../../../groups/contract.ts'
import { listSites } from '../../../sites/contract.ts'

type Limits = { readonly sites: readonly number[] | null; readonly desks: readonly number[] | null }

/** How far a role counts, in words: "for the whole tenant", "for the desks Sales, Support". */
export function useWhere(): (held: Limits) => string {
  const sites = useAnswer(listSites, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const desks =
    useAnswer(listGroups, { query: { kind: 'desk', archived: 'yes' } }, { staleTime: 60_000 }).data?.answer.items ?? []
  const names = (ids: readonly number[], things: readonly { id: number; name: string }[]) =>
    ids.map((id) => things.find((thing) => thing.id === id)?.name ?? `No. ${id}`).join(', ')
  const listed = (one: string, ids: readonly number[], things: readonly { id: number; name: string }[]) =>
    ids.length === 0 ? [] : [`${one}${ids.length === 1 ? '' : 's'} ${names(ids, things)}`]
  return (held) => {
    const limits = [...listed('site', held.sites ?? [], sites), ...listed('desk', held.desks ?? [], desks)]
    return limits.length === 0 ? 'for the whole tenant' : `for the ${limits.join(' and the ')}`
  }
}
