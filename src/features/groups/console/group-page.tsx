import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useParam } from '#src/console/routing.tsx'
import { NotFound } from '#src/console/shell/pages.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { groupKinds, groupWords, listGroups, type Group } from '../contract.ts'
import { AddMembers } from './add-members.tsx'
import { Members } from './members.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { Rename } from './rename.tsx'
import { useArchive } from './use-archive.ts'
import classes from './teams.module.css'

/** `/teams/:kind/:id`: one desk, skill, tag, business unit or agent group, and who is in it. */
export function GroupPage() {
  const [path, id] = [useParam('kind'), useParam('id')]
  const kind = groupKinds.find((one) => groupWords[one].path === path)
  const isId = /^[1-9]\d{0,8}$/.test(id)
  const allowed = useMe().can('users.read')
  const ask = { query: { ids: id } }
  const { data, error, refetch } = useAnswer(listGroups, ask, { enabled: allowed && isId, keepPrevious: true })
  if (!kind || !isId) return <NotFound />
  if (!allowed) return <NotAllowed page="Group" permission="users.read" />
  if (!data) return <NotYet what="the group" loaded={false} error={error} onRetry={() => void refetch()} rows={6} />
  const group = data.answer.items.find((one) => one.kind === kind)
  return group ? <Shown key={group.id} group={group} /> : <NotFound />
}

type Opened = 'add' | 'merge' | 'rename'

function Shown({ group }: { group: Group }) {
  const me = useMe()
  const [opened, setOpened] = useState<Opened>()
  const [done, setDone] = useState<string>()
  const { archive, problem, dismiss } = useArchive()
  const { one, many } = groupWords[group.kind]
  const mayManage = me.reach('groups.manage')?.everywhere === true
  const close = () => setOpened(undefined)
  return (
    <div className={classes.page}>
      <PageHeader
        title={group.name}
        documentTitle={`${group.name} · ${many.charAt(0).toUpperCase()}${many.slice(1)}`}
        after={group.archived && <Label>Archived</Label>}
        subtitle={
          <>
            <AppLink to={`/teams/${groupWords[group.kind].path}`}>{one.charAt(0).toUpperCase() + one.slice(1)}</AppLink>
            {group.members !== undefined && ` · ${plural(group.members, 'member')}`}
          </>
        }
        actions={<Actions group={group} mayManage={mayManage} onOpen={setOpened} onArchive={archive} />}
      />
      {opened === 'rename' && <Rename group={group} onSaved={close} onCancel={close} />}
      {group.archived && <Away group={group} />}
      {done && (
        <Banner kind="success" onDismiss={() => setDone(undefined)}>
          {done}
        </Banner>
      )}
      {problem && (
        <Banner kind="warning" urgent onDismiss={dismiss}>
          {problem}
        </Banner>
      )}
      <Members group={group} onDone={setDone} />
      {opened === 'add' && <AddMembers group={group} onClose={close} onDone={setDone} />}
      {opened === 'merge' && <MergeDialog group={group} onClose={close} />}
    </div>
  )
}

type ActionsProps = {
  group: Group
  mayManage: boolean
  onOpen: (what: Opened) => void
  onArchive: (group: Group, archived: boolean) => Promise<void>
}

function Actions({ group, mayManage, onOpen, onArchive }: ActionsProps) {
  const { can, reach } = useMe()
  return (
    <>
      {mayManage && <AppButton onClick={() => onOpen('rename')}>Rename</AppButton>}
      {mayManage && reach('users.groups')?.everywhere && group.members !== 0 && (
        <AppButton onClick={() => onOpen('merge')}>Merge…</AppButton>
      )}
      {mayManage && (
        <AppButton onClick={() => void onArchive(group, !group.archived)}>
          {group.archived ? 'Bring back' : 'Archive'}
        </AppButton>
      )}
      {can('users.groups') && !group.archived && (
        <AppButton look="primary" onClick={() => onOpen('add')}>
          Add people
        </AppButton>
      )}
    </>
  )
}

/** Says that it is archived, and where its members went if it was merged. */
function Away({ group: { kind, members = 0, mergedInto } }: { group: Group }) {
  const ask = { query: { ids: String(mergedInto ?? 0) } }
  const into = useAnswer(listGroups, ask, { enabled: mergedInto !== null }).data?.answer.items[0]
  if (mergedInto === null) return <Banner>Archived: it is offered nowhere, and whoever is in it stays in it.</Banner>
  const left = members > 0 ? ` ${plural(members, 'person', 'people')} could not be moved and stayed here.` : ''
  return (
    <Banner>
      It was merged into{' '}
      {into ? (
        <AppLink to={`/teams/${groupWords[kind].path}/${into.id}`}>
          <bdi>{into.name}</bdi>
        </AppLink>
      ) : (
        'another one'
      )}
      .{left} Undoing that job brings it back.
    </Banner>
  )
}
