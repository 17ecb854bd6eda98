import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useGo } from '#src/console/routing.tsx'
import type { FieldName } from '../../fields/catalogue.ts'
import { tellResult } from '../widgets/results.ts'
import { fullName } from '../widgets/user-name.ts'
import type { ActionResult } from '../widgets/user-actions/result.ts'
import { sayActive } from '../widgets/user-actions/say-active.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { FormContext } from './form-context.tsx'
import type { Saved } from './save-edit.ts'
import { Summary } from './summary.tsx'
import { useEdit } from './use-edit.tsx'
import { UserForm } from './user-form.tsx'
import classes from './form.module.css'

const wasActivated = (before: Saved, now: Saved) => before.user.status === 'inactive' && now.user.status !== 'inactive'

export function EditForm({ newest, editable }: { newest: Saved; editable: readonly FieldName[] }) {
  const go = useGo()
  const me = useMe()
  const page = `/users/${newest.user.id}`
  const tell = (said: Pick<ActionResult, 'says' | 'actions'>) =>
    tellResult({ userId: newest.user.id, kind: 'success', personOnly: true, ...said })
  const { user, changed, busy, draftOffered, save, setting, notices, dialogs } = useEdit({
    newest,
    editable,
    onSaved: (says, now) => {
      if (says) tell({ says })
      go(page)
      if (says && now && wasActivated(newest, now))
        void sayActive(now.user, me).then(({ says: active, actions }) =>
          tell({
            says: (
              <>
                {says} {active}
              </>
            ),
            actions,
          }),
        )
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
