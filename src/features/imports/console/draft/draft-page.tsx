import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { useGo, useParam } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { sayProblem } from '../../../users/console/widgets/say-problem.ts'
import { listImports, planImport, readImport, type Draft } from '../../contract/drafts.ts'
import { importPath } from '../widgets/import-path.ts'
import { ColumnsMatched } from './columns-matched.tsx'
import { DraftOptions } from './draft-options.tsx'
import { ProblemGrid } from './problem-grid.tsx'
import { sayCounts, sayGo, whyNot } from './say.ts'
import { UnknownGroups } from './unknown-groups.tsx'
import { useDraftAnswer, useDraftWork, type DraftWork } from './use-draft.ts'
import classes from '../import.module.css'

/** `/users/import/:id`: what a file would do, its problems first; leaving and coming back loses nothing (BULK-6). */
export function DraftPage() {
  const id = useParam('id')
  const { can } = useMe()
  return can('users.create') ? <Read key={id} id={id} /> : <NotAllowed page="Bulk create" permission="users.create" />
}

function Read({ id }: { id: string }) {
  const { data, error, refetch } = useDraftAnswer(id)
  const work = useDraftWork(id)
  if (error?.problem === 'not-found')
    return (
      <>
        <PageHeader title="Bulk create" />
        <EmptyState title="There is no such file" actions={<ButtonLink to={importPath}>Bring a file</ButtonLink>}>
          It is kept for a day after you last touched it, and only you can open it.
        </EmptyState>
      </>
    )
  if (!data)
    return (
      <>
        <PageHeader title="Bulk create" />
        <NotYet what="the file" loaded={false} error={error} onRetry={() => void refetch()} />
      </>
    )
  return <Work draft={data.answer} work={work} />
}

const RAN = ['running', 'done', 'cancelled', 'failed']

function Work({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { counts, format, plan, keptUntil } = draft
  const title = draft.name === '' ? 'Pasted rows' : draft.name
  const subtitle = (
    <>
      {plural(counts.rows, 'row')}, read as {format.label}. Kept until <TimeText at={keptUntil} exact />.
    </>
  )
  if (plan && RAN.includes(plan.state))
    return (
      <div className={classes.page}>
        <PageHeader title={title} documentTitle="Bulk create" subtitle={subtitle} />
        <Banner
          kind="success"
          actions={
            <ButtonLink small to={`/jobs/${plan.id}`}>
              See what came of it
            </ButtonLink>
          }
        >
          This file was run. Bring it again to change more.
        </Banner>
      </div>
    )
  return (
    <div className={classes.page}>
      <PageHeader title={title} documentTitle="Bulk create" subtitle={subtitle} />
      <p className={classes.counts} data-bad={counts.refused > 0 || undefined}>
        <strong>{sayCounts(counts)}</strong>
      </p>
      {work.problem && (
        <Banner kind="danger" urgent>
          {work.problem}
        </Banner>
      )}
      <ColumnsMatched draft={draft} work={work} />
      <DraftOptions draft={draft} work={work} />
      <UnknownGroups draft={draft} work={work} />
      {counts.refused > 0 && <ProblemGrid draft={draft} work={work} />}
      <Warnings draft={draft} />
      <Foot draft={draft} work={work} />
    </div>
  )
}

function Warnings({ draft: { warnings, warningCount } }: { draft: Draft }) {
  if (warnings.length === 0) return null
  return (
    <section aria-labelledby="warnings" className={classes.section}>
      <h2 id="warnings">Worth knowing</h2>
      <ul className={classes.warnings}>
        {warnings.map(({ line, code, message }) => (
          <li key={`${line} ${code} ${message}`}>
            {line !== null && `Line ${line}: `}
            {message}
          </li>
        ))}
      </ul>
      {warningCount > warnings.length && (
        <p className="rc-muted">And {plural(warningCount - warnings.length, 'more')}.</p>
      )}
    </section>
  )
}

/** Plans what can go in; its page shows everybody, before anything is written. */
function Foot({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { busy, problem, plan, discard } = useEnd(draft.id, work)
  const why = whyNot(draft.counts, draft.options.allOrNothing === true)
  return (
    <div className={classes.foot}>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <div className={classes.actions}>
        <AppButton look="primary" busy={busy || work.busy} disabledWhy={why} onClick={() => void plan()}>
          {why === undefined ? sayGo(draft.counts) : 'Preview'}
        </AppButton>
        <AppButton onClick={() => void discard()}>Discard the file</AppButton>
        {why !== undefined && <span className="rc-muted">{why}</span>}
      </div>
    </div>
  )
}

function useEnd(id: string, work: DraftWork) {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const plan = async () => {
    setBusy(true)
    setProblem(undefined)
    const outcome = await call(planImport, { params: { id } }, { idempotencyKey: newKey() })
    setBusy(false)
    // Planning may check once more, and leave another version.
    void queryClient.invalidateQueries({ queryKey: keyOf(readImport, { params: { id } }) })
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    go(`/plans/${outcome.answer.id}`)
  }
  const discard = async () => {
    if (!(await work.discard())) return
    await queryClient.invalidateQueries({ queryKey: keyOf(listImports) })
    go(importPath)
  }
  return { busy, problem, plan, discard }
}
