import classes from './brand.module.css'

/** The mark; the name always stands beside it. */
export const Brand = () => (
  <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden className={classes.mark}>
    <rect width="32" height="32" rx="7" />
    <path d="M8 10h10M8 16h16M8 22h7" />
    <path d="m20 21.5 2.5 2.5 4-5" />
  </svg>
)
