import type { ReactNode } from 'react'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listRoles } from '../../../roles/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { User } from '../../contract/user.ts'
import type { UserActions } from '../widgets/user-action-dialogs.tsx'
import { shortName } from '../widgets/user-name.ts'

/** The yellow strip: only what needs somebody to act. */
export function Facts({ user, open }: { user: User; open: UserActions['open'] }) {
  const { can, hasModule } = useMe()
  const takesCalls = useTakesCalls(user)
  const name = shortName(user)
  const facts: { key: string; says: ReactNode; action?: ReactNode }[] = []
  if (user.status === 'pending') {
    facts.push({
      key: 'pending',
      says: (
        <>
          Pending since <TimeText at={user.createdAt} />:{' '}
          {user.hasPassword ? `${name} has not signed in yet.` : `${name} has no password yet and cannot sign in.`}
        </>
      ),
      action: (
        <>
          {can('users.invite') && (
            <AppButton small onClick={() => open('send-activation', user)}>
              Send activation email…
            </AppButton>
          )}
          {can('users.reset-password') && (
            <AppButton small onClick={() => open('reset-password', user)}>
              Create a temporary password…
            </AppButton>
          )}
        </>
      ),
    })
  }
  if (hasModule('queues') && user.status === 'active' && takesCalls && user.queues?.length === 0) {
    facts.push({
      key: 'queues',
      says: `${name} takes calls but is in no queue.`,
      action: (
        <ButtonLink small to="/queues">
          {can('queues.manage') ? 'Add to queues' : 'Look at the queues'}
        </ButtonLink>
      ),
    })
  }
  return facts.map((fact) => (
    <Banner key={fact.key} kind="warning" actions={fact.action}>
      {fact.says}
    </Banner>
  ))
}

function useTakesCalls(user: User): boolean {
  const roles = useAnswer(listRoles, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  return user.roles.some((held) => roles.find((role) => role.id === held.id)?.permissions.includes('calls.take'))
}
