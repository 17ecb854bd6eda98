import type { ReactNode } from 'react'
import { CheckIcon, CircleIcon } from '#src/console/kit/icons.ts'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { importPath } from '../../../imports/console/widgets/import-path.ts'
import { listFirstSteps, type FirstStepName } from '../../contract.ts'
import classes from './first-steps.module.css'

type Step = {
  readonly label: string
  readonly says: string
  /** Where it is done. */
  readonly ways: readonly (readonly [to: string, words: string])[]
}

const steps: Readonly<Record<FirstStepName, Step>> = {
  sites: {
    label: 'Name your sites',
    says: 'Where your people work. Everybody belongs to one, and takes its time zone.',
    ways: [['/settings/sites', 'Add sites']],
  },
  administrator: {
    label: 'Add an administrator',
    says: 'Somebody of this company, who then manages it without you.',
    ways: [['/users/new', 'New user']],
  },
  people: {
    label: 'Bring your people',
    says: 'One by one with an invitation by mail, or all at once from a spreadsheet.',
    ways: [
      ['/users/new', 'New user'],
      [importPath, 'Bulk create'],
    ],
  },
  groups: {
    label: 'Make desks, skills and other groups',
    says: 'So that people are found, managed and reviewed together.',
    ways: [
      ['/teams/desks', 'Desks'],
      ['/teams/skills', 'Skills'],
    ],
  },
  queues: {
    label: 'Make queues',
    says: 'Where calls wait. Agents are assigned there, each with a priority.',
    ways: [['/queues', 'Queues']],
  },
}

/** What to do first in a new tenant; it ticks itself, and goes once it is done. */
export function FirstSteps() {
  const items = useAnswer(listFirstSteps, {}, { staleTime: 0 }).data?.answer.items ?? []
  if (items.length === 0) return null
  const done = items.filter((item) => item.done).length
  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps">
        First steps: {done} of {items.length} done
      </h2>
      <ul className={classes.list} aria-labelledby="first-steps">
        {items.map((item) => (
          <Line key={item.name} done={item.done} step={steps[item.name]} />
        ))}
      </ul>
    </section>
  )
}

const Line = ({ done, step: { label, says, ways } }: { done: boolean; step: Step }) => (
  <li className={classes.item} data-done={done || undefined}>
    <Mark done={done} />
    <div>
      <strong>{label}</strong>
      {!done && <p className="rc-muted">{says}</p>}
    </div>
    {!done && (
      <span className={classes.ways}>
        {ways.map(([to, words]) => (
          <AppLink key={to} to={to} aria-label={`${words}: ${label}`}>
            {words}
          </AppLink>
        ))}
      </span>
    )}
  </li>
)

function Mark({ done }: { done: boolean }): ReactNode {
  const Icon = done ? CheckIcon : CircleIcon
  return (
    <span className={classes.mark}>
      <Icon size={18} aria-hidden />
      <span className="rc-hidden-text">{done ? 'Done:' : 'To do:'}</span>
    </span>
  )
}
