import { useAnswer } from '#src/console/query.ts'
import { AppLink, stringifySearch, usePath, useSearch } from '#src/console/routing.tsx'
import { readProvider } from '../../contract.ts'

/** For whoever has no password, where a session ended over a page: by the sign-in page and back to it. Absent without a provider. */
export function GoogleLink() {
  const name = useAnswer(readProvider, {}, { staleTime: Infinity }).data?.answer.name
  const [path, search] = [usePath(), useSearch()]
  if (!name) return null
  return (
    <p className="rc-muted">
      <AppLink to="/sign-in" search={{ then: path + stringifySearch(search) }}>
        Sign in with {name}
      </AppLink>{' '}
      leaves this page for it.
    </p>
  )
}
