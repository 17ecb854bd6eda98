import { useState, type ReactNode } from 'react'
import { Avatar } from '#src/console/kit/avatar.tsx'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { CopyButton } from '#src/console/kit/copy.tsx'
import { EditIcon } from '#src/console/kit/icons.ts'
import { StatusMark } from '#src/console/kit/marks.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { Tabs } from '#src/console/kit/tabs.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useParam } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { SetUpRing } from '../../../checklists/console/widgets/set-up-ring.tsx'
import { PresenceLine } from '../../../presence/console/widgets/presence-line.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listUserActions, readUser } from '../../contract/endpoints.ts'
import type { User } from '../../contract/user.ts'
import { useLiveUser } from '../widgets/live-user.ts'
import { useUserActions, type UserActions } from '../widgets/user-action-dialogs.tsx'
import { fullName } from '../widgets/user-name.ts'
import { Facts } from './facts.tsx'
import { GonePage } from './gone-page.tsx'
import { MoreMenu } from './more-menu.tsx'
import { pictureOf } from './picture-of.ts'
import { tabsOf, type TabName } from './tabs.ts'
import { WalkButtons } from './walk-buttons.tsx'
import classes from './user.module.css'

export type UserTabProps = { readonly user: User; readonly open: UserActions['open'] }

/** The frame of every page of one person: who it is, what needs action, and the tabs. */
export function UserFrame({ tab, children }: { tab: TabName; children: (props: UserTabProps) => ReactNode }) {
  const id = useParam('id')
  useLiveUser(id)
  const { data, error, refetch } = useAnswer(readUser, { params: { id } })
  const user = data?.answer
  if (!user && error?.problem === 'not-found') return <NotFound />
  if (!user) {
    return error ? (
      <ErrorState title="Couldn’t load this user." onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    ) : (
      <SkeletonRows what="the user" />
    )
  }
  return (
    <Framed key={id} user={user} tab={tab}>
      {children}
    </Framed>
  )
}

type FramedProps = { user: User; tab: TabName; children: (props: UserTabProps) => ReactNode }

function Framed({ user, tab, children }: FramedProps) {
  const me = useMe()
  const [gone, setGone] = useState(false)
  const { open, dialogs } = useUserActions({ about: user.id, onDone: (action) => setGone(action === 'delete') })
  const allowed = useAnswer(listUserActions, { params: { id: user.id } }).data?.answer
  const name = fullName(user)
  if (gone) return <GonePage name={name}>{dialogs}</GonePage>
  const tabs = tabsOf(me, user)
  const title = tabs.find((one) => one.name === tab)?.label
  return (
    <div className={classes.page}>
      <div className={classes.header}>
        <PageHeader
          title={name}
          documentTitle={tab === 'overview' ? name : `${name} · ${title}`}
          before={<Avatar name={name} id={user.id} size={40} picture={pictureOf(user)} />}
          after={
            <span className={classes.marks}>
              <StatusMark status={user.status} locked={user.locked} />
              <PresenceLine of={user.presence} />
              <SetUpRing userId={user.id} />
            </span>
          }
          subtitle={<Subtitle user={user} />}
          actions={
            <>
              <WalkButtons id={user.id} tab={tab} />
              {(allowed?.fields.length ?? 0) > 0 && (
                <ButtonLink to={`/users/${user.id}/edit`} look="primary" icon={<EditIcon size={16} />}>
                  Edit
                </ButtonLink>
              )}
              <MoreMenu user={user} allowed={allowed} open={open} />
            </>
          }
        />
      </div>
      {dialogs}
      <Facts user={user} open={open} />
      <Tabs
        label={`Parts of ${name}`}
        tabs={tabs.map((one) => ({ label: one.label, to: one.to, active: one.name === tab, count: one.count }))}
      />
      {children({ user, open })}
    </div>
  )
}

function Subtitle({ user }: { user: User }) {
  return (
    <span className={classes.subtitle}>
      <span className={classes.username}>
        <bdi dir="ltr">{user.username}</bdi>
        <CopyButton text={user.username} label="Copy the username" />
      </span>
      <span>{user.site.name}</span>
      {user.extension && <span>ext. {user.extension}</span>}
      {user.superuser && <span>Tenant superuser</span>}
    </span>
  )
}
