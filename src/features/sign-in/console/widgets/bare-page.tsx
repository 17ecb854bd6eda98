import { useEffect, type ReactNode } from 'react'
import { Brand } from '#src/console/shell/brand.tsx'
import classes from './bare-page.module.css'

export type BarePageProps = {
  title: string
  children: ReactNode
  /** Below the title, muted. */
  lead?: ReactNode
  /** Below the card. */
  after?: ReactNode
  /** For pages with more than a few fields. */
  wide?: boolean
}

/** A page without rail and top bar: signing in, the first run. */
export function BarePage({ title, lead, children, after, wide }: BarePageProps) {
  useEffect(() => {
    document.title = `${title} · Rollcall`
  }, [title])
  return (
    <main className={classes.page}>
      <div className={classes.column} data-wide={wide || undefined}>
        <div className={classes.brand}>
          <Brand /> Rollcall
        </div>
        <div className={classes.card}>
          <h1>{title}</h1>
          {lead && <div className="rc-muted">{lead}</div>}
          {children}
        </div>
        {after}
      </div>
    </main>
  )
}
