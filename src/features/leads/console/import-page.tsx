import { useState } from 'react'
import { call, newKey } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { CountryPicker } from '#src/console/kit/country-picker.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { asBody, type Source } from '../../imports/console/widgets/source.ts'
import { SourcePicker } from '../../imports/console/widgets/source-picker.tsx'
import { importLeads, previewLeads, type LeadColumn, type LeadImport, type LeadPreview } from '../contract/import.ts'
import { FilePreview } from './file-preview.tsx'
import { MayManage } from './may-manage.tsx'
import { refetchLeads } from './refetch-leads.ts'
import { leadsToOf, TakerField, type Taker } from './widgets/taker-field.tsx'
import classes from './leads.module.css'

/** `/leads/import`: a file is looked at first, and brought in then. */
export const ImportPage = () => (
  <MayManage>
    <Import />
  </MayManage>
)

type Options = { readonly country: string; readonly list: string }

function Import() {
  const [source, setSource] = useState<Source | null>(null)
  const [options, setOptions] = useState<Options>({ country: '', list: '' })
  const [taker, setTaker] = useState<Taker>({ how: 'round-robin', user: null })
  const { preview, report, busy, problem, look, bring, forget } = useFile(source, options)
  const choose = (next: Source | null) => {
    setSource(next)
    forget()
    if (next?.kind === 'file') void look(next)
  }
  if (report) return <Report report={report} onAgain={() => choose(null)} />
  return (
    <div className={classes.page}>
      <AppLink to="/leads">All leads</AppLink>
      <PageHeader
        title="Import leads"
        subtitle="A file of up to 100,000 rows. Leads that are there already, by external id or phone, are left as they are."
      />
      <SourcePicker source={source} onSource={choose} headings={['name', 'phone', 'external id']} />
      <div className={classes.when}>
        <TextField
          label="List, for rows that name none"
          name="leads-list"
          value={options.list}
          onChange={(list) => setOptions({ ...options, list })}
          maxLength={100}
        />
        <CountryPicker
          label="Country of numbers without +"
          name="leads-country"
          value={options.country}
          onChange={(country) => setOptions({ ...options, country })}
        />
      </div>
      <div className={classes.buttons}>
        <AppButton
          busy={busy}
          disabledWhy={source ? undefined : 'Choose a file or paste rows first.'}
          onClick={() => void look(source!)}
        >
          {preview ? 'Look again' : 'Look at the rows'}
        </AppButton>
      </div>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      {preview && (
        <>
          <FilePreview preview={preview} onMatch={(columns) => void look(source!, columns)} />
          <TakerField name="import-leadsTo" label="New leads go" value={taker} onChange={setTaker} />
          <div>
            <AppButton
              look="primary"
              busy={busy}
              disabledWhy={whyNot(preview, taker)}
              onClick={() => void bring(leadsToOf(taker) ?? undefined)}
            >
              Import {plural(preview.wouldMake, 'lead')}
            </AppButton>
          </div>
        </>
      )}
    </div>
  )
}

function whyNot({ wouldMake }: LeadPreview, taker: Taker): string | undefined {
  if (wouldMake === 0) return 'No row would make a new lead.'
  return leadsToOf(taker) === null ? 'Choose a user first.' : undefined
}

function useFile(source: Source | null, { country, list }: Options) {
  const [preview, setPreview] = useState<LeadPreview>()
  const [report, setReport] = useState<LeadImport>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const given = { ...(country ? { country } : {}), ...(list.trim() ? { list: list.trim() } : {}) }
  const look = async (file: Source, columns?: readonly (LeadColumn | null)[]) => {
    setBusy(true)
    const body = { ...asBody(file), ...given, ...(columns ? { columns: [...columns] } : {}) }
    const outcome = await call(previewLeads, { body })
    setBusy(false)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (outcome.ok) setPreview(outcome.answer)
  }
  const bring = async (leadsTo: ReturnType<typeof leadsToOf>) => {
    if (!source || !preview) return
    setBusy(true)
    const to = leadsTo && leadsTo !== 'round-robin' ? { leadsTo } : {}
    const body = { ...asBody(source), ...given, columns: [...preview.columns], ...to }
    const outcome = await call(importLeads, { body }, { idempotencyKey: newKey() })
    setBusy(false)
    if (!outcome.ok) return setProblem(sayProblem(outcome.document))
    refetchLeads()
    setReport(outcome.answer)
  }
  const forget = () => {
    setPreview(undefined)
    setReport(undefined)
    setProblem(undefined)
  }
  return { preview, report, busy, problem, look, bring, forget }
}

function Report({ report, onAgain }: { report: LeadImport; onAgain: () => void }) {
  const rest = [
    ...(report.known > 0 ? [`${plural(report.known, 'row')} there already`] : []),
    ...(report.refused > 0 ? [`${plural(report.refused, 'row')} left out`] : []),
  ]
  return (
    <div className={classes.page}>
      <PageHeader title="Import leads" />
      <Banner kind="success">
        {plural(report.made, 'lead')} made{rest.length > 0 && `, ${rest.join(', ')}`}.
      </Banner>
      <div className={classes.buttons}>
        <ButtonLink look="primary" to="/leads">
          Show the leads
        </ButtonLink>
        <AppButton onClick={onAgain}>Another file</AppButton>
      </div>
    </div>
  )
}
