import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { sayExactly } from '#src/console/kit/time.ts'
import { useAnswer } from '#src/console/query.ts'
import { useParam } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { decisions, readReview, type Review, type ReviewPlan, type ReviewRow } from '../contract.ts'
import { RecordAbout } from './record-about.tsx'
import { MOST_PRINTED, useRecord } from './use-record.ts'
import { decisionWords, sayHint } from './words.ts'
import classes from './record.module.css'

/** `/reviews/:id/record`: the whole of a review on paper, with a line to sign on (HOUSE-5). */
export function RecordPage() {
  const id = useParam('id')
  const { can } = useMe()
  const { data, error, refetch } = useAnswer(readReview, { params: { id } }, { enabled: can('users.read') })
  if (!can('users.read')) return <NotAllowed page="Record" permission="users.read" />
  if (!data)
    return (
      <>
        <PageHeader title="Record" />
        <NotYet what="the review" loaded={false} error={error} onRetry={() => void refetch()} />
      </>
    )
  return <Record review={data.answer} />
}

function Record({ review }: { review: Review & { plans: ReviewPlan[] } }) {
  const { rows, whole, cut, error, again } = useRecord(review.id)
  const { tenant } = useMe()
  return (
    <div className={classes.record}>
      <PageHeader
        title={review.name}
        documentTitle={`${review.name} · Record · Reviews`}
        subtitle={`Access review of ${tenant.name}`}
        actions={
          <span className={classes.screenOnly}>
            <ButtonLink to={`/reviews/${review.id}`}>Back to the review</ButtonLink>{' '}
            <AppButton
              look="primary"
              disabledWhy={whole || cut ? undefined : 'Wait until every user is there.'}
              onClick={() => window.print()}
            >
              Print
            </AppButton>
          </span>
        }
      />
      <RecordAbout review={review} />
      {whole && <Sums rows={rows} />}
      <People rows={rows} />
      {!whole && !cut && (
        <NotYet what="the users" loaded={rows.length > 0} error={error} onRetry={() => void again()} />
      )}
      {cut && (
        <p>
          These are the first {formatNumber(MOST_PRINTED)} users. The record as a file (Download record) has all of
          them.
        </p>
      )}
      <SignOff reviewer={review.reviewer.name} />
    </div>
  )
}

/** "Keep 12 · Reduce 1 · Deactivate 2", of those whom one may see. */
const Sums = ({ rows }: { rows: readonly ReviewRow[] }) => {
  const of = (wanted: string) => rows.filter(({ decided }) => decided?.decision === wanted).length
  const open = rows.filter(({ decided }) => decided === null).length
  return (
    <p>
      {plural(rows.length, 'user')}:{' '}
      {decisions.map((one) => `${decisionWords[one]} ${formatNumber(of(one))}`).join(' · ')}
      {open > 0 && ` · not decided ${formatNumber(open)}`}
    </p>
  )
}

const People = ({ rows }: { rows: readonly ReviewRow[] }) => (
  <div className={classes.scroll} role="region" aria-label="Users and what was decided of them" tabIndex={0}>
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">At the start</th>
          <th scope="col">Decision</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.user.id}>
            <th scope="row">
              <bdi>{row.user.name}</bdi>
              <div className="rc-muted">
                <bdi>{row.user.username}</bdi>
              </div>
            </th>
            <td>
              <AtStart row={row} />
            </td>
            <Decided row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const AtStart = ({ row }: { row: ReviewRow }) => (
  <>
    {row.hints.length > 0 && <strong>{row.hints.map((hint) => sayHint(hint, row)).join(', ')}. </strong>}
    <bdi>{row.roles.map(({ name }) => name).join(', ') || 'No role'}</bdi> ·{' '}
    {row.lastSeenAt ? `signed in ${sayExactly(new Date(row.lastSeenAt))}` : 'never signed in'} · two-step{' '}
    {row.twoStep ? 'on' : 'off'}
    {row.queues.length > 0 && (
      <>
        {' '}
        · <bdi>{row.queues.join(', ')}</bdi>
      </>
    )}
  </>
)

function Decided({ row: { decided, earlier, changed } }: { row: ReviewRow }) {
  if (!decided)
    return (
      <>
        <td>Not decided</td>
        <td />
      </>
    )
  const { decision, roles, note, by, at } = decided
  return (
    <>
      <td>
        <strong>{decisionWords[decision]}</strong>
        {roles && (
          <>
            : <bdi>{roles.join(', ')}</bdi>
          </>
        )}
        {changed && ' (done)'}
        {note && <div className={classes.note}>{note}</div>}
        {earlier.map((said) => (
          <div key={said.at} className="rc-muted">
            Before: {decisionWords[said.decision]}, <bdi>{said.by}</bdi>, {sayExactly(new Date(said.at))}
            {said.note && ` – ${said.note}`}
          </div>
        ))}
      </td>
      <td>
        <bdi>{by}</bdi>
        <div className="rc-muted">{sayExactly(new Date(at))}</div>
      </td>
    </>
  )
}

const SignOff = ({ reviewer }: { reviewer: string }) => (
  <dl className={classes.signOff} aria-label="To sign">
    <div>
      <dt>Place and date</dt>
      <dd />
    </div>
    <div>
      <dt>
        Signed by the reviewer, <bdi>{reviewer}</bdi>
      </dt>
      <dd />
    </div>
  </dl>
)
