import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { AppButton, TextButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable } from '#src/console/kit/plain-table.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { asked, keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { AppLink, useGo } from '#src/console/routing.tsx'
import { listRoles } from '../../roles/contract.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { sayProblem } from '../../users/console/widgets/say-problem.ts'
import { createImport, listImports, MOST_ROWS, readImport, type DraftSummary } from '../contract/drafts.ts'
import { downloadSample } from './download.ts'
import { asBody, nameOf, type Source } from './widgets/source.ts'
import { SourcePicker } from './widgets/source-picker.tsx'
import { importPath } from './widgets/import-path.ts'
import classes from './import.module.css'

/** `/users/import`: a file is dropped or rows are pasted, and become a draft that is looked at on its own page (BULK-6). */
export function StartPage() {
  const { can } = useMe()
  return can('users.create') ? <Start /> : <NotAllowed page="Bulk create" permission="users.create" />
}

function Start() {
  const [source, setSource] = useState<Source | null>(null)
  const { busy, problem, read, forget } = useReading()
  const choose = (next: Source | null) => {
    setSource(next)
    // What was wrong with another file is nothing to say of this one.
    forget()
    // Rows that are being pasted or typed are read when somebody says so, a file at once.
    if (next?.kind === 'file') void read(next)
  }
  return (
    <div className={classes.page}>
      <PageHeader
        title="Bulk create"
        subtitle={
          <>
            New users, or changes to many, from a file of up to {formatNumber(MOST_ROWS)} rows. Nobody is made or
            changed before you have seen the preview.{' '}
            <TextButton onClick={downloadSample}>Download a sample</TextButton>
          </>
        }
      />
      <section aria-labelledby="source" className={classes.section}>
        <h2 id="source">The people</h2>
        <SourcePicker source={source} onSource={choose} />
        {problem && (
          <Banner kind="danger" urgent>
            {problem}
          </Banner>
        )}
        <div className={classes.actions}>
          <AppButton
            look="primary"
            busy={busy}
            disabledWhy={source ? undefined : 'Choose a file or paste rows first.'}
            onClick={() => source && void read(source)}
          >
            Read and check
          </AppButton>
          <AppLink to="/users">Back to the list</AppLink>
        </div>
      </section>
      <Drafts />
    </div>
  )
}

/** Most people who are imported are agents, so that role is chosen at first where it may be given. */
async function firstRoles(): Promise<number[]> {
  const answered = await queryClient.fetchQuery({ ...asked(listRoles, {}), staleTime: 60_000 }).catch(() => undefined)
  const agent = answered?.answer.items.find(({ builtIn, grantable }) => builtIn === 'agent' && grantable)
  return agent ? [agent.id] : []
}

function useReading() {
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const read = async (source: Source) => {
    setBusy(true)
    setProblem(undefined)
    const body = { ...asBody(source), name: nameOf(source), roles: await firstRoles() }
    const outcome = await call(createImport, { body }, { idempotencyKey: newKey() })
    setBusy(false)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    const { id } = outcome.answer
    queryClient.setQueryData(keyOf(readImport, { params: { id } }), outcome)
    void queryClient.invalidateQueries({ queryKey: keyOf(listImports) })
    go(`${importPath}/${id}`)
  }
  return { busy, problem, read, forget: () => setProblem(undefined) }
}

/** What was begun and is not done yet; whoever left comes back to it. */
function Drafts() {
  const drafts = useAnswer(listImports, {}, { staleTime: 0 }).data?.answer.items ?? []
  if (drafts.length === 0) return null
  return (
    <section aria-labelledby="drafts" className={classes.page}>
      <h2 id="drafts">Your files</h2>
      <PlainTable
        caption="Files that you brought"
        columns={[
          { label: 'File', cell: (draft: DraftSummary) => <FileLink draft={draft} /> },
          { label: 'Rows', cell: ({ rows }) => plural(rows, 'row') },
          { label: 'State', cell: ({ plan }) => (plan ? (states[plan.state] ?? 'Not run yet') : 'Not run yet') },
          { label: 'Brought', wide: true, cell: ({ madeAt }) => <TimeText at={madeAt} /> },
          { label: 'Kept until', wide: true, cell: ({ keptUntil }) => <TimeText at={keptUntil} exact /> },
        ]}
        rows={drafts}
        idOf={({ id }) => id}
      />
    </section>
  )
}

const states: Readonly<Record<string, string>> = {
  running: 'Runs now',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

function FileLink({ draft: { id, name, plan } }: { draft: DraftSummary }) {
  const ran = plan !== null && plan.state in states
  return (
    <AppLink to={ran ? `/jobs/${plan.id}` : `${importPath}/${id}`}>
      <bdi>{name === '' ? 'Pasted rows' : name}</bdi>
    </AppLink>
  )
}
