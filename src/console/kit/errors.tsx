import { useEffect, useRef, type ReactNode } from 'react'
import classes from './errors.module.css'

/** An error below something that is not one of the kit's fields. Link it with aria-describedby. */
export const FieldError = ({ id, children }: { id: string; children: ReactNode }) => (
  <p id={id} className={classes.field}>
    {children}
  </p>
)

export type SummaryError = { /** The field's `name`, which is its id. */ field: string; label: string; message: string }

export type ErrorSummaryProps = {
  errors: readonly SummaryError[]
  /** Changes with each try to save; the summary then takes the focus. */ attempt: number
  title?: string
}

/** What keeps a form from being saved; every line leads to its field. */
export function ErrorSummary({ errors, attempt, title }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  if (errors.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} role="group" aria-labelledby="error-summary" className={classes.summary}>
      <h2 id="error-summary">
        {title ?? (errors.length === 1 ? 'One thing to mend' : `${errors.length} things to mend`)}
      </h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field + error.message}>
            <a
              href={`#${error.field}`}
              onClick={(event) => {
                event.preventDefault()
                focusField(error.field)
              }}
            >
              {error.label}: {error.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function focusField(name: string) {
  const found = document.getElementById(name) ?? document.getElementsByName(name)[0]
  const focusable = found?.matches('input, textarea, select, button, [tabindex]')
    ? found
    : found?.querySelector<HTMLElement>('input, textarea, button, [tabindex="0"]')
  found?.scrollIntoView({ block: 'center' })
  focusable?.focus({ preventScroll: true })
}
