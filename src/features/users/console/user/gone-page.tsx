import type { ReactNode } from 'react'
import { ButtonLink } from '#src/console/kit/button.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { insideConsole } from '#src/console/routing.tsx'
import { recallWalk } from '../widgets/walk.ts'
import classes from './user.module.css'

/** What is left of a person's page once they are deleted: what was done, and the way back. */
export function GonePage({ name, children }: { name: string; children: ReactNode }) {
  const { path, search } = insideConsole(recallWalk()?.address ?? '/users')
  return (
    <div className={classes.page}>
      <PageHeader title={name} documentTitle={`${name} · Deleted`} />
      {children}
      <p>
        <ButtonLink to={path} search={search}>
          Back to the list
        </ButtonLink>
      </p>
    </div>
  )
}
