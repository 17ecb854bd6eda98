import { useState, type ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import type { Field, Offer } from '../widgets/mass-actions.ts'
import type { Answer } from './answer.ts'
import { Asked } from './asked.tsx'
import classes from './asking.module.css'

export type UpdateDrawerProps = {
  fields: readonly Offer<Field>[]
  count: number | undefined
  /** Lists whom it is for. */
  who: ReactNode
  busy: boolean
  /** Plans it and leads to the plan; answers what was refused. */
  plan: (deed: { action: string; params: unknown }) => Promise<string | undefined>
  onClose: () => void
}

type Answers = { readonly [F in Field]?: Answer | null }

/** One row for each field: unticked is no change, ticked asks what becomes of it (BULK-5). Nothing happens before the preview. */
export function UpdateDrawer({ fields, count, who, busy, plan, onClose }: UpdateDrawerProps) {
  const [answers, setAnswers] = useState<Answers>({})
  const [problem, setProblem] = useState<string>()
  const set = (field: Field, answer: Answer | null | undefined) => {
    setAnswers((before) => ({ ...before, [field]: answer }))
    setProblem(undefined)
  }
  const preview = async () => {
    const wish = wishOf(fields, answers)
    setProblem('missing' in wish ? wish.missing : await plan({ action: 'update', params: wish.params }))
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      size={640}
      title={`Bulk update: ${count === undefined ? 'the selected people' : plural(count, 'person', 'people')}`}
    >
      <div className={classes.stack}>
        {who}
        <p>Tick what is to change. All else stays as it is.</p>
        {fields.map(({ key, label }) => (
          <section key={key} className={classes.field} aria-label={label}>
            <Checkbox
              name={`change-${key}`}
              label={label}
              checked={answers[key] !== undefined}
              onChange={(ticked) => set(key, ticked ? null : undefined)}
            />
            {answers[key] !== undefined && (
              <div className={classes.asked}>
                <Asked ask={key} onAnswer={(answer) => set(key, answer)} />
              </div>
            )}
          </section>
        ))}
        <div className={classes.foot}>
          {problem && (
            <p role="alert" className={classes.problem}>
              {problem}
            </p>
          )}
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void preview()}>
            Preview
          </AppButton>
        </div>
      </div>
    </Drawer>
  )
}

/** What was answered as parameters of one update, or the first thing that is missing. */
function wishOf(
  fields: readonly Offer<Field>[],
  answers: Answers,
): { readonly params: Readonly<Record<string, unknown>> } | { readonly missing: string } {
  const params: Record<string, unknown> = {}
  for (const { key, label } of fields) {
    const answer = answers[key]
    if (answer === undefined) continue
    if (answer === null || 'missing' in answer)
      return { missing: `${label}: ${answer?.missing ?? 'say what becomes of it, or untick it.'}` }
    const value = (answer.params as Readonly<Record<string, unknown>>)[key]
    const [, verb] = /^(add|remove|replace)-/.exec(answer.action) ?? []
    params[key] = verb ? { [verb]: value } : value
  }
  return Object.keys(params).length > 0 ? { params } : { missing: 'Tick a field that is to change first.' }
}
