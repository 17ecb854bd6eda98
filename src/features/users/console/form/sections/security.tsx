import { AppLink } from '#src/console/routing.tsx'
import { useFormSetting } from '../form-context.tsx'
import { FreeInput } from '../free-input.tsx'
import { TextInput, YesNoInput } from '../inputs.tsx'
import { SecretInput } from './secret-input.tsx'
import { Fields } from './section.tsx'
import classes from '../form.module.css'

/** Seldom needed, so folded; an address with #security, or a mistake inside, opens it. */
export function SecuritySection({ opened, onOpen }: { opened: boolean; onOpen: (opened: boolean) => void }) {
  const { user } = useFormSetting()
  return (
    <section id="section-security" className={classes.section} aria-labelledby="heading-security">
      <details className={classes.folded} open={opened} onToggle={(event) => onOpen(event.currentTarget.open)}>
        <summary>
          <h2 id="heading-security">Security and integrations</h2>
        </summary>
        <div className={classes.stack}>
          <YesNoInput name="useAddressList" />
          {user && (
            <p className="rc-muted">
              Own addresses stand on the page <AppLink to={`/users/${user.id}/access`}>Access</AppLink>, those of the
              tenant in the settings.
            </p>
          )}
          <Fields>
            <FreeInput name="oauthEmail" inputMode="email" />
            <TextInput name="caldavServer" ltr inputMode="url" placeholder="https://calendar.example.com" />
            <TextInput name="caldavUser" ltr />
            <SecretInput name="caldavSecret" kept={user?.caldavSecretSet ?? false} what="token" />
          </Fields>
          <details className={classes.folded}>
            <summary>Advanced</summary>
            <Fields>
              <TextInput name="kerberosLogin" ltr />
            </Fields>
          </details>
        </div>
      </details>
    </section>
  )
}
