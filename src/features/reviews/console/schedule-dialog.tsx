import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { NumberField, TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import { loadActiveUsers } from '../../leads/console/widgets/active-users.ts'
import {
  editReviewSchedule,
  everyNames,
  listReviewSchedules,
  type EveryName,
  type ReviewSchedule,
} from '../contract/schedules.ts'
import { everyWords, undecidedOptions } from './words.ts'
import classes from './reviews.module.css'

type ScheduleDialogProps = { schedule: ReviewSchedule; onClose: () => void }

type Values = Omit<ReviewSchedule, 'days' | 'reviewer' | 'delegate'> & {
  readonly days: number | null
  readonly reviewer: readonly PickerOption[]
  readonly delegate: readonly PickerOption[]
}

const picked = (user: ReviewSchedule['delegate']): readonly PickerOption[] =>
  user ? [{ value: user.id, label: user.name }] : []

function useSchedule({ schedule, onClose }: ScheduleDialogProps) {
  const [values, setValues] = useState<Values>(() => ({
    ...schedule,
    reviewer: picked(schedule.reviewer),
    delegate: picked(schedule.delegate),
  }))
  const { send, ...state } = useSending(editReviewSchedule, { prefix: 'schedule' })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const { name, every, nextOn, days, undecided, reviewer, delegate } = values
    const body = {
      ...{ name: name.trim(), every, undecided, days: days ?? 0 },
      ...{ reviewer: reviewer[0]?.value ?? '', delegate: delegate[0]?.value ?? null },
      // A day that stays may be over: its turn could not be started yet.
      ...(nextOn === schedule.nextOn ? {} : { nextOn }),
    }
    const outcome = await send({ params: { id: schedule.id }, body }, { ifMatch: etagOf(schedule) })
    if (!outcome?.ok) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listReviewSchedules) })
    announce('Saved')
    onClose()
  }
  const set = (changed: Partial<Values>) => setValues({ ...values, ...changed })
  return { values, set, save, ...state }
}

/** What the next ones are like; what is under way stays as it is. */
export function ScheduleDialog(props: ScheduleDialogProps) {
  const { values, set, save, busy, faults, problem } = useSchedule(props)
  return (
    <PlainDialog opened onClose={props.onClose} title={<bdi>{props.schedule.name}</bdi>}>
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <TextField
          name="schedule-name"
          label="Name"
          value={values.name}
          onChange={(name) => set({ name })}
          error={faults['name']}
          maxLength={80}
          required
        />
        <Select
          name="schedule-every"
          label="Comes back"
          options={everyNames.map((value) => ({ value, label: everyWords[value] }))}
          value={values.every}
          onChange={(every) => set({ every: (every ?? values.every) as EveryName })}
        />
        <TextField
          name="schedule-nextOn"
          label="The next one starts on"
          type="date"
          value={values.nextOn}
          onChange={(nextOn) => set({ nextOn })}
          error={faults['nextOn']}
          required
        />
        <NumberField
          name="schedule-days"
          label="Days until its last one"
          value={values.days}
          onChange={(days) => set({ days })}
          error={faults['days']}
        />
        <Deciders values={values} set={set} faults={faults} />
        <RadioCards
          name="schedule-undecided"
          label="Whoever is undecided after the last day"
          options={undecidedOptions}
          value={values.undecided}
          onChange={(undecided) => set({ undecided })}
        />
        {problem && <FieldError id="schedule-problem">{problem}</FieldError>}
        <div className={classes.buttons}>
          <AppButton type="submit" look="primary" busy={busy}>
            Save
          </AppButton>
          <AppButton onClick={props.onClose}>Cancel</AppButton>
        </div>
      </form>
    </PlainDialog>
  )
}

type DecidersProps = Pick<ReturnType<typeof useSchedule>, 'values' | 'set' | 'faults'>

const Deciders = ({ values, set, faults }: DecidersProps) => (
  <>
    <RemotePicker
      name="schedule-reviewer"
      label="Reviewer"
      load={loadActiveUsers}
      chosen={values.reviewer}
      onChoose={(reviewer) => set({ reviewer })}
      error={faults['reviewer']}
      required
    />
    <RemotePicker
      name="schedule-delegate"
      label="Delegate"
      load={loadActiveUsers}
      chosen={values.delegate}
      onChoose={(delegate) => set({ delegate })}
      error={faults['delegate']}
      clearable
    />
  </>
)
