import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import { refetchUsers } from '../widgets/refetch-users.ts'
import { changedFields, settleSip } from './changes.ts'
import { ConflictDialog, type Conflict } from './conflict-dialog.tsx'
import { DraftBanner } from './draft-banner.tsx'
import type { FormSetting } from './form-context.tsx'
import { saveEdit, type Saved, type SaveResult } from './save-edit.ts'
import { saySaved } from './say-saved.tsx'
import { refusalOf } from './server-errors.ts'
import { useDraft } from './use-draft.ts'
import { useForm } from './use-form.ts'
import { useLeaveQuestion } from './use-leave-question.tsx'
import { fieldsOf, valuesOf } from './values.ts'

type EditOptions = {
  /** As the server has it now; newer than what the form began with when somebody else saved. */
  readonly newest: Saved
  /** Fields that the person who edits may change. */
  readonly editable: readonly FieldName[]
  /** What was saved, in words, and the person as they are now; nothing when there was nothing to save. */
  readonly onSaved: (says: ReactNode, now?: Saved) => void
}

/** Editing one person: values, draft, saving and what others change meanwhile. */
export function useEdit({ newest, editable, onSaved }: EditOptions) {
  const me = useMe()
  const [base, setBase] = useState(newest)
  const { user } = base
  const fields = useMemo(() => fieldsOf(me.tenant.modules), [me.tenant.modules])
  const saved = useMemo(() => valuesOf(user), [user])
  const form = useForm(saved, fields)
  // What would be saved: without what was typed for a SIP option that is not chosen.
  const changed = changedFields(saved, settleSip(saved, form.values))
  const draft = useDraft({ tenant: me.tenant.id, me: me.user.id, user: user.id }, saved, form.values)
  const { question, release } = useLeaveQuestion(changed.length)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [conflict, setConflict] = useState<Conflict>()
  const begin = (from: Saved) => {
    setBase(from)
    form.begin(valuesOf(from.user))
  }

  // A form that nobody touched follows the server; one with changes keeps them, and merges when it is saved.
  const behind = newest.user.version !== user.version
  const untouched = changed.length === 0
  useEffect(() => {
    if (!behind || !untouched) return
    setBase(newest)
    form.begin(valuesOf(newest.user))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `form` is new at each drawing; only what comes from the server counts
  }, [newest, behind, untouched])

  const finish = (result: SaveResult) => {
    setConflict(undefined)
    if (result.kind === 'saved') {
      draft.drop()
      release()
      begin(result.now)
      void refetchUsers()
      onSaved(saySaved(result), result.now)
    } else if (result.kind === 'conflict') {
      setBase(result.now)
      form.change(result.conflict.merged.values)
      setConflict(result.conflict)
    } else {
      const { fields: refused, whole } = refusalOf(result.document)
      form.remark(refused)
      form.tryToSave()
      setProblem(whole)
    }
  }
  const save = async (values = form.values) => {
    if (busy) return
    form.tryToSave()
    setProblem(undefined)
    if (Object.keys(form.faults).length > 0) return announce('Some fields need mending.')
    if (changedFields(saved, values).length === 0) return onSaved(undefined)
    setBusy(true)
    const result = await saveEdit(base, values)
    setBusy(false)
    finish(result)
  }
  useShortcuts('Form', [{ keys: 'Mod+Enter', says: 'Save', run: () => void save() }])
  const takeDraft = () => {
    if (draft.offered) form.change(draft.offered.values)
    draft.answer(true)
  }
  const lockedWhy = (name: FieldName) => whyLocked(name, editable, user.id === me.user.id)
  return {
    user,
    changed,
    busy,
    draftOffered: draft.offered !== null,
    save: () => void save(),
    setting: { form, saved, user, fields, lockedWhy } satisfies FormSetting,
    /** Above the form: what others did, what was left unsaved, what the server refused. */
    notices: (
      <>
        {behind && !untouched && !conflict && (
          <Banner kind="warning">
            Somebody changed this user meanwhile. Your changes are kept; saving puts both together.
          </Banner>
        )}
        {draft.offered && (
          <DraftBanner draft={draft.offered} saved={saved} onTake={takeDraft} onDrop={() => draft.answer(false)} />
        )}
        {problem && (
          <Banner kind="danger" urgent onDismiss={() => setProblem(undefined)}>
            {problem}
          </Banner>
        )}
      </>
    ),
    dialogs: (
      <>
        {question}
        {conflict && (
          <ConflictDialog
            conflict={conflict}
            busy={busy}
            onClose={() => setConflict(undefined)}
            onSave={(values) => {
              form.change(values)
              void save(values)
            }}
          />
        )}
      </>
    ),
  }
}

function whyLocked(name: FieldName, editable: readonly FieldName[], self: boolean): string | undefined {
  if (definition(name).fixed) return definition(name).help
  if (editable.includes(name)) return undefined
  if (self && (name === 'active' || name === 'superuser')) return 'Nobody does this to their own account.'
  return 'Your roles do not allow changing this here.'
}
