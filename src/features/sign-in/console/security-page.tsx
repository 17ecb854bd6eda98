import type { ComponentType } from 'react'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { OwnPassword } from '../../passwords/console/widgets/own-password.tsx'
import { OwnSecondStepSection } from '../../two-step/console/widgets/own-second-step.tsx'
import { OwnSessions } from '../../sessions/console/widgets/own-sessions.tsx'
import classes from '#src/console/kit/sections.module.css'

/** What protects one's own account, from top to bottom; each section is a card of the feature that it belongs to. */
const sections: readonly { readonly id: string; readonly title: string; readonly Section: ComponentType }[] = [
  { id: 'password', title: 'Password', Section: OwnPassword },
  { id: 'two-step', title: 'Two-step verification', Section: OwnSecondStepSection },
  { id: 'sessions', title: 'Where you are signed in', Section: OwnSessions },
]

/** `/me/security`: everybody's, whatever their roles. */
export function SecurityPage() {
  return (
    <div className={classes.page}>
      <PageHeader title="Security" subtitle="What protects your account. Others cannot see or change it here." />
      {sections.map(({ id, title, Section }) => (
        <section key={id} className={classes.section} aria-labelledby={`security-${id}`}>
          <h2 id={`security-${id}`}>{title}</h2>
          <Section />
        </section>
      ))}
    </div>
  )
}
