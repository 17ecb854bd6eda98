import { useRef } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { StatusMark } from '#src/console/kit/marks.tsx'
import { Menu } from '#src/console/kit/menu.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { SearchField } from '#src/console/kit/search-field.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, usePath, useSearch } from '#src/console/routing.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { MorePages } from '../../changes/console/widgets/more-pages.tsx'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { fullName } from '../../users/console/widgets/user-name.ts'
import { listUsers } from '../../users/contract/endpoints.ts'
import type { UserRow } from '../../users/contract/user.ts'
import type { Group } from '../contract.ts'
import { kindWords } from './kinds.ts'
import { deedOf, useMemberDeed } from './member-deeds.ts'
import classes from './teams.module.css'

const levels = [1, 2, 3, 4, 5]

type MembersProps = { group: Group; onDone: (words: string) => void }

/** Who is in a group, by name: the users list with that one filter. */
export function Members({ group, onDone }: MembersProps) {
  const { q, after } = useSearch()
  const path = usePath()
  const filters = { [kindWords[group.kind].filter]: `any:${group.id}` }
  const query = { ...filters, limit: '50', ...(q ? { search: q } : {}), ...(after ? { after } : {}) }
  const { data, error, refetch } = useAnswer(listUsers, { query }, { keepPrevious: true })
  const { treat, busy, problem } = useMemberDeed(group)
  const { can } = useMe()
  const search = useRef<HTMLInputElement>(null)
  useShortcuts('Members', [{ keys: '/', says: 'Search', run: () => search.current?.focus() }])
  const answer = data?.answer
  const remove = async (user: UserRow) => {
    if (!(await treat(user.id, 'remove'))) return
    announce(`Removed ${fullName(user)}`)
    onDone(`${fullName(user)} is no longer in ${group.name}.`)
  }
  const columns = columnsOf(group, can('users.groups'), {
    busy,
    remove: (user) => void remove(user),
    rate: (user, level) => void treat(user.id, 'add', level),
  })
  return (
    <>
      <div className={classes.bar}>
        <SearchField label="Search members" name="member-search" ref={search} />
        {can('users.groups') && answer && (answer.total ?? 0) > 1 && (
          <RemoveAll group={group} search={q} total={answer.total!} filters={filters} />
        )}
      </div>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <NotYet what="the members" loaded={answer !== undefined} error={error} onRetry={() => void refetch()} />
      {answer?.items.length === 0 && <Nobody search={q} />}
      {answer && answer.items.length > 0 && (
        <PlainTable
          caption={`Members of ${group.name}, by name`}
          columns={columns}
          rows={answer.items}
          idOf={({ id }) => id}
        />
      )}
      <MorePages what="members" to={path} of={q ? { q } : {}} after={after} next={answer?.next} />
    </>
  )
}

const Nobody = ({ search }: { search: string | undefined }) => (
  <EmptyState title={search ? `No member matches “${search}”` : 'Nobody is in it whom you can see'} />
)

type Deeds = {
  readonly busy: string | undefined
  readonly remove: (user: UserRow) => void
  readonly rate: (user: UserRow, level: number) => void
}

function columnsOf(group: Group, mayChange: boolean, { busy, remove, rate }: Deeds): PlainColumn<UserRow>[] {
  const level = (user: UserRow) => {
    const held = user.skills.find(({ id }) => id === group.id)?.level ?? null
    if (!mayChange || group.archived) return held === null ? 'no level' : `Level ${held}`
    const words = held === null ? 'No level' : `Level ${held}`
    return (
      <Menu
        label={`Level of ${fullName(user)}`}
        target={
          <AppButton small aria-haspopup="menu" aria-label={`${words} of ${fullName(user)}: change`}>
            {words}
          </AppButton>
        }
        groups={[{ items: levels.map((n) => ({ label: `Level ${n}`, onSelect: () => rate(user, n) })) }]}
      />
    )
  }
  return [
    {
      label: 'Name',
      cell: (user) => (
        <AppLink to={`/users/${user.id}`}>
          <bdi>{fullName(user)}</bdi>
        </AppLink>
      ),
    },
    ...(group.kind === 'skill' ? [{ label: 'Level', cell: level }] : []),
    { label: 'Status', wide: true, cell: ({ status, locked }) => <StatusMark status={status} locked={locked} /> },
    { label: 'Site', wide: true, cell: ({ site }) => <bdi>{site.name}</bdi> },
    ...(mayChange
      ? [
          {
            label: 'Remove',
            hiddenLabel: true,
            cell: (user: UserRow) => (
              <AppButton
                small
                busy={busy === user.id}
                onClick={() => remove(user)}
                aria-label={`Remove ${fullName(user)}`}
              >
                Remove
              </AppButton>
            ),
          },
        ]
      : []),
  ]
}

type RemoveAllProps = { group: Group; search?: string; total: number; filters: Record<string, string> }

/** Leads to a plan, which says whom before anybody is taken out. */
function RemoveAll({ group, search, total, filters }: RemoveAllProps) {
  const { plan, busy, problem } = usePlan()
  const target = { matching: { filters, ...(search ? { search } : {}) } }
  return (
    <>
      <AppButton busy={busy} onClick={() => void plan({ ...deedOf(group, 'remove'), target })}>
        {search ? `Remove the ${formatNumber(total)} who match…` : `Remove all ${plural(total, 'member')}…`}
      </AppButton>
      {problem && <span role="alert">{problem}</span>}
    </>
  )
}
