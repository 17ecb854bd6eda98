import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { NotFound } from '#src/console/shell/pages.tsx'
import { FilePicker } from '../../imports/console/widgets/file-picker.tsx'
import { nameOf, type FileSource } from '../../imports/console/widgets/source.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import {
  callFieldLabels,
  callFields,
  callFormats,
  sendCallFile,
  type CallField,
  type CallFormat,
  type FileReport,
} from '../contract/files.ts'
import { Report } from './report.tsx'
import classes from './pages.module.css'

const KINDS = { says: 'CSV or TXT', accept: '.csv,.txt,text/csv,text/plain' }
const RECOGNISE = 'recognise'

/** `/calls/import`: a file of a telephone system; looked at first, counted then (LOG-4). */
export function ImportCallsPage() {
  const { reach, hasModule } = useMe()
  if (!hasModule('calls')) return <NotFound />
  if (!reach('activity.send')?.everywhere) return <NotAllowed page="Read a file of calls" permission="activity.send" />
  return <Import />
}

type Options = { format: CallFormat | null; zone: string | null; columns: Partial<Record<CallField, string>> }
type Shown = { readonly report: FileReport; readonly counted: boolean }

function useFile(file: FileSource | null, { format, zone, columns }: Options) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [shown, setShown] = useState<Shown>()
  const ask = (sent: FileSource, dryRun: boolean) =>
    call(sendCallFile, {
      body: {
        base64: sent.base64,
        name: nameOf(sent),
        dryRun,
        columns,
        ...(format ? { format } : {}),
        ...(zone ? { zone } : {}),
      },
    })
  const send = async (dryRun: boolean) => {
    if (!file) return
    setBusy(true)
    const outcome = await ask(file, dryRun)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    // What cannot be counted as it is may be looked at, which shows where to say what its columns are.
    const looked = outcome.ok || dryRun ? outcome : await ask(file, true)
    setBusy(false)
    setShown(looked.ok ? { report: looked.answer, counted: !dryRun && outcome.ok } : undefined)
  }
  const forget = () => {
    setShown(undefined)
    setProblem(undefined)
  }
  return { send, busy, problem, shown, forget }
}

function Import() {
  const { user } = useMe()
  const [file, setFile] = useState<FileSource | null>(null)
  const [options, setOptions] = useState<Options>({ format: null, zone: user.timeZone, columns: {} })
  const { send, busy, problem, shown, forget } = useFile(file, options)
  const put = (some: Partial<Options>) => {
    setOptions({ ...options, ...some })
    forget()
  }
  const choose = (next: FileSource | null) => {
    setFile(next)
    // Its headings may be other ones.
    put({ columns: {} })
  }
  const missing = file ? undefined : 'Choose a file first.'
  return (
    <div className={classes.page}>
      <PageHeader
        title="Read a file of calls"
        documentTitle="Read a file · Calls"
        subtitle="Master.csv of Asterisk, or a CSV with a row of headings. The same file again counts nothing twice."
        actions={<ButtonLink to="/calls">All calls</ButtonLink>}
      />
      <FilePicker file={file} onFile={choose} kinds={KINDS} />
      <div className={classes.options}>
        <Select
          label="Format"
          name="call-format"
          value={options.format ?? RECOGNISE}
          onChange={(value) => put({ format: value === RECOGNISE ? null : (value as CallFormat) })}
          options={[
            { value: RECOGNISE, label: 'Recognise it' },
            ...Object.entries(callFormats).map(([value, label]) => ({ value, label })),
          ]}
        />
        <TimeZonePicker
          label="Time zone of the file"
          name="call-zone"
          help="Of times that say no offset."
          value={options.zone}
          onChange={(zone) => put({ zone })}
        />
      </div>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {shown && (
        <Report {...shown}>
          {shown.report.format === 'plain' && !shown.counted && (
            <Columns
              report={shown.report}
              chosen={options.columns}
              onChoose={(columns) => setOptions({ ...options, columns })}
            />
          )}
        </Report>
      )}
      <div className={classes.actions}>
        <AppButton disabledWhy={missing} busy={busy} onClick={() => void send(true)}>
          Look at it first
        </AppButton>
        <AppButton look="primary" disabledWhy={missing} busy={busy} onClick={() => void send(false)}>
          Count the calls
        </AppButton>
      </div>
    </div>
  )
}

const NONE = ''

type ColumnsProps = {
  report: FileReport
  chosen: Options['columns']
  onChoose: (columns: Options['columns']) => void
}

/** Which heading each field is read from; a choice stands until the file is looked at again. */
function Columns({ report: { headings, columns }, chosen, onChoose }: ColumnsProps) {
  const choices = [...new Set(headings)].slice(0, 190).map((value) => ({ value, label: value || '(no heading)' }))
  return (
    <div className={classes.options}>
      {callFields.map((field) => (
        <Select
          key={field}
          label={callFieldLabels[field]}
          name={`call-column-${field}`}
          value={chosen[field] ?? columns[field] ?? NONE}
          onChange={(heading) => onChoose({ ...columns, ...chosen, [field]: heading ?? NONE })}
          options={[{ value: NONE, label: 'Not in the file' }, ...choices.filter(({ value }) => value !== NONE)]}
        />
      ))}
    </div>
  )
}
