import { useEffect, useState, type ReactNode } from 'react'
import { AppButton } from './button.tsx'
import { CopyButton } from './copy.tsx'
import classes from './states.module.css'

export type EmptyStateProps = { title: string; children?: ReactNode; actions?: ReactNode }

/** Nothing here, and what to do about it. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <h2>{title}</h2>
      {children && <div className="rc-muted">{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}

export type ErrorStateProps = {
  /** "Couldn't load users." */
  title: string
  /** What still works, or how to mend it: "Your filters are kept." */
  children?: ReactNode
  onRetry?: () => void
  /** A short code for whoever runs the server. */
  reference?: string
}

export function ErrorState({ title, children, onRetry, reference }: ErrorStateProps) {
  return (
    <div className={classes.state} role="alert">
      <h2>{title}</h2>
      {children && <div className="rc-muted">{children}</div>}
      <div className={classes.actions}>
        {onRetry && <AppButton onClick={onRetry}>Try again</AppButton>}
        {reference && (
          <span className={classes.reference}>
            Ref <code>{reference}</code> <CopyButton text={reference} label="Copy the reference" />
          </span>
        )}
      </div>
    </div>
  )
}

/** True once `ms` have passed since it was first drawn: what is quick needs no placeholder. */
export function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return passed
}

export type SkeletonRowsProps = {
  rows?: number
  /** What is being fetched: "users". */
  what: string
  /** After three seconds: "Still searching 1.2 M users…" */
  slow?: ReactNode
  onCancel?: () => void
}

/** Rows of the right height while the first answer is under way; nothing for the first 300 ms. */
export function SkeletonRows({ rows = 10, what, slow, onCancel }: SkeletonRowsProps) {
  const visible = useAfter(300)
  const isSlow = useAfter(3000)
  if (!visible) return null
  return (
    <div aria-busy="true" role="status">
      <span className="rc-hidden-text">Loading {what}</span>
      {isSlow && (
        <div className={classes.slow}>
          {slow ?? `Still loading ${what}…`}{' '}
          {onCancel && (
            <AppButton small onClick={onCancel}>
              Cancel
            </AppButton>
          )}
        </div>
      )}
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row} aria-hidden>
          <span className={classes.bone} />
          <span className={classes.bone} />
          <span className={classes.bone} />
        </div>
      ))}
    </div>
  )
}

export type NotYetProps = {
  /** "the sites" */
  what: string
  loaded: boolean
  error: Error | null
  onRetry: () => void
  rows?: number
}

/** In the place of a list until its answer is there: bones of rows, or what failed; then nothing. */
export function NotYet({ what, loaded, error, onRetry, rows = 4 }: NotYetProps) {
  if (error) {
    return (
      <ErrorState title={`Couldn’t load ${what}.`} onRetry={onRetry}>
        {error.message}
      </ErrorState>
    )
  }
  return loaded ? null : <SkeletonRows what={what} rows={rows} />
}
