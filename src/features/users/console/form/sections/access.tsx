import { RadioCards } from '#src/console/kit/choices.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { useShortfalls } from '../../../../queues/console/widgets/use-shortfalls.ts'
import type { SignInChoice } from '../changes.ts'
import { useField, useFormSetting } from '../form-context.tsx'
import { YesNoInput } from '../inputs.tsx'
import { useSites } from '../lookups.ts'
import { GroupList } from './group-list.tsx'
import { RolesInput } from './roles-input.tsx'
import { Fields, Section } from './section.tsx'
import { SuperuserInput } from './superuser-input.tsx'

export type AccessProps = { signIn: SignInChoice; onSignIn: (choice: SignInChoice) => void }

const BY_MAIL = {
  value: 'activation',
  label: 'Send activation email',
  help: 'A link to the e-mail above, good once within 7 days. Nobody but the person learns the password.',
} as const

export function AccessSection({ signIn, onSignIn }: AccessProps) {
  const { user, form } = useFormSetting()
  const { can } = useMe()
  return (
    <Section id="access" title="Access">
      <Fields>
        <SiteInput />
      </Fields>
      <RolesInput />
      <GroupList name="tags" kind="tag" />
      <SuperuserInput />
      <YesNoInput name="active" help={<ActiveHelp />} />
      {!user && form.values.active && (
        <RadioCards<SignInChoice>
          label="Sign-in"
          name="signIn"
          value={signIn}
          onChange={onSignIn}
          options={[
            ...(can('users.invite') ? [BY_MAIL] : []),
            {
              value: 'temporary-password',
              label: 'Temporary password',
              help: 'Made now and shown to you once. Good for one sign-in within 24 hours.',
            },
            { value: 'none', label: 'None yet', help: 'The account is pending until it gets a password.' },
          ]}
        />
      )}
    </Section>
  )
}

function SiteInput() {
  const { reach } = useMe()
  const { user } = useFormSetting()
  const { value, set, input } = useField('site')
  const right = reach(user ? 'users.site' : 'users.create')
  const sites = useSites().filter(
    (site) => !right || right.everywhere || right.sites.includes(site.id) || site.id === value,
  )
  return (
    <Select
      {...input}
      help={input.help ?? 'A person belongs to one site; administrators may look after several.'}
      options={sites.slice(0, 200).map((site) => ({ value: String(site.id), label: site.name }))}
      value={value ? String(value) : null}
      onChange={(id) => set(id === null ? null : Number(id))}
      placeholder="Choose a site"
    />
  )
}

/** Taking the tick away deactivates on saving, so it says what that does. */
function ActiveHelp() {
  const { form, saved, user } = useFormSetting()
  const leaves = user?.status === 'active' && saved.active === true && !form.values.active
  const shortfalls = useShortfalls(user?.queues ?? [], leaves)
  if (!user || form.values.active || !saved.active)
    return 'May become active. Without a password the account is pending until it is activated.'
  const queues = user.queues?.length ?? 0
  return (
    <span>
      On saving: signed out{user.sessions > 0 && ` of ${plural(user.sessions, 'session')}`} and no further sign-in
      {queues > 0 && `; leaves ${plural(queues, 'queue')}`}. Calls, messages and history stay.
      {shortfalls.map((says) => (
        <strong key="below"> {says}</strong>
      ))}
    </span>
  )
}
