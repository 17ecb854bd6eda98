/** Whom a plan is told of: the selection in the words of the API. "Everyone matching" stays a set on the server. */
import type { Target } from '../../../../changes/contract/plans.ts'
import type { FilterName } from '../../../contract/filters.ts'
import type { Selection } from './selection.ts'

export function targetOf(selection: Selection): Target {
  if (selection.mode === 'some') return { ids: [...selection.ids] }
  const except = selection.excluded.size > 0 ? { except: [...selection.excluded] } : {}
  if (selection.mode === 'matching') {
    const { search, ...filters } = Object.fromEntries(new URLSearchParams(selection.people)) as {
      search?: string
    } & { [N in FilterName]?: string }
    return { matching: { ...(search === undefined ? {} : { search }), filters }, ...except }
  }
  if (selection.site === null) return { everyone: true, ...except }
  return { sites: selection.site.replace(/^any:/, '').split(',').map(Number), ...except }
}
