import { RadioCards } from '#src/console/kit/choices.tsx'
import { AlertTriangleIcon } from '#src/console/kit/icons.ts'
import classes from './asking.module.css'

export type How = 'add' | 'remove' | 'replace'

/** Added to, taken from, or put in the place of what somebody has (BULK-5). */
export function HowChosen({ noun, how, onChange }: { noun: string; how: How; onChange: (how: How) => void }) {
  return (
    <>
      <RadioCards
        label="What to do"
        name={`how-${noun}`}
        options={[
          { value: 'add', label: 'Add', help: 'To what they have.' },
          { value: 'remove', label: 'Remove', help: 'From what they have.' },
          { value: 'replace', label: 'Replace', help: 'All that they have.' },
        ]}
        value={how}
        onChange={onChange}
      />
      {how === 'replace' && (
        <p role="status" className={classes.warning}>
          <AlertTriangleIcon size={16} aria-hidden /> Replace removes the {noun} they have now.
        </p>
      )}
    </>
  )
}
