import { useMergedRef } from '@mantine/hooks'
import { useEffect, useId, useRef, type ReactNode, type Ref } from 'react'
import classes from './choices.module.css'

// Native inputs: a list holds two hundred of these, and the browser draws, names and announces them by itself.

export type CheckboxProps = {
  checked: boolean
  onChange: (checked: boolean, event: { shiftKey: boolean }) => void
  /** Its words; where there is no room for them (a table's row), `ariaLabel` says them. */
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

export function Checkbox(props: CheckboxProps) {
  const { checked, onChange, name, ariaLabel, partly = false, disabled, lockedWhy, error, ref } = props
  const own = useRef<HTMLInputElement>(null)
  const both = useMergedRef(own, ref)
  const id = useId()
  useEffect(() => {
    if (own.current) own.current.indeterminate = partly
  }, [partly])
  return (
    <Labelled {...props} id={name ?? id}>
      <input
        ref={both}
        type="checkbox"
        id={name ?? id}
        name={name}
        className={classes.box}
        aria-label={ariaLabel}
        aria-describedby={describedBy(name ?? id, props)}
        aria-invalid={error ? true : undefined}
        checked={checked}
        disabled={disabled === true || lockedWhy !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked, { shiftKey: withShift(event.nativeEvent) })}
      />
    </Labelled>
  )
}

/** The change of a checkbox comes as the click that made it; a key brings none. */
const withShift = (event: Event) => 'shiftKey' in event && event.shiftKey === true

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
export function Switch(props: SwitchProps) {
  const { checked, onChange, name, disabled, lockedWhy } = props
  return (
    <Labelled {...props} id={name}>
      <input
        type="checkbox"
        role="switch"
        id={name}
        name={name}
        className={classes.switch}
        aria-describedby={describedBy(name, props)}
        checked={checked}
        disabled={disabled === true || lockedWhy !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </Labelled>
  )
}

type Words = { label?: ReactNode; help?: ReactNode; error?: ReactNode; lockedWhy?: string }

const describedBy = (id: string, { help, error, lockedWhy }: Words) =>
  [(lockedWhy ?? help) ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

function Labelled({ id, label, help, error, lockedWhy, children }: Words & { id: string; children: ReactNode }) {
  if (label === undefined) return children
  return (
    <div className={classes.line}>
      {children}
      <div className={classes.words}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        {(lockedWhy ?? help) && (
          <span id={`${id}-help`} className={classes.help}>
            {lockedWhy ?? help}
          </span>
        )}
        {error && (
          <span id={`${id}-error`} className={classes.error}>
            {error}
          </span>
        )}
      </div>
    </div>
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
export function RadioCards<V extends string>(props: RadioCardsProps<V>) {
  const { label, name, options, value, onChange, help, error, required, stacked } = props
  return (
    <div
      id={name}
      role="radiogroup"
      aria-labelledby={`${name}-label`}
      aria-describedby={describedBy(name, props)}
      aria-required={required}
      aria-invalid={error ? true : undefined}
    >
      <div id={`${name}-label`} className={classes.groupLabel}>
        {label}
        {required && (
          <span className={classes.required} aria-hidden>
            {' '}
            *
          </span>
        )}
      </div>
      <div className={stacked ? classes.stack : classes.cards}>
        {options.map((option) => (
          <Card
            key={option.value}
            {...option}
            name={name}
            checked={option.value === value}
            onChoose={() => onChange(option.value)}
          />
        ))}
      </div>
      {help && (
        <span id={`${name}-help`} className={classes.help}>
          {help}
        </span>
      )}
      {error && (
        <span id={`${name}-error`} className={classes.error}>
          {error}
        </span>
      )}
    </div>
  )
}

type CardProps = RadioCard<string> & { name: string; checked: boolean; onChoose: () => void }

function Card({ name, value, label, help, mark, disabledWhy, checked, onChoose }: CardProps) {
  const id = `${name}-${value}`
  return (
    <div className={classes.card} data-disabled={disabledWhy ? true : undefined}>
      <input
        type="radio"
        id={id}
        name={name}
        value={value}
        className={classes.radio}
        checked={checked}
        disabled={disabledWhy !== undefined}
        onChange={onChoose}
        aria-describedby={`${id}-help`}
      />
      <div>
        <label htmlFor={id} className={classes.title}>
          {label}
          {mark && <span className={classes.mark}>{mark}</span>}
        </label>
        <span id={`${id}-help`} className={classes.help}>
          {disabledWhy ?? help}
        </span>
      </div>
    </div>
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
