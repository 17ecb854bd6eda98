import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { editSite, listSites, type Site } from '../contract.ts'

/** Archives a site or brings it back; says how many people stand in the way. */
export function useArchiveSite() {
  const [problem, setProblem] = useState<{ site: Site; words: string }>()
  const archive = async (site: Site, archived: boolean) => {
    const ask = { params: { id: String(site.id) }, body: { archived } }
    const outcome = await call(editSite, ask, { ifMatch: etagOf(site) })
    await queryClient.invalidateQueries({ queryKey: keyOf(listSites) })
    if (outcome.ok) {
      setProblem(undefined)
      return announce(`${site.name} is ${archived ? 'archived' : 'back'}`)
    }
    const users = Number(outcome.document['users'] ?? 0)
    setProblem({
      site,
      words:
        outcome.problem === 'site-in-use'
          ? `${plural(users, 'user')} ${users === 1 ? 'belongs' : 'belong'} to ${site.name}, deleted ones included. Move them first.`
          : sayProblem(outcome.document),
    })
  }
  return { archive, problem, dismiss: () => setProblem(undefined) }
}
