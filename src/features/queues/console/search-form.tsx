import { useState, type ReactNode } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import classes from './queues.module.css'

type SearchFormProps = {
  label: string
  search: string
  onSearch: (search: string) => void
  children?: ReactNode
}

/** A search that is asked for with Enter or its button; what else narrows the list stands beside it. */
export function SearchForm({ label, search, onSearch, children }: SearchFormProps) {
  const [typed, setTyped] = useState(search)
  const [asked, setAsked] = useState(search)
  // Going back, or clearing the search elsewhere, changes what stands here.
  if (asked !== search) {
    setAsked(search)
    setTyped(search)
  }
  return (
    <form
      role="search"
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault()
        onSearch(typed.trim())
      }}
    >
      <TextField label={label} name="queue-search" type="search" value={typed} onChange={setTyped} maxLength={100} />
      <AppButton type="submit">Find</AppButton>
      {children}
    </form>
  )
}
