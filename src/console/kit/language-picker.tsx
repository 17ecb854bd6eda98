import { useState } from 'react'
import type { FieldProps } from './field.ts'
import { findLanguages, languageOf, type Language } from './languages.ts'
import { Picker, type PickerOption } from './picker.tsx'

const MOST_SHOWN = 50

export type LanguagePickerProps = FieldProps & {
  /** BCP 47 tags, in the order of preference. */
  value: readonly string[]
  onChange: (tags: string[]) => void
  /** One language instead of several. */
  single?: boolean
  placeholder?: string
}

const asOption = ({ tag, name, own }: Language): PickerOption => ({
  value: tag,
  label: name,
  detail: own === name ? tag : `${own} · ${tag}`,
})

/** Languages by English name, own name or tag. */
export function LanguagePicker({ value, onChange, single = false, ...field }: LanguagePickerProps) {
  const [search, setSearch] = useState('')
  return (
    <Picker
      {...field}
      many={!single}
      clearable={single}
      chosen={value.map((tag) => asOption(languageOf(tag)))}
      onChoose={(chosen) => onChange(chosen.map((one) => one.value))}
      options={findLanguages(search).slice(0, MOST_SHOWN).map(asOption)}
      search={search}
      onSearch={setSearch}
      nothing="No language has that name or tag"
    />
  )
}
