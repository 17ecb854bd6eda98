import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { CallFailure } from '#src/console/query.ts'
import { usePlan } from '../../changes/console/widgets/use-plan.ts'
import { fullName } from '../../users/console/widgets/user-name.ts'
import { listUsers } from '../../users/contract/endpoints.ts'
import type { Group } from '../contract.ts'
import { deedOf, useMemberDeed } from './member-deeds.ts'
import classes from './teams.module.css'

type AddMembersProps = { group: Group; onClose: () => void; onDone: (words: string) => void }

/** Finds people by name and adds them: one at once, several by a plan. */
export function AddMembers({ group, onClose, onDone }: AddMembersProps) {
  const [chosen, setChosen] = useState<readonly PickerOption[]>([])
  const [level, setLevel] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const one = useMemberDeed(group)
  const many = usePlan()
  const add = async () => {
    const [first, ...others] = chosen
    setMissing(!first)
    if (!first) return
    if (others.length > 0)
      return many.plan({
        ...deedOf(group, 'add', Number(level)),
        target: { ids: chosen.map(({ value }) => value) },
      })
    if (!(await one.treat(first.value, 'add', Number(level)))) return
    onDone(`${first.label} is in ${group.name} now.`)
    onClose()
  }
  const problem = missing ? 'Choose somebody first.' : (one.problem ?? many.problem)
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={
        <>
          Add people to <bdi>{group.name}</bdi>
        </>
      }
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={one.busy !== undefined || many.busy} onClick={() => void add()}>
            {chosen.length > 1 ? 'See what changes' : 'Add'}
          </AppButton>
        </>
      }
    >
      <div className={classes.page}>
        <RemotePicker
          label="People"
          name="group-people"
          help="Several lead to a preview first."
          many
          chosen={chosen}
          onChoose={setChosen}
          load={people}
        />
        {group.kind === 'skill' && (
          <Select
            label="Level"
            name="group-level"
            clearable
            value={level}
            onChange={setLevel}
            options={['1', '2', '3', '4', '5'].map((value) => ({ value, label: value }))}
            help="Left empty, whoever has a level keeps it."
          />
        )}
        {problem && <FieldError id="add-members-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}

async function people(search: string, signal: AbortSignal): Promise<readonly PickerOption[]> {
  const found = await call(listUsers, { query: { search, limit: '50', totalWithin: '0' } }, { signal })
  if (!found.ok) throw new CallFailure(found.problem, found.document)
  return found.answer.items.map((user) => ({ value: user.id, label: fullName(user), detail: user.username }))
}
