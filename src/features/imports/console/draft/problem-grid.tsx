import { useState } from 'react'
import { addressOf } from '#src/console/api.ts'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { DownloadIcon } from '#src/console/kit/icons.ts'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { downloadImportProblems, listImportRows, type Draft, type DraftRow } from '../../contract/drafts.ts'
import { ProblemRow } from './problem-row.tsx'
import type { DraftWork } from './use-draft.ts'
import classes from '../import.module.css'

type Problem = Draft['problems'][number]
type ProblemGridProps = { draft: Draft; work: DraftWork }

/** The rows with problems, as a table that is typed into; a mended cell is checked at once. */
export function ProblemGrid({ draft, work }: ProblemGridProps) {
  const [after, setAfter] = useState('0')
  const [chosen, setChosen] = useState<Problem>()
  const one = chosen && { field: chosen.field, code: chosen.code }
  const query = { only: 'problems' as const, limit: '50', after, ...one }
  const ask = { params: { id: draft.id }, query }
  const { data, error, refetch } = useAnswer(listImportRows, ask, { keepPrevious: true, staleTime: 60_000 })
  const page = data?.answer
  const columns = draft.columns.filter(({ fate }) => fate === 'read')
  return (
    <section aria-labelledby="problems" className={classes.section}>
      <div className={classes.head}>
        <h2 id="problems">{plural(draft.counts.refused, 'row')} with problems</h2>
        <a
          href={addressOf(downloadImportProblems, { params: { id: draft.id }, query: { ...one } })}
          className={classes.download}
        >
          <DownloadIcon size={16} aria-hidden /> Download {chosen ? 'these' : 'them'} with the reasons
        </a>
      </div>
      <Common
        draft={draft}
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next)
          setAfter('0')
        }}
      />
      <NotYet what="the rows" loaded={page !== undefined} error={error} onRetry={() => void refetch()} />
      {page && (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label="Rows with problems">
          <table className={`${classes.table} ${classes.grid}`}>
            <caption className="rc-hidden-text">
              Rows with problems. Enter goes to the next cell with a problem.
            </caption>
            <thead>
              <tr>
                <th scope="col">Line</th>
                {columns.map(({ column, heading }) => (
                  <th key={column} scope="col">
                    <bdi>{heading}</bdi>
                  </th>
                ))}
                <th scope="col">
                  <span className="rc-hidden-text">Leave out</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((row: DraftRow) => (
                <ProblemRow key={`${row.line}`} first={row} columns={columns} work={work} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Turning after={after} next={page?.next ?? null} onTurn={setAfter} onAgain={() => void refetch()} />
    </section>
  )
}

type CommonProps = { draft: Draft; chosen: Problem | undefined; onChoose: (problem: Problem | undefined) => void }
const keyOf = ({ field, code }: Problem) => `${field} ${code}`

/** What many rows have in common, so that an option may mend all of them at once, or the eye go from one to the next. */
function Common({ draft: { problems }, chosen, onChoose }: CommonProps) {
  const shown = problems.slice(0, 8)
  // What was chosen stays there to be left, though its last row is mended.
  const gone = chosen && !shown.some((one) => keyOf(one) === keyOf(chosen)) ? [{ ...chosen, rows: 0 }] : []
  return (
    <ul className={classes.warnings}>
      {[...shown, ...gone].map((one) => {
        const isChosen = chosen !== undefined && keyOf(chosen) === keyOf(one)
        return (
          <li key={keyOf(one)} data-chosen={isChosen || undefined}>
            <strong>{formatNumber(one.rows)}</strong> {one.column !== '' && <bdi>{one.column}: </bdi>}
            {one.message}{' '}
            {(problems.length > 1 || isChosen) && (
              <TextButton
                aria-label={isChosen ? 'Show all problems' : `Show these: ${one.column} ${one.message}`}
                onClick={() => onChoose(isChosen ? undefined : one)}
              >
                {isChosen ? 'Show all' : 'Show these'}
              </TextButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}

type TurningProps = { after: string; next: string | null; onTurn: (after: string) => void; onAgain: () => void }

function Turning({ after, next, onTurn, onAgain }: TurningProps) {
  if (after === '0' && next === null) return null
  return (
    <div className={classes.actions}>
      {after !== '0' && (
        <AppButton
          small
          onClick={() => {
            onTurn('0')
            onAgain()
          }}
        >
          Back to the first
        </AppButton>
      )}
      {next !== null && (
        <AppButton small onClick={() => onTurn(next)}>
          Next rows
        </AppButton>
      )}
    </div>
  )
}
