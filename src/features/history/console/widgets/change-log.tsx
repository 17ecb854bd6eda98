import { useInfiniteQuery } from '@tanstack/react-query'
import { AppButton } from '#src/console/kit/button.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { asked, keyOf, type CallFailure } from '#src/console/query.ts'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { definition, fieldNames } from '../../../users/fields/catalogue.ts'
import { listUserHistory } from '../../contract.ts'
import { LogEntry } from './log-entry.tsx'
import classes from './change-log.module.css'

/** Fields of one change in the short form. */
const MOST_BRIEF = 4
const PAGE = { brief: '3', whole: '50' }

/** What happened to one person, newest first: who, when, from where, and every field before and after. */
export function ChangeLog({ userId, brief = false }: { userId: string; /** The last few alone. */ brief?: boolean }) {
  const { field } = useSearch()
  const chosen = brief ? undefined : field
  const log = useLog(userId, chosen, brief ? PAGE.brief : PAGE.whole)
  const entries = log.data?.pages.flatMap((page) => page.answer.items) ?? []
  return (
    <div className={classes.log}>
      {!brief && <FieldFilter />}
      {log.error && (
        <ErrorState title="Couldn’t load the change log." onRetry={() => void log.refetch()}>
          {log.error.message}
        </ErrorState>
      )}
      {log.isPending && <SkeletonRows what="the change log" rows={brief ? 3 : 8} />}
      {log.isSuccess && entries.length === 0 && (
        <EmptyState title={chosen ? 'Nothing changed in this field' : 'Nothing changed yet'} />
      )}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <LogEntry key={entry.changeSet} entry={entry} most={brief ? MOST_BRIEF : undefined} />
        ))}
      </ol>
      {!brief && log.hasNextPage && (
        <AppButton busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Older changes
        </AppButton>
      )}
    </div>
  )
}

const useLog = (id: string, field: string | undefined, limit: string) =>
  useInfiniteQuery<Awaited<ReturnType<ReturnType<typeof asked<typeof listUserHistory>>['queryFn']>>, CallFailure>({
    queryKey: [...keyOf(listUserHistory, { params: { id }, query: { field, limit } }), 'pages'],
    queryFn: ({ pageParam, ...context }) =>
      asked(listUserHistory, {
        params: { id },
        query: { field, limit, after: pageParam as string | undefined },
      }).queryFn(context),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.answer.next ?? undefined,
  })

/** In the address, so that "who changed the roles" can be sent to a colleague. */
function FieldFilter() {
  const { field } = useSearch()
  const setSearch = useSetSearch()
  const { hasModule } = useMe()
  const fields = fieldNames.filter((name) => {
    const { module } = definition(name)
    return !module || hasModule(module)
  })
  return (
    <div className={classes.filter}>
      <Select
        label="Field"
        name="field"
        value={field ?? 'all'}
        onChange={(name) => setSearch({ field: name === 'all' ? undefined : (name ?? undefined) })}
        options={[
          { value: 'all', label: 'All fields' },
          ...fields.map((name) => ({ value: name, label: definition(name).label })),
        ]}
      />
    </div>
  )
}
