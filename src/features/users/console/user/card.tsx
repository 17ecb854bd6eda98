import type { ReactNode } from 'react'
import classes from './user.module.css'

/** A part of a tab: a heading and what stands under it. */
export function Card({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.card}>
      <div className={classes.cardHead}>
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}

export type Fact = { readonly label: string; readonly value: ReactNode }

/** Labels and values; an empty value is said, so that it is seen to be empty. */
export function FactList({ facts }: { facts: readonly (Fact | false | undefined)[] }) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter((fact) => fact !== false && fact !== undefined)
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value === null || value === undefined || value === '' ? <span className="rc-muted">–</span> : value}
            </dd>
          </div>
        ))}
    </dl>
  )
}
