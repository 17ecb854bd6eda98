import { useEffect, useMemo, useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useGo } from '#src/console/routing.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import { leaveFlash } from '../widgets/flash.ts'
import { refetchUsers } from '../widgets/refetch-users.ts'
import { fullName } from '../widgets/user-name.ts'
import { changedFields } from './changes.ts'
import { ConflictDialog, type Conflict } from './conflict-dialog.tsx'
import { DraftBanner } from './draft-banner.tsx'
import { FormContext } from './form-context.tsx'
import { saveEdit, type Saved, type SaveResult } from './save-edit.ts'
import { saySaved } from './say-saved.tsx'
import { refusalOf } from './server-errors.ts'
import { Summary } from './summary.tsx'
import { useDraft } from './use-draft.ts'
import { useForm } from './use-form.ts'
import { useLeaveQuestion } from './use-leave-question.tsx'
import { UserForm } from './user-form.tsx'
import { fieldsOf, valuesOf, type FormValues } from './values.ts'
import classes from './form.module.css'

type EditFormProps = { /** As the server has it now; newer than what the form began with when somebody else saved. */ newest: Saved; editable: readonly FieldName[] }

export function EditForm({ newest, editable }: EditFormProps) {
  const me = useMe()
  const go = useGo()
  const [base, setBase] = useState(newest)
  const { user } = base
  const fields = useMemo(() => fieldsOf(me.tenant.modules), [me.tenant.modules])
  const saved = useMemo(() => valuesOf(user), [user])
  const form = useForm(saved, fields)
  const changed = changedFields(saved, form.values)
  const draft = useDraft({ tenant: me.tenant.id, me: me.user.id, user: user.id }, saved, form.values)
  const { question, release } = useLeaveQuestion(changed.length)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [conflict, setConflict] = useState<Conflict>()
  const page = `/users/${user.id}`

  // A form that nobody touched follows the server; one with changes keeps them, and merges when it is saved.
  const behind = newest.user.version !== user.version
  const untouched = changed.length === 0
  useEffect(() => {
    if (!behind || !untouched) return
    setBase(newest)
    form.begin(valuesOf(newest.user))
  }, [behind, untouched, newest, form])

  const finish = (result: SaveResult) => {
    if (result.kind === 'saved') {
      draft.drop()
      release()
      leaveFlash(user.id, saySaved(result))
      void refetchUsers()
      return go(page)
    }
    if (result.kind === 'conflict') {
      setBase(result.now)
      return setConflict(result.conflict)
    }
    const { fields: refused, whole } = refusalOf(result.document)
    form.remark(refused)
    form.tryToSave()
    setProblem(whole)
    setConflict(undefined)
  }
  const save = async (values: FormValues = form.values, from: Saved = base) => {
    if (busy) return
    form.tryToSave()
    setProblem(undefined)
    if (Object.keys(form.faults).length > 0) return announce('Some fields need mending.')
    if (changedFields(valuesOf(from.user), values).length === 0) return go(page)
    setBusy(true)
    const result = await saveEdit(from, values)
    setBusy(false)
    finish(result)
  }
  useShortcuts('Form', [{ keys: 'Mod+Enter', says: 'Save', run: () => void save() }])
  const takeDraft = () => {
    if (draft.offered) form.change(draft.offered.values)
    draft.answer(true)
  }
  return (
    <FormContext value={{ form, saved, user, fields, lockedWhy: (name) => lockedWhy(name, editable, user.id === me.user.id) }}>
      <div className={classes.page}>
        <PageHeader title={`Edit ${fullName(user)}`} documentTitle={`${fullName(user)} · Edit`} />
        {behind && !untouched && <Banner kind="warning">Somebody changed this user meanwhile. Your changes are kept; saving puts both together.</Banner>}
        {draft.offered && <DraftBanner draft={draft.offered} saved={saved} onTake={takeDraft} onDrop={() => draft.answer(false)} />}
        {problem && (
          <Banner kind="danger" urgent onDismiss={() => setProblem(undefined)}>
            {problem}
          </Banner>
        )}
        <UserForm
          summary={<Summary changed={changed} />}
          actions={
            <>
              <span className={classes.said}>{untouched ? 'Nothing to save' : plural(changed.length, 'unsaved change')}</span>
              <AppButton onClick={() => go(page)}>Cancel</AppButton>
              <AppButton look="primary" busy={busy} onClick={() => void save()}>
                Save
              </AppButton>
            </>
          }
        />
      </div>
      {question}
      {conflict && (
        <ConflictDialog
          conflict={conflict}
          busy={busy}
          onClose={() => {
            form.change(conflict.merged.values)
            setConflict(undefined)
          }}
          onSave={(values) => {
            form.change(values)
            void save(values)
          }}
        />
      )}
    </FormContext>
  )
}

function lockedWhy(name: FieldName, editable: readonly FieldName[], self: boolean): string | undefined {
  if (definition(name).fixed) return definition(name).help
  if (editable.includes(name)) return undefined
  if (self && (name === 'active' || name === 'superuser')) return 'Nobody does this to their own account.'
  return 'Your roles do not allow changing this here.'
}
