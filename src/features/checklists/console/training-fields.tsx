import { AppButton } from '#src/console/kit/button.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { NumberField, TextField } from '#src/console/kit/text-field.tsx'
import type { Faults } from '#src/console/sending.ts'
import { loadActiveUsers } from '../../leads/console/widgets/active-users.ts'
import { wantedTraining, type Checklist, type WantedTraining } from '../contract.ts'
import classes from './checklists.module.css'

/** A training while it is being written; `key` tells new ones apart, which have no id yet. */
export type Training = {
  readonly key: string
  readonly id: number | undefined
  readonly title: string
  readonly link: string
  readonly days: number | null
  readonly owner: readonly PickerOption[]
}

const WEEK = 7
export const newTraining = (): Training => ({
  ...{ key: crypto.randomUUID(), id: undefined, title: '', link: '' },
  ...{ days: WEEK, owner: [] },
})
export const trainingOf = ({ id, title, link, days, owner }: Checklist['trainings'][number]): Training => ({
  ...{ key: String(id), id, title, link: link ?? '', days },
  owner: owner ? [{ value: owner.id, label: owner.name }] : [],
})
export const wantedOf = ({ id, title, link, days, owner }: Training): WantedTraining => ({
  ...(id === undefined ? {} : { id }),
  ...{ title, link: link.trim() === '' ? null : link, days: days ?? 0, owner: owner[0]?.value ?? null },
})

/** What is wrong with it, by its field; the first fault of each. */
export function faultsOfTraining(training: Training): Faults {
  if (training.title.trim() === '') return { title: 'This cannot be blank.' }
  const issues = wantedTraining.safeParse(wantedOf(training)).error?.issues ?? []
  return Object.fromEntries(issues.toReversed().map(({ path, message }) => [String(path[0]), message]))
}

type TrainingFieldsProps = {
  training: Training
  faults: Faults | undefined
  place: number
  onChange: (training: Training) => void
  onRemove: () => void
}

export function TrainingFields({ training, faults = {}, place, onChange, onRemove }: TrainingFieldsProps) {
  const name = (field: string) => `training-${training.key}-${field}`
  return (
    <div className={classes.training} role="group" aria-label={`Training ${place}`}>
      <TextField
        name={name('title')}
        label="Title"
        value={training.title}
        onChange={(title) => onChange({ ...training, title })}
        maxLength={120}
        error={faults['title']}
        required
      />
      <TextField
        name={name('link')}
        label="Link"
        value={training.link}
        onChange={(link) => onChange({ ...training, link })}
        error={faults['link']}
        ltr
      />
      <NumberField
        name={name('days')}
        label="Days until due"
        value={training.days}
        onChange={(days) => onChange({ ...training, days })}
        error={faults['days']}
      />
      <RemotePicker
        name={name('owner')}
        label="Owner"
        load={loadActiveUsers}
        chosen={training.owner}
        onChoose={(owner) => onChange({ ...training, owner })}
        clearable
      />
      <AppButton small look="quiet" onClick={onRemove}>
        Remove<span className="rc-hidden-text"> training {place}</span>
      </AppButton>
    </div>
  )
}
