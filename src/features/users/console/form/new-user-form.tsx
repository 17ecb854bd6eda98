import { useMemo, useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { announce } from '#src/console/kit/live-region.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { AppLink, useGo } from '#src/console/routing.tsx'
import { useShortcuts } from '#src/console/shortcuts.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { createUser } from '../../contract/endpoints.ts'
import type { User } from '../../contract/user.ts'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import { tellResult } from '../widgets/results.ts'
import { PasswordOnce } from '../widgets/password-once.tsx'
import { refetchUsers } from '../widgets/refetch-users.ts'
import { fullName } from '../widgets/user-name.ts'
import { changedFields, newUserOf, type SignInChoice } from './changes.ts'
import { DraftBanner } from './draft-banner.tsx'
import { FormContext } from './form-context.tsx'
import { refusalOf } from './server-errors.ts'
import { Summary } from './summary.tsx'
import { useDraft } from './use-draft.ts'
import { useForm } from './use-form.ts'
import { useLeaveQuestion } from './use-leave-question.tsx'
import { UserForm } from './user-form.tsx'
import { fieldsOf, nextAfter, type FormValues } from './values.ts'
import classes from './form.module.css'

type Created = { user: User; temporaryPassword?: string; passwordExpiresAt?: string; another: boolean }

type NewUserFormProps = { empty: FormValues; start: FormValues; /** Whose settings it begins with. */ like?: string }

export function NewUserForm({ empty, start, like }: NewUserFormProps) {
  const me = useMe()
  const go = useGo()
  const fields = useMemo(() => fieldsOf(me.tenant.modules), [me.tenant.modules])
  const [saved, setSaved] = useState(start)
  const form = useForm(start, fields)
  const [signIn, setSignIn] = useState<SignInChoice>('temporary-password')
  const changed = changedFields(saved, form.values).filter((name) => fields.includes(name))
  const draft = useDraft({ tenant: me.tenant.id, me: me.user.id, user: 'new' }, saved, form.values)
  const { question, release } = useLeaveQuestion(changed.length)
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const [problem, setProblem] = useState<string>()
  const [created, setCreated] = useState<Created>()
  const [last, setLast] = useState<User>()

  const goOn = (made: Created) => {
    setCreated(undefined)
    if (!made.another) {
      release()
      tellResult({ userId: made.user.id, kind: 'success', says: sayCreated(made.user, signIn) })
      return go(`/users/${made.user.id}`)
    }
    const next = nextAfter(form.values, empty)
    setLast(made.user)
    setSaved(next)
    form.begin(next)
    document.getElementById('firstName')?.focus()
  }
  const save = async (another: boolean) => {
    if (busy) return
    form.tryToSave()
    setProblem(undefined)
    if (Object.keys(form.faults).length > 0) return announce('Some fields need mending.')
    setBusy(true)
    const outcome = await call(createUser, { body: newUserOf(form.values, fields, signIn) }, { idempotencyKey: key })
    setBusy(false)
    if (!outcome.ok) {
      const { fields: refused, whole } = refusalOf(outcome.document)
      form.remark(refused)
      form.tryToSave()
      if (outcome.problem !== 'offline') setKey(newKey())
      return setProblem(whole)
    }
    setKey(newKey())
    draft.drop()
    void refetchUsers()
    const made = { ...outcome.answer, another }
    if (made.temporaryPassword) setCreated(made)
    else goOn(made)
  }
  useShortcuts('Form', [{ keys: 'Mod+Enter', says: 'Create the user', run: () => void save(false) }])
  const takeDraft = () => {
    if (draft.offered) form.change(draft.offered.values)
    draft.answer(true)
  }
  return (
    <FormContext
      value={{
        form,
        saved,
        fields,
        lockedWhy: (name) =>
          neededHere.includes(name) || me.can(definition(name).permission)
            ? undefined
            : 'Your roles do not allow setting this.',
      }}
    >
      <div className={classes.page}>
        <PageHeader
          title="New user"
          subtitle={
            like && (
              <>
                Begins with the place, roles and settings of <bdi>{like}</bdi>.
              </>
            )
          }
        />
        {last && (
          <Banner kind="success" onDismiss={() => setLast(undefined)}>
            <AppLink to={`/users/${last.id}`}>
              <bdi>{fullName(last)}</bdi>
            </AppLink>{' '}
            was created. Site, team and roles are kept for the next one.
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
        <UserForm
          signIn={signIn}
          onSave={() => void save(false)}
          onSignIn={setSignIn}
          summary={<Summary changed={changed} />}
          actions={
            <>
              <span className={classes.said} />
              <AppButton onClick={() => go('/users')}>Cancel</AppButton>
              <AppButton busy={busy} onClick={() => void save(true)}>
                Create and add another
              </AppButton>
              <AppButton look="primary" busy={busy} onClick={() => void save(false)}>
                Create user
              </AppButton>
            </>
          }
        />
      </div>
      {question}
      {created?.temporaryPassword && (
        <PasswordOnce
          user={created.user}
          password={created.temporaryPassword}
          expiresAt={created.passwordExpiresAt ?? null}
          onClose={() => goOn(created)}
        />
      )}
    </FormContext>
  )
}

const sayCreated = (user: User, signIn: SignInChoice) =>
  `${fullName(user)} was created.${signIn === 'activation' && user.status === 'pending' ? ` A link to activate the account goes to ${user.email}.` : ''}`

/** Without these nobody can be made, so whoever may create may give them. */
const neededHere: readonly FieldName[] = ['username', 'email', 'site', 'roles', 'active']
