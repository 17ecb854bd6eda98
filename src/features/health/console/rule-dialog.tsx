import { useState, type FormEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { NumberField, TextField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { etagOf, useSending } from '#src/console/sending.ts'
import { listViews } from '../../views/contract.ts'
import {
  createHealthRule,
  editHealthRule,
  ownMendNames,
  ownMends,
  severities,
  type HealthRule,
  type OwnMend,
  type Severity,
} from '../contract.ts'
import { OwnerPicker } from './owner-picker.tsx'
import { peopleOfView } from './people-of-view.ts'
import { severityWords } from './rule-item.tsx'
import { renewHealth } from './use-rule.ts'
import classes from './health.module.css'

/** The view that the list showed when "Make this a health rule" was chosen. */
const FROM_LIST = 'list'
const NOTHING = 'nothing'

export type RuleDialogProps = {
  /** Changed; without it a new one is made. */
  rule?: HealthRule
  /** What the users list showed, as its address says it. */
  query?: string
  onClose: () => void
}

type Values = {
  readonly name: string
  readonly severity: Severity
  readonly allowed: number | null
  readonly mend: string
  readonly owner: readonly PickerOption[]
}
const startOf = (rule: HealthRule | undefined): Values => ({
  name: rule?.name ?? '',
  severity: rule?.severity ?? 'medium',
  allowed: rule?.allowed ?? 0,
  mend: rule?.mends[0]?.action ?? NOTHING,
  owner: rule?.owner ? [{ value: rule.owner.id, label: rule.owner.name }] : [],
})

/** What everybody may set, and what a rule of one's own has beside it. */
const commonOf = ({ severity, allowed, owner }: Values) => ({
  severity,
  allowed: allowed ?? 0,
  owner: owner[0]?.value ?? null,
})
const ownOf = ({ name, mend }: Values) => ({ name: name.trim(), mend: mend === NOTHING ? null : (mend as OwnMend) })

function useRuleForm({ rule, query, onClose }: RuleDialogProps) {
  const [values, setValues] = useState(() => startOf(rule))
  const [view, setView] = useState<string | null>(query === undefined ? null : FROM_LIST)
  const views = useAnswer(listViews, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const creating = useSending(createHealthRule, { prefix: 'rule' })
  const editing = useSending(editHealthRule, { prefix: 'rule' })
  const [missing, setMissing] = useState<string>()
  const create = async () => {
    const chosen = view === FROM_LIST ? query : views.find(({ id }) => String(id) === view)?.query
    const people = chosen === undefined ? undefined : peopleOfView(chosen)
    setMissing(people ? undefined : 'Choose a view that has a filter: it says whom the rule finds.')
    return people && creating.send({ body: { ...commonOf(values), ...ownOf(values), people } })
  }
  const edit = (changed: HealthRule) => {
    const body = changed.readyMade ? commonOf(values) : { ...commonOf(values), ...ownOf(values) }
    return editing.send({ params: { id: changed.id }, body }, { ifMatch: etagOf(changed) })
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await (rule ? edit(rule) : create())
    if (!outcome?.ok) return
    await renewHealth()
    announce(rule ? 'Saved' : 'The rule is made')
    onClose()
  }
  const set = (changed: Partial<Values>) => setValues({ ...values, ...changed })
  return { values, set, view, setView, views, missing, save, sending: rule ? editing : creating }
}

/** A rule of one's own, from a saved view or from what the list shows; of a ready-made one its owner and how grave it is. */
export function RuleDialog(props: RuleDialogProps) {
  const { rule, query, onClose } = props
  const form = useRuleForm(props)
  const { faults, problem, busy } = form.sending
  const title = rule ? <bdi>{rule.name}</bdi> : 'New health rule'
  return (
    <PlainDialog opened onClose={onClose} title={title}>
      <form onSubmit={(event) => void form.save(event)} className={classes.form} noValidate>
        {!rule?.readyMade && (
          <TextField
            name="rule-name"
            label="Name"
            value={form.values.name}
            onChange={(name) => form.set({ name })}
            error={faults['name']}
            maxLength={80}
            required
          />
        )}
        {!rule && (
          <Select
            name="rule-people"
            label="Whom it finds"
            help="A saved view of the users list; its filters are copied."
            options={[
              ...(query === undefined ? [] : [{ value: FROM_LIST, label: 'What the list showed' }]),
              ...form.views.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={form.view}
            onChange={form.setView}
            error={form.missing ?? faults['people']}
            required
          />
        )}
        <Select
          name="rule-severity"
          label="Severity"
          options={severities.map((value) => ({ value, label: severityWords[value] }))}
          value={form.values.severity}
          onChange={(value) => form.set({ severity: (value ?? 'medium') as Severity })}
        />
        {!rule?.readyMade && (
          <Select
            name="rule-mend"
            label="Mended by"
            help="A plan is made of it, and looked at before it runs."
            options={[
              { value: NOTHING, label: 'Looking at each' },
              ...ownMendNames.map((value) => ({ value, label: ownMends[value] })),
            ]}
            value={form.values.mend}
            onChange={(value) => form.set({ mend: value ?? NOTHING })}
          />
        )}
        <NumberField
          name="rule-allowed"
          label="How many are in order"
          help="The rule shows as mended up to this number."
          value={form.values.allowed}
          onChange={(allowed) => form.set({ allowed })}
          error={faults['allowed']}
        />
        <OwnerPicker chosen={form.values.owner} onChoose={(owner) => form.set({ owner })} error={faults['owner']} />
        {problem && <FieldError id="rule-problem">{problem}</FieldError>}
        <div className={classes.doing}>
          <AppButton type="submit" look="primary" busy={busy}>
            {rule ? 'Save rule' : 'Make rule'}
          </AppButton>
        </div>
      </form>
    </PlainDialog>
  )
}
