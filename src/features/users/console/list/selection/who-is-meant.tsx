import { plural } from '#src/console/kit/numbers.ts'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listUsers } from '../../../contract/endpoints.ts'
import { formatFilter, MOST_PEOPLE } from '../../../contract/filters.ts'
import type { Selection } from './selection.ts'
import classes from './who-is-meant.module.css'

const SHOWN = 20

/** The chosen people by name, the first of them: whom a bulk update is for. */
export function WhoIsMeant({ selection, count }: { selection: Selection; count: number | undefined }) {
  const { data, error, refetch } = useAnswer(listUsers, { query: askedFor(selection) }, { staleTime: 30_000 })
  const left = selection.mode === 'some' ? undefined : selection.excluded
  const people = data?.answer.items.filter(({ id }) => !left?.has(id)).slice(0, SHOWN)
  const more = (count ?? 0) - (people?.length ?? 0)
  return (
    <div>
      <NotYet what="the people" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {people && (
        <ul className={classes.people} aria-label="The chosen people">
          {people.map(({ id, firstName, lastName, username }) => (
            <li key={id}>{[firstName, lastName].filter(Boolean).join(' ') || username}</li>
          ))}
          {more > 0 && <li className="rc-muted">and {plural(more, 'other')}</li>}
        </ul>
      )}
    </div>
  )
}

/** As many more as may have been left out of the first ones. */
function askedFor(selection: Selection) {
  if (selection.mode === 'some')
    return { id: formatFilter({ op: 'any', values: [...selection.ids].slice(0, MOST_PEOPLE) }), limit: String(SHOWN) }
  const limit = String(Math.min(SHOWN + selection.excluded.size, 200))
  if (selection.mode === 'matching') return { ...Object.fromEntries(new URLSearchParams(selection.people)), limit }
  return selection.site === null ? { limit } : { site: selection.site, limit }
}
