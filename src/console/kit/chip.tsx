import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { XIcon } from './icons.ts'
import classes from './chip.module.css'

export type ChipProps = {
  /** Reads as a sentence: "Skill is any of Spanish, Billing". */
  children: ReactNode
  /** The same in plain text, for the name of the cross. */
  text: string
  onEdit?: () => void
  onRemove?: () => void
  expanded?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A filter that stands above the list: pressing it edits, Backspace, Delete or the cross removes. */
export function Chip({ children, text, onEdit, onRemove, expanded, ref }: ChipProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (onRemove && (event.key === 'Backspace' || event.key === 'Delete')) {
      event.preventDefault()
      onRemove()
    }
  }
  return (
    <span className={classes.chip} onKeyDown={onKeyDown}>
      <button
        ref={ref}
        type="button"
        className={classes.words}
        onClick={onEdit}
        aria-expanded={expanded}
        aria-haspopup={onEdit ? 'dialog' : undefined}
      >
        <span className="rc-hidden-text">Edit filter: </span>
        {children}
      </button>
      {onRemove && (
        <button type="button" className={classes.remove} onClick={onRemove} aria-label={`Remove filter: ${text}`}>
          <XIcon size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** A small quiet label in a list: a skill, a tag. */
export function Label({ children }: { children: ReactNode }) {
  return <span className={classes.label}>{children}</span>
}
