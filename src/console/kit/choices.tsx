import { Checkbox as MantineCheckbox, Radio, Switch as MantineSwitch } from '@mantine/core'
import type { MouseEvent, ReactNode, Ref } from 'react'
import classes from './choices.module.css'

export type CheckboxProps = {
  checked: boolean
  onChange: (checked: boolean, event: { shiftKey: boolean }) => void
  /** Its words; where there is no room for them (a table's row), `name` says them to screen readers. */
  label?: ReactNode
  name?: string
  ariaLabel?: string
  help?: ReactNode
  error?: ReactNode
  /** Some of those below are ticked. */
  partly?: boolean
  disabled?: boolean
  lockedWhy?: string
  ref?: Ref<HTMLInputElement>
}

export function Checkbox({
  checked,
  onChange,
  label,
  name,
  ariaLabel,
  help,
  error,
  partly,
  disabled,
  lockedWhy,
  ref,
}: CheckboxProps) {
  return (
    <MantineCheckbox
      ref={ref}
      id={name}
      name={name}
      size="xs"
      label={label}
      aria-label={ariaLabel}
      description={lockedWhy ?? help}
      error={error}
      checked={checked}
      indeterminate={partly}
      disabled={disabled || lockedWhy !== undefined}
      classNames={{ label: classes.label, body: classes.body }}
      onChange={(event) =>
        onChange(event.currentTarget.checked, { shiftKey: (event.nativeEvent as unknown as MouseEvent).shiftKey })
      }
    />
  )
}

export type SwitchProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  label: ReactNode
  name: string
  help?: ReactNode
  disabled?: boolean
  lockedWhy?: string
}

/** For what takes effect at once; in a form that is saved, use a Checkbox. */
export function Switch({ checked, onChange, label, name, help, disabled, lockedWhy }: SwitchProps) {
  return (
    <MantineSwitch
      id={name}
      name={name}
      label={label}
      description={lockedWhy ?? help}
      checked={checked}
      disabled={disabled || lockedWhy !== undefined}
      onChange={(event) => onChange(event.currentTarget.checked)}
      classNames={{ label: classes.label }}
    />
  )
}

export type RadioCard<V extends string> = {
  value: V
  label: string
  help?: ReactNode
  mark?: string
  disabledWhy?: string
}

export type RadioCardsProps<V extends string> = {
  label: string
  name: string
  options: readonly RadioCard<V>[]
  value: V | null
  onChange: (value: V) => void
  help?: ReactNode
  error?: ReactNode
  required?: boolean
  /** One below the other instead of side by side. */
  stacked?: boolean
}

/** A few choices with a line about each. `mark` is a word such as "Recommended". */
export function RadioCards<V extends string>({
  label,
  name,
  options,
  value,
  onChange,
  help,
  error,
  required,
  stacked,
}: RadioCardsProps<V>) {
  return (
    <Radio.Group
      id={name}
      label={label}
      description={help}
      error={error}
      required={required}
      value={value}
      onChange={(chosen) => onChange(chosen)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <div className={stacked ? classes.stack : classes.cards}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classes.card}
            data-checked={option.value === value || undefined}
            data-disabled={option.disabledWhy ? true : undefined}
          >
            <Radio
              value={option.value}
              name={name}
              disabled={option.disabledWhy !== undefined}
              aria-describedby={`${name}-${option.value}-help`}
              size="xs"
            />
            <span>
              <span className={classes.title}>
                {option.label}
                {option.mark && <span className={classes.mark}>{option.mark}</span>}
              </span>
              <span id={`${name}-${option.value}-help`} className={classes.help}>
                {option.disabledWhy ?? option.help}
              </span>
            </span>
          </label>
        ))}
      </div>
    </Radio.Group>
  )
}

export type SegmentsProps<V extends string> = {
  label: string
  options: readonly { value: V; label: ReactNode; name: string }[]
  value: V
  onChange: (value: V) => void
}

/** Two to four exclusive views side by side, such as table and cards. */
export function Segments<V extends string>({ label, options, value, onChange }: SegmentsProps<V>) {
  return (
    <div role="radiogroup" aria-label={label} className={classes.segments}>
      {options.map((option) => (
        <label
          key={option.value}
          className={classes.segment}
          data-checked={option.value === value || undefined}
          title={option.name}
        >
          <input
            type="radio"
            className="rc-hidden-text"
            name={label}
            aria-label={option.name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
