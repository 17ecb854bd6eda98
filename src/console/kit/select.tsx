import { MultiSelect as MantineMultiSelect, Select as MantineSelect } from '@mantine/core'
import { asInput, type FieldProps } from './field.ts'

export type SelectOption = { readonly value: string; readonly label: string; readonly disabled?: boolean }

/** Beyond this a list is slow to draw and hopeless to read: RemotePicker asks the server instead. */
const MOST_OPTIONS = 200

export type SelectProps = FieldProps & {
  options: readonly SelectOption[]
  value: string | null
  onChange: (value: string | null) => void
  placeholder?: string
  clearable?: boolean
  /** Typing narrows the list; on by itself from eight options. */
  searchable?: boolean
}

export function Select({ options, value, onChange, placeholder, clearable, searchable, ...field }: SelectProps) {
  return (
    <MantineSelect
      {...asInput(field)}
      data={checked(options)}
      value={value}
      onChange={onChange}
      placeholder={placeholder}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': `Clear ${field.label}` }}
      searchable={searchable ?? options.length >= 8}
      allowDeselect={false}
      readOnly={field.lockedWhy !== undefined}
      nothingFoundMessage="Nothing found"
      maxDropdownHeight={320}
      comboboxProps={comboboxProps}
    />
  )
}

export type MultiSelectProps = FieldProps & {
  options: readonly SelectOption[]
  value: readonly string[]
  onChange: (value: string[]) => void
  placeholder?: string
}

export function MultiSelect({ options, value, onChange, placeholder, ...field }: MultiSelectProps) {
  return (
    <MantineMultiSelect
      {...asInput(field)}
      data={checked(options)}
      value={[...value]}
      onChange={onChange}
      placeholder={value.length === 0 ? placeholder : undefined}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${field.label}` }}
      readOnly={field.lockedWhy !== undefined}
      nothingFoundMessage="Nothing found"
      maxDropdownHeight={320}
      comboboxProps={comboboxProps}
    />
  )
}

const comboboxProps = { transitionProps: { duration: 120 }, shadow: 'md' } as const

function checked(options: readonly SelectOption[]) {
  if (options.length > MOST_OPTIONS)
    throw new Error(`A select of ${options.length} options; use RemotePicker beyond ${MOST_OPTIONS}.`)
  return options.map((o) => ({ ...o }))
}
