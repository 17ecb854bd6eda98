import { useState, type KeyboardEvent } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { CheckIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import type { Draft, DraftRow } from '../../contract/drafts.ts'
import type { DraftWork } from './use-draft.ts'
import classes from '../import.module.css'

type Column = Draft['columns'][number]
type ProblemRowProps = { first: DraftRow; columns: readonly Column[]; work: DraftWork }

/** A row that stays where it is once it is mended, so that nothing moves under the hands. */
export function ProblemRow({ first, columns, work }: ProblemRowProps) {
  const [known, setKnown] = useState<{ from: DraftRow; now: DraftRow }>({ from: first, now: first })
  // What the server says anew counts; what was mended here counts until then.
  const row = known.from === first ? known.now : first
  const take = (now: DraftRow | undefined) => now && setKnown({ from: first, now })
  const mend = async (column: number, text: string) =>
    take(await work.mend({ line: row.line, cells: { [column]: text } }))
  const leave = async () => take(await work.mend({ line: row.line, leftOut: !row.leftOut }))
  const elsewhere = row.problems.filter((problem) => !columns.some(({ column }) => column === problem.column))
  const isRight = !row.leftOut && row.problems.length === 0
  return (
    <tr data-right={isRight || undefined} data-left={row.leftOut || undefined}>
      <th scope="row" className={classes.line}>
        {formatNumber(row.line)}
        {isRight && (
          <span className={classes.right}>
            <CheckIcon size={14} aria-hidden /> Right
          </span>
        )}
        {elsewhere.map(({ code, message }) => (
          <span key={`${code} ${message}`} className={classes.fault}>
            {message}
          </span>
        ))}
      </th>
      {columns.map((column) => (
        <Cell key={column.column} row={row} column={column} onMend={(text) => void mend(column.column, text)} />
      ))}
      <td>
        <AppButton small onClick={() => void leave()}>
          {row.leftOut ? 'Take in' : 'Leave out'}
        </AppButton>
      </td>
    </tr>
  )
}

type CellProps = { row: DraftRow; column: Column; onMend: (text: string) => void }

function Cell({ row, column: { column, heading }, onMend }: CellProps) {
  const text = row.cells[column - 1] ?? ''
  const problems = row.problems.filter((problem) => problem.column === column)
  const id = `fault-${row.line}-${column}`
  return (
    <td data-label={heading}>
      <input
        key={text}
        className={classes.cell}
        defaultValue={text}
        disabled={row.leftOut}
        aria-label={`${heading}, line ${row.line}`}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby={problems.length > 0 ? id : undefined}
        onBlur={(event) => {
          if (event.currentTarget.value !== text) onMend(event.currentTarget.value)
        }}
        onKeyDown={toNextProblem}
        spellCheck={false}
        autoComplete="off"
      />
      {problems.length > 0 && (
        <span id={id} className={classes.fault}>
          {problems.map(({ message }) => message).join(' ')}
        </span>
      )}
    </td>
  )
}

/** Enter goes on to the next cell with a problem, which sends this one by leaving it; Escape takes the typing back. */
function toNextProblem(event: KeyboardEvent<HTMLInputElement>): void {
  const input = event.currentTarget
  if (event.key === 'Escape') input.value = input.defaultValue
  if (event.key !== 'Enter') return
  event.preventDefault()
  const wrong = [...(input.closest('table')?.querySelectorAll<HTMLInputElement>('input[aria-invalid]') ?? [])]
  const next = wrong.find((one) => (input.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
  if (next) next.focus()
  else input.blur()
}
