import { useEffect, useRef, useState, type Ref } from 'react'
import { IconButton } from '#src/console/kit/button.tsx'
import { SearchIcon, XIcon } from '#src/console/kit/icons.ts'
import { LONGEST_SEARCH } from '../address/address.ts'
import { pastedList } from './pasted.ts'
import classes from './search-box.module.css'

const DEBOUNCE_MS = 150

export type SearchBoxProps = {
  value: string
  /** `committed`: with Enter, or the cross; else while typing. */
  onSearch: (text: string, committed: boolean) => void
  /** A list of usernames, e-mails or extensions was pasted: it becomes a filter of its own. */
  onPasteList: (values: readonly string[]) => void
  ref: Ref<HTMLInputElement>
}

/** One box for names, usernames, e-mails, extensions and caller IDs, in any script. */
export function SearchBox({ value, onSearch, onPasteList, ref }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const asked = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Somebody else changed it: Back, a view, "Clear all". What is being typed is not overwritten by its own echo.
    if (value !== asked.current) setText(value)
    asked.current = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = (next: string, committed: boolean) => {
    clearTimeout(timer.current)
    asked.current = next
    onSearch(next, committed)
  }
  const type = (next: string, composing: boolean) => {
    setText(next)
    clearTimeout(timer.current)
    // Half a character of an input method finds nothing.
    if (!composing) timer.current = setTimeout(() => ask(next, false), DEBOUNCE_MS)
  }
  return (
    <div role="search" className={classes.box}>
      <SearchIcon size={16} aria-hidden className={classes.icon} />
      <input
        ref={ref}
        type="search"
        name="q"
        value={text}
        maxLength={LONGEST_SEARCH}
        placeholder="Search name, e-mail, ext., caller ID"
        aria-label="Search users by name, e-mail, username, extension or caller ID"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => type(event.currentTarget.value, false)}
        onPaste={(event) => {
          const values = pastedList(event.clipboardData.getData('text'))
          if (values === null) return
          event.preventDefault()
          onPasteList(values)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) ask(text, true)
        }}
      />
      {text !== '' && (
        <IconButton
          label="Clear the search"
          icon={<XIcon size={16} />}
          onClick={() => {
            setText('')
            ask('', true)
          }}
        />
      )}
    </div>
  )
}
