import { CheckIcon } from '#src/console/kit/icons.ts'
import classes from './setup.module.css'

type StepLineProps = { steps: readonly { name: string; title: string }[]; current: string }

/** Where in the wizard one is; the way back is the button. */
export function StepLine({ steps, current }: StepLineProps) {
  const at = steps.findIndex((step) => step.name === current)
  return (
    <ol className={classes.steps} aria-label="Steps">
      {steps.map((step, index) => (
        <li key={step.name} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
          <span className={classes.number} aria-hidden>
            {index < at ? <CheckIcon size={14} /> : index + 1}
          </span>
          {step.title}
          {index < at && <span className="rc-hidden-text">, done</span>}
        </li>
      ))}
    </ol>
  )
}
