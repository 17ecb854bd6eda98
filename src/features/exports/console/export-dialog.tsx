import { useEffect, useRef, useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { RadioCards } from '#src/console/kit/choices.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { MultiSelect } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useGo } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { createExport, KEPT_DAYS, MOST_AT_ONCE, type ExportFormat } from '../contract.ts'
import { download, untilReady } from './download.ts'
import { fileColumns } from './list-columns.ts'
import { useColumns } from './use-columns.ts'
import type { ExportOffer } from './widgets/offer.ts'
import classes from './exports.module.css'

/** Asks whom, which columns, in which format and where the link goes (CONSOLE 4.3, Export). */
export function ExportDialog({ offer, onClose }: { offer: ExportOffer; onClose: () => void }) {
  const { user } = useMe()
  const [scopeKey, setScope] = useState(offer.scopes[0]!.key)
  const [columns, setColumns] = useState<readonly string[]>(fileColumns(offer.columns))
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [email, setEmail] = useState(user.email)
  const { busy, problem, begin, fetch } = useBegin(onClose)
  const scope = offer.scopes.find(({ key }) => key === scopeKey)!
  const wish = { format, columns: [...columns], target: scope.target, sort: offer.sort }
  const mailed = email.trim() === '' ? {} : { emailTo: email.trim() }
  return (
    <PlainDialog
      opened
      wide
      onClose={onClose}
      title={`Export ${scope.count === undefined ? 'users' : plural(scope.count, 'user')}`}
      actions={
        <>
          <AppButton onClick={onClose}>Cancel</AppButton>
          {scope.count !== undefined && scope.count <= MOST_AT_ONCE && (
            <AppButton busy={busy === 'fetch'} disabled={busy !== undefined} onClick={() => void fetch(wish)}>
              Download now
            </AppButton>
          )}
          <AppButton
            look="primary"
            busy={busy === 'begin'}
            disabled={busy !== undefined}
            onClick={() => void begin({ ...wish, ...mailed })}
          >
            Export
          </AppButton>
        </>
      }
    >
      <div className={classes.form}>
        {offer.scopes.length > 1 && (
          <RadioCards
            label="Who"
            name="export-scope"
            options={offer.scopes.map(({ key, label }) => ({ value: key, label }))}
            value={scopeKey}
            onChange={setScope}
          />
        )}
        <ColumnsAsked shown={fileColumns(offer.columns)} columns={columns} onChange={setColumns} />
        <RadioCards<ExportFormat>
          label="Format"
          name="export-format"
          options={FORMATS}
          value={format}
          onChange={setFormat}
        />
        <EmailAsked email={email} onChange={setEmail} problem={problem} />
        {problem && problem.field !== 'emailTo' && (
          <p role="alert" className={classes.problem}>
            {problem.says}
          </p>
        )}
      </div>
    </PlainDialog>
  )
}

const FORMATS = [
  { value: 'xlsx', label: 'Excel workbook', help: '.xlsx' },
  { value: 'csv', label: 'CSV', help: '.csv, UTF-8' },
] as const

type ColumnsAskedProps = {
  shown: readonly string[]
  columns: readonly string[]
  onChange: (columns: readonly string[]) => void
}
type Which = 'shown' | 'all' | 'chosen'

/** The columns of the list, all there are, or some by their names. */
function ColumnsAsked({ shown, columns, onChange }: ColumnsAskedProps) {
  const offered = useColumns()
  const [which, setWhich] = useState<Which>('shown')
  const all = offered?.map(({ value }) => value)
  const choose = (next: Which) => {
    setWhich(next)
    if (next === 'shown') onChange(shown)
    if (next === 'all' && all) onChange(all)
  }
  const unknown = all ? undefined : 'The columns are being asked for.'
  return (
    <>
      <RadioCards<Which>
        label="Columns"
        name="export-columns"
        options={[
          { value: 'shown', label: 'As in the list', help: plural(shown.length, 'column') },
          { value: 'all', label: 'All', help: all && plural(all.length, 'column'), disabledWhy: unknown },
          { value: 'chosen', label: 'Choose…', disabledWhy: unknown },
        ]}
        value={which}
        onChange={choose}
      />
      {which === 'chosen' && offered && (
        <MultiSelect
          label="Columns of the file"
          name="export-chosen"
          options={offered}
          value={columns}
          onChange={onChange}
        />
      )}
    </>
  )
}

type EmailAskedProps = { email: string; onChange: (email: string) => void; problem: Problem | undefined }

const EmailAsked = ({ email, onChange, problem }: EmailAskedProps) => (
  <TextField
    label="E-mail"
    name="export-email"
    type="email"
    ltr
    value={email}
    onChange={onChange}
    help={`We will send a link; it works ${KEPT_DAYS} days, for whoever signs in with that address. Leave it empty for no mail.`}
    error={problem?.field === 'emailTo' ? problem.says : undefined}
  />
)

type Wish = Parameters<typeof call<typeof createExport>>[1]['body']
type Problem = { readonly says: string; readonly field: string }

/** Begins an export: to watch it on its page, or to have its file at once. */
function useBegin(onClose: () => void) {
  const go = useGo()
  const [busy, setBusy] = useState<'begin' | 'fetch'>()
  const [problem, setProblem] = useState<Problem>()
  const leaving = useRef(new AbortController())
  useEffect(() => {
    const { current } = leaving
    return () => current.abort()
  }, [])
  const ask = async (body: Wish): Promise<string | undefined> => {
    setProblem(undefined)
    const outcome = await call(createExport, { body })
    if (outcome.ok) return outcome.answer.id
    const { detail, title, errors } = outcome.document
    setProblem({ says: detail ?? `${title}.`, field: errors?.[0]?.pointer.replace(/^#\//, '') ?? '' })
    setBusy(undefined)
    return undefined
  }
  const begin = async (body: Wish) => {
    setBusy('begin')
    const id = await ask(body)
    if (id !== undefined) go(`/exports/${id}`)
  }
  const fetch = async (body: Wish) => {
    setBusy('fetch')
    const id = await ask(body)
    if (id === undefined) return
    const failed = await untilReady(id, leaving.current.signal).catch(() => 'It was left.')
    if (leaving.current.signal.aborted) return
    setBusy(undefined)
    if (failed !== undefined) return setProblem({ says: failed, field: '' })
    download(id)
    onClose()
  }
  return { busy, problem, begin, fetch }
}
