import { useCallback, useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { CallFailure, useAnswer } from '#src/console/query.ts'
import { useGo } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { groupWords, listGroups, type Group } from '../contract.ts'
import { mergeGroup, previewMerge } from '../contract/merge.ts'
import classes from './teams.module.css'

/** Chooses the group to merge into, says what would move, and leads to the plan. */
export function MergeDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { one } = groupWords[group.kind]
  const go = useGo()
  const [into, setInto] = useState<readonly PickerOption[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const load = useOthers(group)
  const chosen = into[0]
  const see = async () => {
    if (!chosen) return setProblem(`Choose the ${one} that stays.`)
    setBusy(true)
    const ask = { params: { id: String(group.id) }, body: { into: Number(chosen.value) } }
    const outcome = await call(mergeGroup, ask, { idempotencyKey: newKey() })
    setBusy(false)
    if (outcome.ok) go(`/plans/${outcome.answer.id}`)
    else setProblem(sayProblem(outcome.document))
  }
  return (
    <PlainDialog
      opened
      onClose={onClose}
      title={
        <>
          Merge <bdi>{group.name}</bdi> into another {one}
        </>
      }
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          <AppButton look="primary" busy={busy} onClick={() => void see()}>
            See what changes
          </AppButton>
        </>
      }
    >
      <div className={classes.page}>
        <RemotePicker
          label={`The ${one} that stays`}
          name="merge-into"
          required
          chosen={into}
          onChoose={(next) => {
            setInto(next.slice(-1))
            setProblem(undefined)
          }}
          load={load}
        />
        {chosen && <WhatMoves group={group} into={chosen} />}
        {problem && <FieldError id="merge-problem">{problem}</FieldError>}
      </div>
    </PlainDialog>
  )
}

function useOthers({ kind, id }: Group) {
  return useCallback(
    async (search: string, signal: AbortSignal): Promise<readonly PickerOption[]> => {
      const found = await call(listGroups, { query: { kind, search, limit: '50' } }, { signal })
      if (!found.ok) throw new CallFailure(found.problem, found.document)
      return found.answer.items
        .filter((other) => other.id !== id)
        .map(({ id: value, name: label, members }) => ({
          ...{ value: String(value), label },
          ...(members === undefined ? {} : { detail: plural(members, 'member') }),
        }))
    },
    [kind, id],
  )
}

function WhatMoves({ group, into }: { group: Group; into: PickerOption }) {
  const ask = { params: { id: String(group.id) }, query: { into: into.value } }
  const { data, error } = useAnswer(previewMerge, ask)
  if (error) return <FieldError id="merge-preview-problem">{error.message}</FieldError>
  if (!data) return <p className="rc-muted">Counting…</p>
  const { people, inBoth, limits } = data.answer
  return (
    <ul className={classes.points}>
      <li>
        {plural(people, 'person', 'people')} will be in {into.label}
        {inBoth > 0 && `; ${formatNumber(inBoth)} of them ${inBoth === 1 ? 'is' : 'are'} in both today`}.
      </li>
      {group.kind === 'skill' && <li>Of two levels the higher one stays.</li>}
      {limits > 0 && (
        <li>{`${plural(limits, 'role is', 'roles are')} limited to ${group.name} and will be limited to ${into.label} instead.`}</li>
      )}
      <li>{group.name} will be archived. Filters that name it find nobody then. Undo brings it back.</li>
    </ul>
  )
}
