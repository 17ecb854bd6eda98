import { Combobox, Loader, Pill, PillsInput, TextInput, useCombobox } from '@mantine/core'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { asInput, type FieldProps } from './field.ts'
import { ChevronDownIcon } from './icons.ts'
import classes from './picker.module.css'

export type PickerOption = {
  readonly value: string
  readonly label: string
  /** Muted, at the end of the row: the local time, a code. */
  readonly detail?: string
}

export type PickerProps = FieldProps & {
  chosen: readonly PickerOption[]
  onChoose: (chosen: PickerOption[]) => void
  /** Many stand as pills; one stands as the field's text. */
  many?: boolean
  /** What is offered for the present search, 50 at most. */
  options: readonly PickerOption[]
  search: string
  onSearch: (search: string) => void
  busy?: boolean
  /** Instead of options: nothing found, what failed. */
  nothing?: ReactNode
  /** Below the options: "Showing 50 of 312, go on typing". */
  foot?: ReactNode
  placeholder?: string
  clearable?: boolean
  /** When the list is opened: time to ask the server. */
  onOpen?: () => void
}

/** A searchable list behind a field; RemotePicker, TimeZonePicker and LanguagePicker are made of it. */
export function Picker(props: PickerProps) {
  const { chosen, onChoose, many = false, options, onSearch, busy, nothing, foot, lockedWhy, onOpen } = props
  const combobox = useCombobox({
    onDropdownOpen: onOpen,
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      onSearch('')
    },
  })
  const submit = (value: string) => {
    const option = options.find((o) => o.value === value)
    if (!option) return
    if (many)
      onChoose(chosen.some((c) => c.value === value) ? chosen.filter((c) => c.value !== value) : [...chosen, option])
    else onChoose([option])
    onSearch('')
    if (!many) combobox.closeDropdown()
  }
  const open = () => lockedWhy === undefined && combobox.openDropdown()
  // Whoever goes on by keyboard leaves no list standing over what comes next.
  const leave = (event: FocusEvent<HTMLElement>) => {
    combobox.closeDropdown()
    props.onBlur?.(event)
  }
  const Field = many ? ManyField : OneField
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={submit}
      keepMounted={false}
      transitionProps={{ duration: 120 }}
      shadow="md"
      withinPortal
    >
      <Field
        {...props}
        onBlur={leave}
        opened={combobox.dropdownOpened}
        open={open}
        firstOption={() => combobox.selectFirstOption()}
      />
      <Combobox.Dropdown hidden={options.length === 0 && !nothing && !busy}>
        <Combobox.Options mah={320} className={classes.options} aria-label={props.label}>
          {options.map((option) => (
            <Combobox.Option
              key={option.value}
              value={option.value}
              active={chosen.some((c) => c.value === option.value)}
              className={classes.option}
            >
              <bdi>{option.label}</bdi>
              {option.detail && <span className={classes.detail}>{option.detail}</span>}
            </Combobox.Option>
          ))}
          {options.length === 0 && <Combobox.Empty>{busy ? 'Searching…' : nothing}</Combobox.Empty>}
        </Combobox.Options>
        {foot && <Combobox.Footer className={classes.foot}>{foot}</Combobox.Footer>}
      </Combobox.Dropdown>
    </Combobox>
  )
}

type InnerProps = PickerProps & { opened: boolean; open: () => void; firstOption: () => void }

const inputWords = ({ label, name, help, error, required, disabled, lockedWhy, onBlur }: FieldProps) =>
  asInput({ label, name, help, error, required, disabled, lockedWhy, onBlur })

function OneField(props: InnerProps) {
  const { chosen, onChoose, search, onSearch, opened, open, firstOption, placeholder, clearable, busy, lockedWhy } =
    props
  const shown = chosen[0]?.label ?? ''
  return (
    <Combobox.Target>
      <TextInput
        {...inputWords(props)}
        // While it is open the text is a search; what is chosen stays visible as the placeholder.
        value={opened ? search : shown}
        placeholder={opened ? shown || placeholder : placeholder}
        readOnly={lockedWhy !== undefined}
        autoComplete="off"
        spellCheck={false}
        onClick={open}
        onChange={(event) => {
          open()
          onSearch(event.currentTarget.value)
          firstOption()
        }}
        onKeyDown={(event) => {
          if (clearable && !opened && (event.key === 'Backspace' || event.key === 'Delete')) onChoose([])
        }}
        rightSection={
          busy ? (
            <Loader size={14} />
          ) : clearable && chosen.length > 0 ? (
            <Combobox.ClearButton aria-label={`Clear ${props.label}`} onClear={() => onChoose([])} />
          ) : (
            <ChevronDownIcon size={16} aria-hidden />
          )
        }
        rightSectionPointerEvents={clearable && chosen.length > 0 ? 'all' : 'none'}
      />
    </Combobox.Target>
  )
}

function ManyField(props: InnerProps) {
  const { chosen, onChoose, search, onSearch, open, firstOption, placeholder, lockedWhy, required } = props
  const { onBlur, ...wrapper } = inputWords(props)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && search === '' && chosen.length > 0) onChoose(chosen.slice(0, -1))
  }
  return (
    <Combobox.DropdownTarget>
      <PillsInput {...wrapper} onClick={open}>
        <Pill.Group>
          {chosen.map((one) => (
            <Pill
              key={one.value}
              withRemoveButton={lockedWhy === undefined}
              onRemove={() => onChoose(chosen.filter((c) => c.value !== one.value))}
              removeButtonProps={{ 'aria-label': `Remove ${one.label}`, 'aria-hidden': undefined, tabIndex: 0 }}
            >
              <bdi>{one.label}</bdi>
            </Pill>
          ))}
          <Combobox.EventsTarget>
            <PillsInput.Field
              value={search}
              placeholder={chosen.length === 0 ? placeholder : undefined}
              autoComplete="off"
              readOnly={lockedWhy !== undefined}
              aria-required={required}
              onFocus={open}
              onBlur={onBlur}
              onKeyDown={onKeyDown}
              onChange={(event) => {
                open()
                onSearch(event.currentTarget.value)
                firstOption()
              }}
            />
          </Combobox.EventsTarget>
        </Pill.Group>
      </PillsInput>
    </Combobox.DropdownTarget>
  )
}
