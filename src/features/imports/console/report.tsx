import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { DownloadIcon } from '#src/console/kit/icons.ts'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import type { ImportReport } from '../contract.ts'
import { download, problemsAsCsv } from './download.ts'
import { sayChecked } from './use-import.ts'
import classes from './import.module.css'

const SHOWN = 200

/** What a check found: the problems first, by row and column, then what else is worth knowing. */
export function Checked({ report }: { report: ImportReport }) {
  return (
    <section aria-labelledby="checked" className={classes.result}>
      <h2 id="checked">{sayChecked(report)}</h2>
      <p className="rc-muted">Read as {report.format.label}. Nothing is created yet.</p>
      <Problems report={report} />
      <Warnings report={report} />
    </section>
  )
}

/** What became of the file. */
export function Made({ report, onAgain }: { report: ImportReport; onAgain: () => void }) {
  const { made, refused } = report
  const left = refused > 0 ? `; ${plural(refused, 'row')} left out` : ''
  return (
    <section aria-label="Result" className={classes.result}>
      <Banner
        kind={made === 0 ? 'warning' : refused > 0 ? 'info' : 'success'}
        actions={
          <>
            {made > 0 && (
              <ButtonLink small to="/users" search={{ status: 'any:pending', sort: '-created' }}>
                See them in the list
              </ButtonLink>
            )}
            <AppButton small onClick={onAgain}>
              Another file
            </AppButton>
          </>
        }
      >
        {made === 0 ? 'Nobody was created' : `${plural(made, 'user')} created, pending until they get a password`}
        {left}
      </Banner>
      <Problems report={report} />
      <Warnings report={report} />
    </section>
  )
}

function Problems({ report: { problems, problemCount } }: { report: ImportReport }) {
  if (problems.length === 0) return null
  return (
    <>
      <div className={classes.head}>
        <h3>{plural(problemCount, 'problem')}</h3>
        <AppButton
          small
          icon={<DownloadIcon size={16} aria-hidden />}
          onClick={() => download('problems.csv', problemsAsCsv(problems))}
        >
          Download as CSV
        </AppButton>
      </div>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Problems of the file">
        <table className={classes.table}>
          <caption className="rc-hidden-text">What keeps rows from going in</caption>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Column</th>
              <th scope="col">Problem</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, SHOWN).map(({ line, column, code, message }) => (
              <tr key={`${line} ${column} ${code} ${message}`}>
                <td className={classes.line}>{formatNumber(line)}</td>
                <td>
                  <bdi>{column}</bdi>
                </td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problemCount > SHOWN && (
        <p className="rc-muted">
          The first {SHOWN}.{' '}
          {problemCount > problems.length
            ? `The download holds the first ${formatNumber(problems.length)}.`
            : 'The download holds all of them.'}
        </p>
      )}
    </>
  )
}

function Warnings({ report: { warnings, warningCount } }: { report: ImportReport }) {
  if (warnings.length === 0) return null
  return (
    <>
      <h3>Worth knowing</h3>
      <ul className={classes.warnings}>
        {warnings.slice(0, SHOWN).map(({ line, code, message }) => (
          <li key={`${line} ${code} ${message}`}>
            {line !== null && `Line ${formatNumber(line)}: `}
            {message}
          </li>
        ))}
      </ul>
      {warningCount > SHOWN && <p className="rc-muted">And {plural(warningCount - SHOWN, 'more')}.</p>}
    </>
  )
}
