import type { FocusEventHandler, ReactNode } from 'react'

/** What every field has: a label above, help below, and an error that says how to mend it. */
export type FieldProps = {
  label: string
  /** Becomes the id too, so that an error summary can link to it. */
  name: string
  help?: ReactNode
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  /** Shown but not changeable, with the reason below. */
  lockedWhy?: string
  onBlur?: FocusEventHandler<HTMLElement>
}

/** The common part in Mantine's words. */
export const asInput = ({ label, name, help, error, required, disabled, lockedWhy, onBlur }: FieldProps) => ({
  id: name,
  name,
  label,
  description: lockedWhy ?? help,
  error,
  required,
  disabled,
  onBlur,
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
})
