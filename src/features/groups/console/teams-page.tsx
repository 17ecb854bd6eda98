import { useRef, useState, type Ref } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { SearchField } from '#src/console/kit/search-field.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useParam, useSearch, useSetSearch } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { groupKinds, groupWords, listGroups, type GroupKind } from '../contract.ts'
import { GroupTable } from './group-table.tsx'
import { kindWords } from './kinds.ts'
import { NewGroup } from './new-group.tsx'
import { useArchive, type Archiving } from './use-archive.ts'
import classes from './teams.module.css'

/** More rows than a page can hold; the search narrows them. */
const MOST_SHOWN = 200

/** `/teams/:kind`: desks, skills, tags, business units and agent groups. */
export function TeamsPage() {
  const path = useParam('kind')
  const { can } = useMe()
  const kind = groupKinds.find((one) => groupWords[one].path === path)
  if (!kind) return <NotFound />
  if (!can('users.read') && !can('groups.manage'))
    return <NotAllowed page={capital(groupWords[kind].many)} permission="users.read" />
  return <Teams key={kind} kind={kind} />
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function Teams({ kind }: { kind: GroupKind }) {
  const { one, many } = groupWords[kind]
  const mayManage = useMe().reach('groups.manage')?.everywhere === true
  const { q = '', archived } = useSearch()
  const setSearch = useSetSearch()
  const [done, setDone] = useState<{ id: number; word: string }>()
  const [search, create] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)]
  const { archive, last, problem, dismiss } = useArchive()
  const query = {
    kind,
    search: q,
    archived: archived === 'yes' ? ('yes' as const) : undefined,
    limit: String(MOST_SHOWN),
  }
  const { data, error, refetch } = useAnswer(listGroups, { query }, { keepPrevious: true })
  useShortcuts(capital(many), [
    { keys: '/', says: 'Search', run: () => search.current?.focus() },
    ...(mayManage ? [{ keys: 'c', says: `New ${one}`, run: () => create.current?.focus() }] : []),
  ])
  return (
    <div className={classes.page}>
      <PageHeader
        title={capital(many)}
        documentTitle={`${capital(many)} · Teams`}
        count={data?.answer.total}
        subtitle={kindWords[kind].says}
      />
      {last && <Archived {...last} onUndo={() => void archive(last.group, !last.archived)} onDismiss={dismiss} />}
      {problem && (
        <Banner kind="warning" urgent onDismiss={dismiss}>
          {problem}
        </Banner>
      )}
      {mayManage && <NewGroup kind={kind} field={create} onCreated={({ id }) => setDone({ id, word: 'Created' })} />}
      <Finding kind={kind} field={search} />
      <NotYet what={`the ${many}`} loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data?.answer.total === 0 && (
        <Nothing kind={kind} search={q} mayManage={mayManage} onClear={() => setSearch({ q: undefined })} />
      )}
      {data && data.answer.total > 0 && (
        <GroupTable
          kind={kind}
          groups={data.answer.items}
          mayManage={mayManage}
          done={done}
          onDone={({ id }, word) => setDone({ id, word })}
          onArchive={(group, away) => void archive(group, away)}
        />
      )}
      {data && data.answer.total > MOST_SHOWN && (
        <p className="rc-muted">{`The first ${MOST_SHOWN} of ${formatNumber(data.answer.total)}. Search to narrow them.`}</p>
      )}
    </div>
  )
}

type FindingProps = { kind: GroupKind; field: Ref<HTMLInputElement> }

function Finding({ kind, field }: FindingProps) {
  const { archived } = useSearch()
  const setSearch = useSetSearch()
  return (
    <div className={classes.bar}>
      <SearchField label={`Search ${groupWords[kind].many}`} name="group-search" ref={field} />
      <Checkbox
        name="group-archived"
        label="Show archived"
        checked={archived === 'yes'}
        onChange={(on) => setSearch({ archived: on ? 'yes' : undefined })}
      />
    </div>
  )
}

function Archived({ group, archived, onUndo, onDismiss }: Archiving & { onUndo: () => void; onDismiss: () => void }) {
  const { members } = group
  const stays =
    members === undefined
      ? 'Whoever is in it stays in it'
      : members === 0
        ? 'Nobody is in it'
        : `${plural(members, 'person stays', 'people stay')} in it`
  return (
    <Banner
      kind="success"
      onDismiss={onDismiss}
      actions={
        <AppButton small onClick={onUndo}>
          Undo
        </AppButton>
      }
    >
      <bdi>{group.name}</bdi>{' '}
      {archived ? `is archived: it is offered nowhere. ${stays}.` : 'is back, and offered again.'}
    </Banner>
  )
}

type NothingProps = { kind: GroupKind; search: string; mayManage: boolean; onClear: () => void }

function Nothing({ kind, search, mayManage, onClear }: NothingProps) {
  const { one, many } = groupWords[kind]
  if (search !== '')
    return (
      <EmptyState
        title={`No ${one} has “${search}” in its name`}
        actions={<AppButton onClick={onClear}>Clear the search</AppButton>}
      />
    )
  return (
    <EmptyState title={`No ${many} yet`}>
      {mayManage
        ? `Name the first one above. Then add people on the users list.`
        : `Whoever may create groups makes the first one.`}
    </EmptyState>
  )
}
