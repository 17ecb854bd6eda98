import { Loader, PasswordInput, Textarea, TextInput } from '@mantine/core'
import type { HTMLInputAutoCompleteAttribute, KeyboardEventHandler, ReactNode, Ref } from 'react'
import { asInput, type FieldProps } from './field.ts'
import { LockIcon } from './icons.ts'

export type TextFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'date' | 'time'
  placeholder?: string
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url'
  maxLength?: number
  /** A question to the server is under way: a spinner stands inside the field. */
  checking?: boolean
  leading?: ReactNode
  /** Pixels, where the leading part is wider than an icon. */
  leadingWidth?: number
  trailing?: ReactNode
  /** Latin text that keeps its direction in any language: addresses, usernames, numbers. */
  ltr?: boolean
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>
  autoFocus?: boolean
  /** The label is read but not shown: a search box with its glass. */
  hiddenLabel?: boolean
  ref?: Ref<HTMLInputElement>
}

export function TextField({
  value,
  onChange,
  hiddenLabel,
  checking,
  leading,
  leadingWidth,
  trailing,
  ltr,
  lockedWhy,
  autoFocus,
  autoComplete = 'off',
  ...rest
}: TextFieldProps) {
  const { label, name, help, error, required, disabled, onBlur, ...input } = rest
  return (
    <TextInput
      {...input}
      {...asInput({ label, name, help, error, required, disabled, lockedWhy, onBlur })}
      labelProps={hiddenLabel ? { className: 'rc-hidden-text' } : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete={autoComplete}
      spellCheck={false}
      readOnly={lockedWhy !== undefined}
      dir={ltr ? 'ltr' : undefined}
      data-autofocus={autoFocus || undefined}
      leftSection={leading}
      leftSectionWidth={leadingWidth}
      rightSection={
        checking ? (
          <Loader size={16} role="img" aria-label="Checking" />
        ) : lockedWhy === undefined ? (
          trailing
        ) : (
          <LockIcon size={16} aria-hidden />
        )
      }
    />
  )
}

export type PasswordFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password' | 'off'
  autoFocus?: boolean
  maxLength?: number
}

/** Pasting and password managers are welcome; the eye shows what was typed. */
export function PasswordField({ value, onChange, autoComplete, autoFocus, maxLength, ...field }: PasswordFieldProps) {
  return (
    <PasswordInput
      {...asInput(field)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete={autoComplete}
      maxLength={maxLength}
      // Mantine says it on its other inputs, and forgets it here.
      aria-invalid={field.error ? true : undefined}
      data-autofocus={autoFocus || undefined}
      visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0, 'aria-hidden': undefined }}
    />
  )
}

export type TextAreaProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  rows?: number
  maxLength?: number
  placeholder?: string
}

export function TextArea({ value, onChange, rows = 4, maxLength, placeholder, ...field }: TextAreaProps) {
  return (
    <Textarea
      {...asInput(field)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rows={rows}
      maxLength={maxLength}
      placeholder={placeholder}
      readOnly={field.lockedWhy !== undefined}
      resize="vertical"
    />
  )
}

export type NumberFieldProps = FieldProps & {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  unit?: string
}

/** A whole number. What is not a digit is not taken; the limits are said by the form's own check. */
export function NumberField({ value, onChange, min = 0, unit, ...field }: NumberFieldProps) {
  return (
    <TextInput
      {...asInput(field)}
      value={value === null ? '' : String(value)}
      onChange={(event) => {
        const digits = event.currentTarget.value.replace(/[^\d-]/g, '')
        const number = Number(digits)
        onChange(digits === '' || Number.isNaN(number) ? null : number)
      }}
      inputMode={min < 0 ? 'text' : 'numeric'}
      autoComplete="off"
      readOnly={field.lockedWhy !== undefined}
      rightSection={unit ? <span className="rc-muted">{unit}</span> : undefined}
      rightSectionWidth={unit ? unit.length * 8 + 16 : undefined}
    />
  )
}
