import { useCallback, useMemo } from 'react'
import { call } from '#src/console/api.ts'
import { UserCircleIcon, UserPlusIcon } from '#src/console/kit/icons.ts'
import { useGo } from '#src/console/routing.tsx'
import type { Command, Commands } from '#src/console/shell/command-search.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listUsers } from '../../contract/endpoints.ts'
import { fullName } from './user-name.ts'

const MOST_FOUND = '8'

/** What ⌘K finds of people, and what it can do with them. */
export function usePeopleCommands(): Commands {
  const { can } = useMe()
  const go = useGo()
  const mayRead = can('users.read')
  const mayCreate = can('users.create')
  const findPeople = useCallback(
    async (text: string, signal: AbortSignal): Promise<Command[]> => {
      const outcome = await call(
        listUsers,
        { query: { search: text, limit: MOST_FOUND, totalWithin: '0' } },
        { signal },
      )
      if (!outcome.ok) return []
      return outcome.answer.items.map((user) => ({
        id: user.id,
        label: fullName(user),
        detail: `${user.username} · ${user.site.name}`,
        icon: <UserCircleIcon size={16} />,
        run: () => go(`/users/${user.id}`),
      }))
    },
    [go],
  )
  return useMemo(
    () => ({
      findPeople: mayRead ? findPeople : undefined,
      actions: mayCreate
        ? [{ id: 'new-user', label: 'New user', icon: <UserPlusIcon size={16} />, run: () => go('/users/new') }]
        : [],
    }),
    [mayRead, mayCreate, findPeople, go],
  )
}
