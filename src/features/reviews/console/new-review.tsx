import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { MultiSelect, Select, type SelectOption } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { useSending } from '#src/console/sending.ts'
import { listGroups } from '../../groups/contract.ts'
import { loadActiveUsers } from '../../leads/console/widgets/active-users.ts'
import { listSites } from '../../sites/contract.ts'
import { listReviews, startReview } from '../contract.ts'
import { everyNames, listReviewSchedules, type EveryName, type Undecided } from '../contract/schedules.ts'
import { everyWords, undecidedOptions } from './words.ts'
import classes from './reviews.module.css'

const DAY = 86_400_000
const GIVEN_DAYS = 14
const NEVER = 'never'
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
/** The day on which most audits begin. */
const firstOfNextMonth = () => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10)
}
type Scope = 'all' | 'sites' | 'desks'

const start = {
  name: '',
  scope: 'all' as Scope,
  places: [] as readonly string[],
  reviewer: [] as readonly PickerOption[],
  delegate: [] as readonly PickerOption[],
  undecided: 'keep' as Undecided,
  every: NEVER as EveryName | typeof NEVER,
}

function useNewReview() {
  const go = useGo()
  const [values, setValues] = useState(() => ({ ...start, dueOn: inDays(GIVEN_DAYS), nextOn: firstOfNextMonth() }))
  const { send, ...state } = useSending(startReview, { prefix: 'review' })
  const { name, scope, places, reviewer, delegate, dueOn, undecided, every, nextOn } = values
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const body = {
      ...{ name: name.trim(), dueOn, undecided, reviewer: reviewer[0]?.value ?? '' },
      ...(delegate[0] ? { delegate: delegate[0].value } : {}),
      ...(scope === 'all' ? {} : { [scope]: places.map(Number) }),
      ...(every === NEVER ? {} : { repeat: { every, nextOn } }),
    }
    const outcome = await send({ body })
    if (!outcome?.ok) return
    await Promise.all(
      [listReviews, listReviewSchedules].map((endpoint) =>
        queryClient.invalidateQueries({ queryKey: keyOf(endpoint) }),
      ),
    )
    go(`/reviews/${outcome.answer.id}`)
  }
  const set = (changed: Partial<typeof values>) => setValues({ ...values, ...changed })
  return { values, set, save, ...state }
}

/** Whom it is about, who decides, until when, and what becomes of the undecided. */
export function NewReview({ onClose }: { onClose: () => void }) {
  const { values, set, save, busy, faults, problem } = useNewReview()
  const people = { load: loadActiveUsers }
  return (
    <PlainDialog opened onClose={onClose} title="New review">
      <form onSubmit={(event) => void save(event)} className={classes.form} noValidate>
        <TextField
          name="review-name"
          label="Name"
          value={values.name}
          onChange={(name) => set({ name })}
          error={faults['name']}
          maxLength={100}
          required
        />
        <Places values={values} set={set} fault={faults['sites'] ?? faults['desks']} />
        <RemotePicker
          {...people}
          name="review-reviewer"
          label="Reviewer"
          help="Decides each user; may see all of them."
          chosen={values.reviewer}
          onChoose={(reviewer) => set({ reviewer })}
          error={faults['reviewer']}
          required
        />
        <RemotePicker
          {...people}
          name="review-delegate"
          label="Delegate"
          help="Stands in for the reviewer, and decides the reviewer’s own row: nobody reviews themselves."
          chosen={values.delegate}
          onChoose={(delegate) => set({ delegate })}
          error={faults['delegate']}
          clearable
        />
        <TextField
          name="review-dueOn"
          label="Last day"
          type="date"
          value={values.dueOn}
          onChange={(dueOn) => set({ dueOn })}
          error={faults['dueOn']}
          required
        />
        <RadioCards
          name="review-undecided"
          label="Whoever is undecided after the last day"
          options={undecidedOptions}
          value={values.undecided}
          onChange={(undecided) => set({ undecided })}
        />
        <Repeating values={values} set={set} fault={faults['repeat']} />
        {problem && <FieldError id="review-problem">{problem}</FieldError>}
        <div className={classes.buttons}>
          <AppButton type="submit" look="primary" busy={busy}>
            Start review
          </AppButton>
        </div>
      </form>
    </PlainDialog>
  )
}

type RepeatingProps = {
  values: { readonly every: EveryName | typeof NEVER; readonly nextOn: string }
  set: (changed: { every?: EveryName | typeof NEVER; nextOn?: string }) => void
  fault: string | undefined
}

/** Whether it comes back: of the same users, by the same reviewer, with as many days. */
function Repeating({ values: { every, nextOn }, set, fault }: RepeatingProps) {
  return (
    <>
      <Select
        name="review-every"
        label="Comes back"
        options={[{ value: NEVER, label: 'No' }, ...everyNames.map((value) => ({ value, label: everyWords[value] }))]}
        value={every}
        onChange={(chosen) => set({ every: (chosen ?? NEVER) as EveryName })}
      />
      {every !== NEVER && (
        <TextField
          name="review-repeat"
          label="The next one starts on"
          help="By itself, with as many days until its last one. Its month stands behind the name of each."
          type="date"
          value={nextOn}
          onChange={(chosen) => set({ nextOn: chosen })}
          error={fault}
          required
        />
      )}
    </>
  )
}

type PlacesProps = {
  values: { readonly scope: Scope; readonly places: readonly string[] }
  set: (changed: { scope?: Scope; places?: readonly string[] }) => void
  fault: string | undefined
}

function Places({ values: { scope, places }, set, fault }: PlacesProps) {
  const fresh = { staleTime: 60_000 }
  const sites = useAnswer(listSites, { query: {} }, { ...fresh, enabled: scope === 'sites' }).data?.answer.items
  const query = { kind: 'desk', limit: '200' } as const
  const desks = useAnswer(listGroups, { query }, { ...fresh, enabled: scope === 'desks' }).data?.answer.items
  const options: SelectOption[] = ((scope === 'sites' ? sites : desks) ?? [])
    .slice(0, 200)
    .map(({ id, name }) => ({ value: String(id), label: name }))
  return (
    <>
      <Select
        name="review-scope"
        label="Whom it is about"
        options={[
          { value: 'all', label: 'All users in your reach' },
          { value: 'sites', label: 'Users of some sites' },
          { value: 'desks', label: 'Users of some desks' },
        ]}
        value={scope}
        onChange={(chosen) => set({ scope: (chosen ?? 'all') as Scope, places: [] })}
      />
      {scope !== 'all' && (
        <MultiSelect
          name={`review-${scope}`}
          label={scope === 'sites' ? 'Sites' : 'Desks'}
          options={options}
          value={places}
          onChange={(chosen) => set({ places: chosen })}
          error={fault}
          required
        />
      )}
    </>
  )
}
