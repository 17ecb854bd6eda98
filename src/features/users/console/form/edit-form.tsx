import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useGo } from '#src/console/routing.tsx'
import type { FieldName } from '../../fields/catalogue.ts'
import { tellResult } from '../widgets/results.ts'
import { fullName } from '../widgets/user-name.ts'
import { FormContext } from './form-context.tsx'
import type { Saved } from './save-edit.ts'
import { Summary } from './summary.tsx'
import { useEdit } from './use-edit.tsx'
import { UserForm } from './user-form.tsx'
import classes from './form.module.css'

export function EditForm({ newest, editable }: { newest: Saved; editable: readonly FieldName[] }) {
  const go = useGo()
  const page = `/users/${newest.user.id}`
  const { user, changed, busy, draftOffered, save, setting, notices, dialogs } = useEdit({
    newest,
    editable,
    onSaved: (says) => {
      if (says) tellResult({ userId: newest.user.id, kind: 'success', says, personOnly: true })
      go(page)
    },
  })
  return (
    <FormContext value={setting}>
      <div className={classes.page}>
        <PageHeader title={`Edit ${fullName(user)}`} documentTitle={`${fullName(user)} · Edit`} />
        {notices}
        <UserForm
          onSave={save}
          summary={<Summary changed={changed} />}
          actions={
            <>
              <span className={classes.said}>
                {changed.length === 0
                  ? draftOffered
                    ? 'Unsaved changes of an earlier visit stand at the top'
                    : 'Nothing to save'
                  : plural(changed.length, 'unsaved change')}
              </span>
              <AppButton onClick={() => go(page)}>Cancel</AppButton>
              <AppButton look="primary" busy={busy} onClick={save}>
                Save
              </AppButton>
            </>
          }
        />
      </div>
      {dialogs}
    </FormContext>
  )
}
