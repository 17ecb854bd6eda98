import { useState, type ReactNode } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { ErrorSummary } from '#src/console/kit/errors.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { ErrorState, SkeletonRows } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { OwnSetUp } from '../../../checklists/console/widgets/own-set-up.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { listUserActions, readUser } from '../../contract/endpoints.ts'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import { FormContext } from '../form/form-context.tsx'
import { LanguageInput, PhoneInput, TextInput } from '../form/inputs.tsx'
import type { Saved } from '../form/save-edit.ts'
import { TimeZoneInput } from '../form/sections/person.tsx'
import { SecretInput } from '../form/sections/secret-input.tsx'
import { Fields, Section } from '../form/sections/section.tsx'
import { useEdit } from '../form/use-edit.tsx'
import { PictureCard } from '../user/picture-card.tsx'
import { useLiveUser } from '../widgets/live-user.ts'
import classes from './me.module.css'

/** `/me/profile`: what everybody may see and change of themselves. */
export function ProfilePage() {
  const { can, user: me } = useMe()
  const ask = { params: { id: me.id } }
  useLiveUser(me.id)
  const user = useAnswer(readUser, ask, { enabled: can('own.profile') })
  const actions = useAnswer(listUserActions, ask, { enabled: can('own.profile') })
  if (!can('own.profile')) return <NotAllowed page="Profile" permission="own.profile" />
  if (user.data && actions.data) {
    return <Profile newest={{ user: user.data.answer, etag: user.data.etag }} editable={actions.data.answer.fields} />
  }
  const error = user.error ?? actions.error
  if (!error) return <SkeletonRows what="your profile" />
  return (
    <ErrorState
      title="Couldn’t load your profile."
      onRetry={() => void Promise.all([user.refetch(), actions.refetch()])}
    >
      {error.message}
    </ErrorState>
  )
}

function Profile({ newest, editable }: { newest: Saved; editable: readonly FieldName[] }) {
  const [said, setSaid] = useState<ReactNode>()
  const { user, changed, busy, save, setting, notices, dialogs } = useEdit({ newest, editable, onSaved: setSaid })
  const { form, fields } = setting
  const wrong = fields.filter((name) => form.errorOf(name))
  return (
    <FormContext value={setting}>
      <div className={classes.page}>
        <PageHeader
          title="Profile"
          subtitle={`${user.username} · ${user.email} · ${user.site.name} · ${user.roles.map((role) => role.name).join(', ')}`}
        />
        {said && (
          <Banner kind="success" onDismiss={() => setSaid(undefined)}>
            {said}
          </Banner>
        )}
        {notices}
        {form.attempt > 0 && (
          <ErrorSummary
            errors={wrong.map((name) => ({
              field: name,
              label: definition(name).label,
              message: form.errorOf(name) ?? '',
            }))}
            attempt={form.attempt}
          />
        )}
        <Section id="you" title="You">
          <Fields>
            <TextInput name="firstName" />
            <TextInput name="lastName" />
            <PhoneInput name="phone" />
            <TimeZoneInput />
            <LanguageInput name="consoleLanguage" />
          </Fields>
        </Section>
        <Section id="calendar" title="Calendar" lead="Planned callbacks of your leads appear in this calendar.">
          <Fields>
            <TextInput name="caldavServer" ltr inputMode="url" placeholder="https://calendar.example.com" />
            <TextInput name="caldavUser" ltr />
            <SecretInput name="caldavSecret" kept={user.caldavSecretSet} what="token" />
          </Fields>
        </Section>
        <div className={classes.actions}>
          <AppButton look="primary" busy={busy} onClick={save}>
            Save
          </AppButton>
          <span className="rc-muted">{changed.length === 0 ? 'Nothing to save' : `${changed.length} unsaved`}</span>
        </div>
        <OwnSetUp userId={user.id} />
        <PictureCard user={user} />
      </div>
      {dialogs}
    </FormContext>
  )
}
