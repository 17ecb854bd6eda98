import { CountryPicker } from '#src/console/kit/country-picker.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import type { StepProps } from './step-props.ts'
import classes from './setup.module.css'

export function SiteStep({ values, onChange, faults }: StepProps) {
  return (
    <>
      <p className="rc-muted">
        A site is a place where people work. Everybody belongs to one; new people take its time zone.
      </p>
      <TextField
        label="Name of the first site"
        name="siteName"
        required
        value={values.siteName}
        onChange={(text) => onChange({ siteName: text })}
        error={faults.siteName}
        help="A city or a building, as your people call it."
      />
      <div className={classes.pair}>
        <TimeZonePicker
          label="Time zone"
          name="siteTimeZone"
          value={values.siteTimeZone || values.timeZone || null}
          onChange={(zone) => onChange({ siteTimeZone: zone ?? '' })}
          error={faults.siteTimeZone}
        />
        <CountryPicker
          label="Country of its numbers"
          name="country"
          value={values.country}
          onChange={(code) => onChange({ country: code })}
          error={faults.country}
          help="National numbers are read by its rules."
        />
      </div>
    </>
  )
}
