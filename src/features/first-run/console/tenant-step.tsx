import { LanguagePicker } from '#src/console/kit/language-picker.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { slugFor } from './setup-steps.ts'
import type { StepProps } from './step-props.ts'
import classes from './setup.module.css'

export function TenantStep({ values, onChange, faults }: StepProps) {
  const { tenantName, slug, language, timeZone } = values
  // The short name follows the name until somebody gives another one.
  const follows = slug === '' || slug === slugFor(tenantName)
  return (
    <>
      <p className="rc-muted">
        A tenant is a company: its people see nothing of any other tenant. You can add more later.
      </p>
      <TextField
        label="Name of the company"
        name="tenantName"
        required
        value={tenantName}
        onChange={(name) => onChange({ tenantName: name, ...(follows && { slug: slugFor(name) }) })}
        error={faults.tenantName}
        autoComplete="organization"
      />
      <TextField
        label="Short name"
        name="slug"
        required
        ltr
        value={slug}
        onChange={(text) => onChange({ slug: text })}
        error={faults.slug}
        help="Its people type it when they sign in. Small letters, digits and hyphens."
      />
      <div className={classes.pair}>
        <LanguagePicker
          label="Language"
          name="language"
          single
          required
          value={language ? [language] : []}
          onChange={([tag]) => onChange({ language: tag ?? '' })}
          error={faults.language}
        />
        <TimeZonePicker
          label="Time zone"
          name="timeZone"
          required
          value={timeZone || null}
          onChange={(zone) => onChange({ timeZone: zone ?? '' })}
          error={faults.timeZone}
        />
      </div>
    </>
  )
}
