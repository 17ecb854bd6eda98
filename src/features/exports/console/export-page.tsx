import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { DownloadIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, useAnswer } from '#src/console/query.ts'
import { useGo, useParam } from '#src/console/routing.tsx'
import { etagOf } from '#src/console/sending.ts'
import { ProgressBar } from '../../changes/console/widgets/progress-bar.tsx'
import { useWatched } from '../../changes/console/widgets/use-watched.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { deleteExport, KEPT_DAYS, readExport, type ExportView } from '../contract.ts'
import { download } from './download.ts'
import { isMoving, partDone, sayState } from './say-export.ts'
import { labelOf, useColumns } from './use-columns.ts'
import classes from './exports.module.css'

/** `/exports/:id`: how far an export is, and its file. The link in the mail leads here. */
export function ExportPage() {
  const id = useParam('id')
  return useMe().can('users.export') ? (
    <Read key={id} id={id} />
  ) : (
    <NotAllowed page="Export" permission="users.export" />
  )
}

function Read({ id }: { id: string }) {
  const ask = { params: { id } }
  const { data, error, refetch } = useAnswer(readExport, ask, { staleTime: 0 })
  const one = data?.answer
  useWatched(keyOf(readExport, ask), [id], one !== undefined && isMoving(one))
  if (error?.problem === 'not-found') return <Nothing />
  if (!one)
    return (
      <div className={classes.page}>
        <PageHeader title="Export" />
        <NotYet what="the export" loaded={false} error={error} onRetry={() => void refetch()} />
      </div>
    )
  return (
    <div className={classes.page}>
      <PageHeader
        title={one.fileName}
        documentTitle={`${one.fileName} · Exports`}
        subtitle={
          <>
            Asked for <TimeText at={one.madeAt} /> by <bdi>{one.by.name}</bdi>
          </>
        }
      />
      <State one={one} />
      <Buttons one={one} />
      <Facts one={one} />
    </div>
  )
}

const Nothing = () => (
  <>
    <PageHeader title="Export" />
    <EmptyState title="There is no such export" actions={<ButtonLink to="/exports">Go to the exports</ButtonLink>}>
      An export opens for whoever asked for it, and for the user whom its link was mailed to.
    </EmptyState>
  </>
)

function State({ one }: { one: ExportView }) {
  if (one.state === 'failed')
    return (
      <Banner kind="danger">
        There is no file. {one.fault} <span className="rc-muted">Export the users again.</span>
      </Banner>
    )
  if (one.state === 'expired')
    return (
      <Banner kind="info">
        The file is gone: it was kept for {KEPT_DAYS} days, or somebody in it was erased. Export the users again.
      </Banner>
    )
  if (one.state === 'ready') return null
  return (
    <>
      <ProgressBar part={partDone(one)} label={`Writing ${one.fileName}`} />
      <p role="status">{sayState(one)}</p>
      <p className="rc-muted">You can leave this page: the export goes on.</p>
    </>
  )
}

function Facts({ one }: { one: ExportView }) {
  const offered = useColumns()
  return (
    <dl className={classes.facts}>
      {one.state === 'ready' && (
        <>
          <dt>File</dt>
          <dd>{sayState(one)}</dd>
        </>
      )}
      {one.expiresAt && one.state === 'ready' && (
        <>
          <dt>Kept until</dt>
          <dd>
            <TimeText at={one.expiresAt} day />
          </dd>
        </>
      )}
      {one.emailTo && (
        <>
          <dt>{one.state === 'ready' ? 'Link mailed to' : 'Link goes to'}</dt>
          <dd>
            <bdi>{one.emailTo}</bdi>
          </dd>
        </>
      )}
      <dt>Columns</dt>
      <dd>{one.columns.map((name) => labelOf(name, offered)).join(', ')}</dd>
    </dl>
  )
}

function Buttons({ one }: { one: ExportView }) {
  const { user } = useMe()
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const remove = async () => {
    setBusy(true)
    const outcome = await call(deleteExport, { params: { id: one.id } }, { ifMatch: etagOf(one) })
    setBusy(false)
    if (outcome.ok) go('/exports')
    else setProblem(outcome.document.detail ?? `${outcome.document.title}.`)
  }
  return (
    <div className={classes.buttons}>
      {one.state === 'ready' && (
        <AppButton look="primary" icon={<DownloadIcon size={16} aria-hidden />} onClick={() => download(one.id)}>
          Download
        </AppButton>
      )}
      {one.by.kind === 'user' && one.by.id === user.id && (
        <AppButton busy={busy} onClick={() => void remove()}>
          {isMoving(one) ? 'Stop and delete' : 'Delete'}
        </AppButton>
      )}
      <ButtonLink to="/exports" look="quiet">
        All exports
      </ButtonLink>
      {problem && (
        <span role="alert" className={classes.problem}>
          {problem}
        </span>
      )}
    </div>
  )
}
