import { lazy, Suspense, useState } from 'react'
import {
  filters as definitions,
  type Filter,
  type FilterDefinition,
  type FilterName,
} from '../../../contract/filters.ts'
import { ChoiceList } from './choice-list.tsx'
import classes from './filter-editor.module.css'

const NamesEditor = lazy(async () => ({ default: (await import('./names-editor.tsx')).NamesEditor }))

export type FilterEditorProps = {
  name: FilterName
  filter: Filter | undefined
  /** Undefined takes the filter away. */
  onChange: (filter: Filter | undefined) => void
}

/** One filter being set: in a chip, in "+ Filter" or in the panel. */
export function FilterEditor(props: FilterEditorProps) {
  const { kind }: FilterDefinition = definitions[props.name]
  if (kind === 'time') return <TimeEditor {...props} />
  if (kind === 'yes-no') return <YesNoEditor {...props} />
  if (kind === 'name')
    return (
      <Suspense fallback={null}>
        <NamesEditor {...props} />
      </Suspense>
    )
  if (kind === 'user')
    return <p className="rc-muted">These people, whatever else is true of them. Tick others to pick others.</p>
  return <ValuesEditor {...props} />
}

type ValueOp = 'any' | 'all' | 'none' | 'unset' | 'set'

function ValuesEditor({ name, filter, onChange }: FilterEditorProps) {
  const { label, many, unset }: FilterDefinition = definitions[name]
  const [op, setOp] = useState<ValueOp>(filter && isValueOp(filter.op) ? filter.op : 'any')
  const values = filter && 'values' in filter ? filter.values : []
  const ops: [ValueOp, string][] = [
    ['any', 'is any of'],
    ...(many ? [['all', 'is all of'] as [ValueOp, string]] : []),
    ['none', 'is none of'],
    ...(unset
      ? ([
          ['unset', `not set (${unset})`],
          ['set', 'is set'],
        ] as [ValueOp, string][])
      : []),
  ]
  const apply = (nextOp: ValueOp, nextValues: readonly string[]) => {
    setOp(nextOp)
    if (nextOp === 'unset' || nextOp === 'set') return onChange({ op: nextOp })
    onChange(nextValues.length > 0 ? { op: nextOp, values: nextValues } : undefined)
  }
  return (
    <div className={classes.editor}>
      <Choose label={label} options={ops} value={op} onChange={(next) => apply(next, values)} />
      {op !== 'unset' && op !== 'set' && (
        <ChoiceList name={name} label={label} values={values} onChange={(next) => apply(op, next)} />
      )}
    </div>
  )
}

const isValueOp = (op: Filter['op']): op is ValueOp => op !== 'older' && op !== 'newer' && op !== 'between'

function YesNoEditor({ name, filter, onChange }: FilterEditorProps) {
  const value = filter && 'values' in filter && filter.values.length === 1 ? filter.values[0]! : 'either'
  const chosen = filter?.op === 'none' ? (value === 'yes' ? 'no' : 'yes') : value
  return (
    <fieldset className={classes.radios}>
      <legend className="rc-hidden-text">{definitions[name].label}</legend>
      {(
        [
          ['either', 'Either'],
          ['yes', 'Yes'],
          ['no', 'No'],
        ] as const
      ).map(([option, word]) => (
        <label key={option}>
          <input
            type="radio"
            name={`filter-${name}`}
            checked={chosen === option}
            onChange={() => onChange(option === 'either' ? undefined : { op: 'any', values: [option] })}
          />
          {word}
        </label>
      ))}
    </fieldset>
  )
}

const SPANS = [7, 30, 60, 90]

function TimeEditor({ name, filter, onChange }: FilterEditorProps) {
  const { label, unset }: FilterDefinition = definitions[name]
  const options: [string, string][] = [
    ['', 'at any time'],
    ...spans('newer', filter).map((n): [string, string] => [`newer:${n}`, `in the last ${n} days`]),
    ...spans('older', filter).map((n): [string, string] => [
      `older:${n}`,
      name === 'lastSignIn' ? `not for ${n} days` : `more than ${n} days ago`,
    ]),
    ['between', 'between two days'],
    ...(unset
      ? ([
          ['unset', unset],
          ['set', 'at some time'],
        ] as [string, string][])
      : []),
  ]
  const [between, setBetween] = useState(filter?.op === 'between')
  const choose = (chosen: string) => {
    setBetween(chosen === 'between')
    const [op, days] = chosen.split(':')
    if (op === 'newer' || op === 'older') onChange({ op, days: Number(days) })
    else if (op === 'unset' || op === 'set') onChange({ op })
    else if (op === '') onChange(undefined)
  }
  return (
    <div className={classes.editor}>
      <Choose label={label} options={options} value={between ? 'between' : sayTime(filter)} onChange={choose} />
      {between && <Range name={name} filter={filter} onChange={onChange} />}
    </div>
  )
}

const sayTime = (filter: Filter | undefined) =>
  !filter ? '' : filter.op === 'newer' || filter.op === 'older' ? `${filter.op}:${filter.days}` : filter.op
/** An address may ask for other spans than the usual ones. */
const spans = (op: 'newer' | 'older', filter: Filter | undefined) =>
  filter?.op === op && !SPANS.includes(filter.days) ? [...SPANS, filter.days].sort((a, b) => a - b) : SPANS

function Range({ name, filter, onChange }: FilterEditorProps) {
  const [range, setRange] = useState(
    filter?.op === 'between'
      ? { from: filter.from?.slice(0, 10) ?? '', to: filter.to?.slice(0, 10) ?? '' }
      : { from: '', to: '' },
  )
  const wrong = range.from !== '' && range.to !== '' && range.from > range.to
  const change = (part: Partial<typeof range>) => {
    const next = { ...range, ...part }
    setRange(next)
    if (next.from !== '' && next.to !== '' && next.from > next.to) return
    onChange(
      next.from === '' && next.to === '' ? undefined : { op: 'between', from: next.from || null, to: next.to || null },
    )
  }
  return (
    <div className={classes.range}>
      <label>
        From
        <input
          type="date"
          value={range.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
          aria-describedby={`filter-${name}-range`}
        />
      </label>
      <label>
        To
        <input
          type="date"
          value={range.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
          aria-invalid={wrong}
        />
      </label>
      <p id={`filter-${name}-range`} className="rc-muted">
        {wrong ? 'The first day is after the last. Swap them.' : 'Whole days, in UTC. Either may be left open.'}
      </p>
    </div>
  )
}

type ChooseProps<V extends string> = {
  label: string
  options: readonly [V, string][]
  value: V
  onChange: (value: V) => void
}

/** The browser's own select: it needs no second panel over this one. */
function Choose<V extends string>({ label, options, value, onChange }: ChooseProps<V>) {
  return (
    <label className={classes.choose}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as V)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
