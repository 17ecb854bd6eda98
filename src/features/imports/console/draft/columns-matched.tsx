import { useAnswer } from '#src/console/query.ts'
import { listCustomFields } from '../../../custom-fields/contract.ts'
import { definition, type FieldName } from '../../../users/fields/catalogue.ts'
import { columnTargets, type ColumnTarget } from '../../contract.ts'
import type { Draft } from '../../contract/drafts.ts'
import type { DraftWork } from './use-draft.ts'
import classes from '../import.module.css'

const labelOf = (target: string): string =>
  target === 'wholeName' ? 'Full name' : definition(target as FieldName).label
type Choice = { readonly target: string; readonly label: string }

/** What a column can feed: every field of a user, the tenant's own too. */
function useTargets(): readonly Choice[] {
  const own = useAnswer(listCustomFields, { query: {} }, { staleTime: 60_000 }).data?.answer.items ?? []
  const choices = [
    ...columnTargets.map((target) => ({ target, label: labelOf(target) })),
    ...own.map(({ key, label }) => ({ target: `custom.${key}`, label })),
  ]
  return choices.sort((a, b) => a.label.localeCompare(b.label))
}

type Column = Draft['columns'][number]
const NOT_READ = ''
/** What the format of the file makes of a column is more than one field. */
const BY_FORMAT = '*'

/** Which field each column feeds; another choice is remembered for the next file with the same headings. */
export function ColumnsMatched({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { columns, options } = draft
  const targets = useTargets()
  const read = columns.filter(({ fate }) => fate === 'read').length
  const change = (column: Column, value: string) => {
    if (value === BY_FORMAT) return
    const target = value === NOT_READ ? null : (value as ColumnTarget)
    void work.change({ columns: { ...options.columns, [column.column]: target } })
  }
  return (
    <details className={classes.section} open={columns.some(({ fate }) => fate === 'unknown') || read === 0}>
      <summary>
        <h2>
          Columns: {read} of {columns.length} read
        </h2>
      </summary>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <caption className="rc-hidden-text">The columns of the file and what they feed</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Feeds</th>
              <th scope="col">Such as</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.column}>
                <th scope="row">
                  <bdi>{column.heading === '' ? `Column ${column.column}` : column.heading}</bdi>
                </th>
                <td>
                  <Feeds
                    column={column}
                    targets={targets}
                    chosen={options.columns?.[column.column]}
                    onChange={(to) => change(column, to)}
                  />
                </td>
                <td className={classes.samples}>
                  <bdi>{column.samples.join(' · ')}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

type FeedsProps = {
  column: Column
  targets: readonly Choice[]
  chosen: ColumnTarget | null | undefined
  onChange: (value: string) => void
}

function Feeds({ column, targets, chosen, onChange }: FeedsProps) {
  const { heading, fate, fields, suggestion } = column
  if (fate === 'secret') return <span className="rc-muted">Never read: it holds secrets</span>
  const several = fate === 'read' && chosen === undefined && fields.length !== 1
  const value =
    chosen === undefined ? (fate === 'read' ? (several ? BY_FORMAT : fields[0]!) : NOT_READ) : (chosen ?? NOT_READ)
  return (
    <>
      <select
        className={classes.select}
        aria-label={`What “${heading}” feeds`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value={NOT_READ}>Not read</option>
        {several && <option value={BY_FORMAT}>{fields.map(labelOf).join(', ')}</option>}
        {targets.map(({ target, label }) => (
          <option key={target} value={target}>
            {label}
          </option>
        ))}
      </select>
      {fate !== 'read' && suggestion && <span className="rc-muted"> Perhaps {labelOf(suggestion)}</span>}
    </>
  )
}
