import { useEffect, useRef, useState, type Ref } from 'react'
import { useSearch, useSetSearch } from '../routing.tsx'
import { SearchIcon } from './icons.ts'
import { TextField } from './text-field.tsx'

const DEBOUNCE_MS = 150

type SearchFieldProps = {
  /** "Search desks" */
  label: string
  name: string
  ref: Ref<HTMLInputElement>
}

/** Narrows the list of a page while one types. It stands in the address as `q`, and the pages of the list begin anew with it. */
export function SearchField({ label, name, ref }: SearchFieldProps) {
  const { q = '' } = useSearch()
  const setSearch = useSetSearch()
  const [text, setText] = useState(q)
  const asked = useRef(q)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Back, or "Clear the search"; the echo of what is being typed does not overwrite it.
    if (q !== asked.current) {
      clearTimeout(timer.current)
      setText(q)
    }
    asked.current = q
  }, [q])
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = (typed: string) => {
    clearTimeout(timer.current)
    asked.current = typed.trim()
    setSearch({ q: asked.current || undefined, after: undefined }, { replace: true })
  }
  return (
    <div role="search">
      <TextField
        ref={ref}
        type="search"
        label={label}
        hiddenLabel
        placeholder={label}
        name={name}
        value={text}
        onChange={(typed) => {
          setText(typed)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => ask(typed), DEBOUNCE_MS)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) ask(text)
        }}
        leading={<SearchIcon size={16} aria-hidden />}
        maxLength={100}
      />
    </div>
  )
}
