import type { ReactNode } from 'react'
import classes from '../form.module.css'

export type SectionProps = {
  /** What stands after # in the address. */ id: string
  title: string
  lead?: ReactNode
  children: ReactNode
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={`section-${id}`} className={classes.section} aria-labelledby={`heading-${id}`}>
      <h2 id={`heading-${id}`} tabIndex={-1}>
        {title}
      </h2>
      {lead && <p className="rc-muted">{lead}</p>}
      {children}
    </section>
  )
}

/** Fields side by side where there is room. */
export const Fields = ({ children }: { children: ReactNode }) => <div className={classes.fields}>{children}</div>
