import { useEffect, type ReactNode } from 'react'
import { Avatar } from '#src/console/kit/avatar.tsx'
import { ButtonLink, IconButton } from '#src/console/kit/button.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { DotsIcon, EditIcon, XIcon } from '#src/console/kit/icons.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { PresenceMark, StatusMark } from '#src/console/kit/marks.tsx'
import { ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { wordOf } from '../../../presence/contract/presence.ts'
import { readUser } from '../../contract/endpoints.ts'
import type { User } from '../../contract/user.ts'
import { fullName } from '../widgets/user-name.ts'
import { Labels, Names } from './rows/cells.tsx'
import type { RowHandlers } from './rows/row-parts.ts'
import classes from './peek.module.css'

export type PeekProps = {
  id: string
  /** Room for it beside the list. */ wide: boolean
  mayEdit: boolean
  onClose: () => void
  onMenu: RowHandlers['menu']
}

/** One person beside the list, which keeps the focus: the next row shows the next person. */
export function Peek({ wide, ...props }: PeekProps) {
  if (!wide) {
    return (
      <Drawer opened onClose={props.onClose} title="Preview" side="bottom" size="85%">
        <Person {...props} />
      </Drawer>
    )
  }
  return (
    <aside className={classes.aside} aria-label="Preview">
      <div className={classes.close}>
        <IconButton label="Close the preview" icon={<XIcon size={18} />} onClick={props.onClose} />
      </div>
      <Person {...props} />
    </aside>
  )
}

function Person({ id, mayEdit, onMenu, onClose }: Omit<PeekProps, 'wide'>) {
  const { data, error, refetch } = useAnswer(readUser, { params: { id } })
  const user = data?.answer
  useEffect(() => {
    if (user) announce(`Preview of ${fullName(user)}`)
  }, [user?.id]) // eslint-disable-line react-hooks/exhaustive-deps -- said once for each person, not for each change to one
  if (!user && error) {
    return error.problem === 'not-found' ? (
      <p className="rc-muted">There is nobody here that you can see.</p>
    ) : (
      <ErrorState title="Couldn't load this user." onRetry={() => void refetch()} />
    )
  }
  if (!user) return <SkeletonRows what="the preview" rows={6} />
  return (
    <div className={classes.person}>
      <header className={classes.head}>
        <Avatar name={fullName(user)} id={user.id} size={40} />
        <div className={classes.who}>
          <h2>
            <AppLink to={`/users/${id}`}>
              <bdi>{fullName(user)}</bdi>
            </AppLink>
          </h2>
          <bdi dir="ltr" className="rc-muted">
            {user.username}
          </bdi>
        </div>
      </header>
      <div className={classes.marks}>
        <StatusMark status={user.status} locked={user.locked} />
        <PresenceMark presence={wordOf(user.presence)} />
      </div>
      <Facts user={user} />
      <div className={classes.actions}>
        <ButtonLink to={`/users/${id}`}>Open</ButtonLink>
        {mayEdit && (
          <ButtonLink to={`/users/${id}/edit`} icon={<EditIcon size={16} aria-hidden />}>
            Edit
          </ButtonLink>
        )}
        <IconButton
          label={`Actions for ${fullName(user)}`}
          icon={<DotsIcon size={18} />}
          look="secondary"
          aria-haspopup="menu"
          onClick={(event) => {
            // One layer at a time: the sheet would trap the focus that the menu needs.
            if (event.currentTarget.closest('[role="dialog"]')) onClose()
            onMenu(user, event.currentTarget.getBoundingClientRect(), event.currentTarget)
          }}
        />
      </div>
    </div>
  )
}

function Facts({ user }: { user: User }) {
  const facts: [string, ReactNode][] = [
    [
      'E-mail',
      <bdi key="e" dir="ltr">
        {user.email}
      </bdi>,
    ],
    ['Site', <bdi key="s">{user.site.name}</bdi>],
    ['Roles', <Names key="r" of={user.roles} superuser={user.superuser} />],
    ['Desks', <Labels key="d" of={user.desks} most={12} />],
    ['Skills', <Labels key="k" of={user.skills} most={12} />],
  ]
  if (user.queues) facts.push(['Queues', <Labels key="q" of={user.queues} most={12} />])
  if (user.tags.length > 0) facts.push(['Tags', <Labels key="t" of={user.tags} most={12} />])
  if (user.extension)
    facts.push([
      'Extension',
      <bdi key="x" dir="ltr">
        {user.extension}
      </bdi>,
    ])
  if (user.phone)
    facts.push([
      'Phone',
      <bdi key="p" dir="ltr">
        {user.phone}
      </bdi>,
    ])
  if (user.jobTitle) facts.push(['Job title', <bdi key="j">{user.jobTitle}</bdi>])
  facts.push([
    'Last sign-in',
    user.lastSignInAt ? <TimeText key="l" at={user.lastSignInAt} theirZone={user.effectiveTimeZone} /> : 'never',
  ])
  facts.push(['Created', <TimeText key="c" at={user.createdAt} theirZone={user.effectiveTimeZone} />])
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
