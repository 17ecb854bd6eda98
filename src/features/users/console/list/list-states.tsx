import { useQueries } from '@tanstack/react-query'
import { AppButton, ButtonLink, TextButton } from '#src/console/kit/button.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { EmptyState, ErrorState } from '#src/console/kit/states.tsx'
import { asked, type CallFailure } from '#src/console/query.ts'
import { importPath } from '../../../imports/console/widgets/import-path.ts'
import { countUsers } from '../../contract/endpoints.ts'
import { filterNames } from '../../contract/filters.ts'
import { askedPeople, type ListAddress } from './address/address.ts'
import { without } from './filters/filter-rules.ts'
import { sentence, type NameOf } from './filters/sentences.ts'
import classes from './list-states.module.css'

export const NoUsersYet = ({ mayCreate }: { mayCreate: boolean }) => (
  <EmptyState
    title="No users yet"
    actions={
      mayCreate && (
        <>
          <ButtonLink to="/users/new" look="primary">
            New user
          </ButtonLink>
          <ButtonLink to={importPath}>Bulk create</ButtonLink>
        </>
      )
    }
  >
    {mayCreate ? 'Add the first person, or bring a spreadsheet.' : 'Nobody is within your sites and desks.'}
  </EmptyState>
)

type People = Pick<ListAddress, 'search' | 'filters'>
/** One condition of the list, and who is left when it goes. */
type Condition = { readonly words: string; readonly rest: People }

const conditionsOf = ({ search, filters }: People, nameOf: NameOf): Condition[] => [
  ...(search === '' ? [] : [{ words: `“${search}”`, rest: { search: '', filters } }]),
  ...filterNames.flatMap((name) =>
    filters[name]
      ? [{ words: sentence(name, filters[name], nameOf), rest: { search, filters: without(filters, name) } }]
      : [],
  ),
]

type NoMatchesProps = { people: People; nameOf: NameOf; onChange: (people: People) => void }

/** Nobody fits; each condition says how many there would be without it. */
export function NoMatches({ people, nameOf, onChange }: NoMatchesProps) {
  const conditions = conditionsOf(people, nameOf)
  const counts = useQueries({
    queries: conditions.map(({ rest }) => ({ ...asked(countUsers, { query: askedPeople(rest) }), staleTime: 30_000 })),
  })
  const said =
    people.search === ''
      ? plural(conditions.length, 'filter')
      : conditions.length === 1
        ? 'this search'
        : `this search and ${plural(conditions.length - 1, 'filter')}`
  return (
    <EmptyState
      title={`No one matches ${people.search === '' ? (conditions.length === 1 ? 'this filter' : `these ${said}`) : said}.`}
    >
      <ul className={classes.without}>
        {conditions.map(({ words, rest }, index) => {
          const total = counts[index]?.data?.answer.total
          return (
            <li key={words}>
              <AppButton small onClick={() => onChange(rest)}>
                <span>
                  Without <bdi className={classes.words}>{words}</bdi>:{' '}
                  {total === undefined ? '…' : formatNumber(total)}
                </span>
              </AppButton>
            </li>
          )
        })}
      </ul>
      {conditions.length > 1 && <AppButton onClick={() => onChange({ search: '', filters: {} })}>Clear all</AppButton>}
    </EmptyState>
  )
}

/** Of a request's id, as much as finds it in a log. */
const REFERENCE = 12

type NotLoadedProps = { error: CallFailure; onRetry: () => void; onFirstPage: () => void }

export function NotLoaded({ error, onRetry, onFirstPage }: NotLoadedProps) {
  // The place in the address may belong to another order, or come from another release.
  const misplaced = error.document.errors?.some(
    ({ pointer }) => pointer === 'query:after' || pointer === 'query:before',
  )
  const id = error.document['requestId']
  return (
    <ErrorState
      title="Couldn’t load users."
      onRetry={misplaced ? undefined : onRetry}
      reference={typeof id === 'string' ? id.slice(-REFERENCE) : undefined}
    >
      {error.message.replace(/[.]?$/, '.')} Your filters are kept.{' '}
      {misplaced && <TextButton onClick={onFirstPage}>Go to the first page</TextButton>}
    </ErrorState>
  )
}
