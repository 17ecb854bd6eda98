import { ButtonLink } from '#src/console/kit/button.tsx'
import type { Search } from '#src/console/routing.tsx'
import classes from '../changes.module.css'

export type MorePagesProps = {
  /** "people" */
  what: string
  to: string
  /** The search of the first page. */
  of: Search
  after: string | undefined
  /** The cursor of the next page, if there is one. */
  next: string | null | undefined
}

/** To the next page of a list, and back to its beginning. */
export function MorePages({ what, to, of, after, next }: MorePagesProps) {
  if (!after && !next) return null
  return (
    <nav aria-label={`Pages of ${what}`} className={classes.buttons}>
      {after && (
        <ButtonLink small to={to} search={of}>
          First
        </ButtonLink>
      )}
      {next && (
        <ButtonLink small to={to} search={{ ...of, after: next }}>
          Next
        </ButtonLink>
      )}
    </nav>
  )
}
