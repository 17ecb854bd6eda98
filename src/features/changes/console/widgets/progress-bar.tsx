import classes from '../changes.module.css'

/** `part`: from 0 to 1. */
export function ProgressBar({ part, label }: { part: number; label: string }) {
  const percent = Math.floor(Math.min(Math.max(part, 0), 1) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classes.bar}
    >
      <span style={{ inlineSize: `${part * 100}%` }} />
    </div>
  )
}
