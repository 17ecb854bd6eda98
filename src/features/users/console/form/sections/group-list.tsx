import { DualList } from '#src/console/kit/dual-list.tsx'
import { groupWords, type GroupKind } from '../../../../groups/contract.ts'
import { LockedList } from '../locked-list.tsx'
import { useField, useFormSetting } from '../form-context.tsx'
import { useGroupChoices } from '../lookups.ts'

type GroupListProps = { name: 'tags' | 'desks' | 'businessUnits' | 'agentGroups'; kind: GroupKind }

/** Groups of one kind: available and selected. */
export function GroupList({ name, kind }: GroupListProps) {
  const { user } = useFormSetting()
  const { value, set, input } = useField(name)
  const { options, more } = useGroupChoices(kind, user?.[name])
  const selected = value ?? []
  if (input.lockedWhy) {
    return (
      <LockedList
        label={input.label}
        why={input.lockedWhy}
        entries={options.filter((o) => selected.includes(o.id)).map((o) => o.label)}
      />
    )
  }
  return (
    <DualList
      label={input.label}
      name={name}
      help={`${input.help ?? ''}${options.length === 0 ? `There are no ${groupWords[kind].many} yet.` : ''}`}
      error={input.error}
      options={options}
      more={more}
      selected={selected}
      onChange={set}
    />
  )
}
