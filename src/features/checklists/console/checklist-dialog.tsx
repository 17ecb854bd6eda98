import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { etagOf, useSending, type Faults } from '#src/console/sending.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { listChecklists, MOST_TRAININGS, replaceChecklist, type Checklist } from '../contract.ts'
import { itemsOf, knownItems, type ItemName } from '../contract/items.ts'
import {
  faultsOfTraining,
  newTraining,
  TrainingFields,
  trainingOf,
  wantedOf,
  type Training,
} from './training-fields.tsx'
import classes from './checklists.module.css'

type ChecklistDialogProps = { checklist: Checklist; onClose: () => void; onSaved: () => void }

/** What a role asks for: items that tick themselves, and trainings that somebody ticks. */
export function ChecklistDialog({ checklist, onClose, onSaved }: ChecklistDialogProps) {
  const { hasModule } = useMe()
  const [items, setItems] = useState<readonly ItemName[]>(checklist.items)
  const [trainings, setTrainings] = useState<readonly Training[]>(() => checklist.trainings.map(trainingOf))
  const { send, busy, faults, problem } = useSending(replaceChecklist, { prefix: 'checklist' })
  const { wrong, look, mended } = useTrainingFaults()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!look(trainings)) return
    const body = { items: [...items], trainings: trainings.map(wantedOf) }
    const outcome = await send({ params: { id: String(checklist.role.id) }, body }, { ifMatch: etagOf(checklist) })
    if (!outcome?.ok) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listChecklists) })
    announce('Saved')
    onSaved()
  }
  const change = (place: number, changed: Training) => {
    setTrainings(trainings.with(place, changed))
    mended(changed.key)
  }
  const told = problem ?? faults['items'] ?? faults['trainings']
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={
        <>
          Set-up checklist of <bdi>{checklist.role.name}</bdi>
        </>
      }
    >
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <fieldset className={classes.part}>
          <legend>Ticks itself</legend>
          {itemsOf(hasModule).map((name) => (
            <Checkbox
              key={name}
              name={`checklist-${name}`}
              label={knownItems[name].label}
              checked={items.includes(name)}
              onChange={(on) => setItems(on ? [...items, name] : items.filter((one) => one !== name))}
            />
          ))}
        </fieldset>
        <fieldset className={classes.part}>
          <legend>Training, ticked by the user, its owner or an administrator</legend>
          {trainings.map((training, place) => (
            <TrainingFields
              key={training.key}
              training={training}
              faults={wrong[training.key]}
              place={place + 1}
              onChange={(changed) => change(place, changed)}
              onRemove={() => setTrainings(trainings.filter((one) => one !== training))}
            />
          ))}
          {trainings.length < MOST_TRAININGS && (
            <AppButton small onClick={() => setTrainings([...trainings, newTraining()])}>
              Add training
            </AppButton>
          )}
        </fieldset>
        {told && <FieldError id="checklist-problem">{told}</FieldError>}
        <div className={classes.doing}>
          <AppButton type="submit" look="primary" busy={busy}>
            Save checklist
          </AppButton>
        </div>
      </form>
    </PlainDialog>
  )
}

/** What is wrong stands at the fields of its training, the first of which takes the focus. */
function useTrainingFaults() {
  const [wrong, setWrong] = useState<Readonly<Record<string, Faults>>>({})
  const look = (trainings: readonly Training[]): boolean => {
    const found = trainings
      .map((training) => [training.key, faultsOfTraining(training)] as const)
      .filter(([, faults]) => Object.keys(faults).length > 0)
    setWrong(Object.fromEntries(found))
    const [first] = found
    if (!first) return true
    const [key, faults] = first
    requestAnimationFrame(() => document.getElementById(`training-${key}-${Object.keys(faults)[0]}`)?.focus())
    return false
  }
  const mended = (key: string) => setWrong(Object.fromEntries(Object.entries(wrong).filter(([name]) => name !== key)))
  return { wrong, look, mended }
}
