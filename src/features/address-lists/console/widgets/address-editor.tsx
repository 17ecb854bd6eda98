import { useState, type FormEvent, type ReactNode } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { PlusIcon, XIcon } from '#src/console/kit/icons.ts'
import { TextField } from '#src/console/kit/text-field.tsx'
import type { ProblemDocument } from '#src/contract/problem.ts'
import { sayProblem } from '#src/console/sending.ts'
import { MOST_ENTRIES, type Entry } from '../../contract.ts'
import classes from './address-editor.module.css'

type Row = Entry & { readonly key: number }
type List = { readonly entries: readonly Entry[]; readonly version: number }
type Saving = { readonly ok: true; readonly answer: List } | { readonly ok: false; readonly document: ProblemDocument }

type AddressEditorProps = {
  /** `presentAddress`: where the one who edits is now. */
  list: List & { readonly presentAddress: string | null }
  /** Names the inputs, of which two lists may stand on a page. */
  name: string
  save: (wanted: List & { readonly entries: Entry[] }, evenIfLockedOut: boolean) => Promise<Saving>
  /** What else belongs to the list, above its button. */
  children?: ReactNode
}

let made = 0
const rowsOf = (entries: readonly Entry[]): Row[] => entries.map((entry) => ({ ...entry, key: (made += 1) }))

/** Addresses and networks, each with a name, saved as a whole; whoever would shut themselves out is asked first. */
export function AddressEditor({ list, name, save, children }: AddressEditorProps) {
  const { presentAddress } = list
  const [rows, setRows] = useState(() => rowsOf(list.entries))
  // That of the rows as they were read, so that nobody's newer list is overwritten unseen.
  const [version, setVersion] = useState(list.version)
  const [state, setState] = useState<{ busy?: true; saved?: true; document?: ProblemDocument }>({})
  const change = (next: Row[]) => {
    setRows(next)
    setState({})
  }
  const add = (network: string) => change([...rows, ...rowsOf([{ network, label: '' }])])
  const show = (shown: List) => {
    setRows(rowsOf(shown.entries))
    setVersion(shown.version)
  }
  const submit = async (evenIfLockedOut = false) => {
    const filled = rows.filter(({ network }) => network.trim() !== '')
    setRows(filled)
    setState({ busy: true })
    const entries = filled.map(({ network, label }) => ({ network: network.trim(), label: label.trim() }))
    const outcome = await save({ entries, version }, evenIfLockedOut)
    if (outcome.ok) show(outcome.answer)
    setState(outcome.ok ? { saved: true } : { document: outcome.document })
  }
  const { document } = state
  const locks = document?.type === '/problems/locks-you-out'
  const faults = new Map(document?.errors?.map(({ pointer, message }) => [Number(pointer.split('/')[2]), message]))
  return (
    <form
      className={classes.editor}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      {rows.length === 0 && <p className="rc-muted">No address yet.</p>}
      {rows.map((row, i) => (
        <div key={row.key} className={classes.row}>
          <TextField
            label={`Address or network ${i + 1}`}
            hiddenLabel={i > 0}
            name={`${name}-${i}`}
            ltr
            value={row.network}
            onChange={(network) => change(rows.with(i, { ...row, network }))}
            placeholder="203.0.113.0/24"
            error={faults.get(i)}
            autoFocus={row.network === '' && i > 0}
          />
          <TextField
            label={`Name ${i + 1}`}
            hiddenLabel={i > 0}
            name={`${name}-label-${i}`}
            value={row.label}
            onChange={(label) => change(rows.with(i, { ...row, label }))}
            placeholder="Riga office"
            maxLength={60}
          />
          <IconButton
            label={`Remove ${row.network || 'this line'}`}
            icon={<XIcon size={16} />}
            onClick={() => change(rows.toSpliced(i, 1))}
          />
        </div>
      ))}
      <div className={classes.buttons}>
        <AppButton icon={<PlusIcon size={16} />} onClick={() => add('')} disabled={rows.length >= MOST_ENTRIES}>
          Add an address
        </AppButton>
        {presentAddress && !rows.some(({ network }) => network === presentAddress) && (
          <AppButton onClick={() => add(presentAddress)}>
            <span>
              Add mine, <bdi dir="ltr">{presentAddress}</bdi>
            </span>
          </AppButton>
        )}
      </div>
      {children}
      {document && !locks && faults.size === 0 && (
        <FieldError id={`${name}-problem`}>{sayProblem(document)}</FieldError>
      )}
      {list.version !== version && (
        <Banner
          kind="warning"
          actions={
            <AppButton
              small
              onClick={() => {
                show(list)
                setState({})
              }}
            >
              Show it
            </AppButton>
          }
        >
          Somebody saved another list meanwhile.
        </Banner>
      )}
      {faults.size > 0 && (
        <Banner kind="danger" urgent>
          Nothing is saved yet: one line cannot be read.
        </Banner>
      )}
      <div>
        <AppButton type="submit" look="primary" busy={state.busy === true && !locks}>
          {state.saved ? 'Saved ✓' : 'Save addresses'}
        </AppButton>
      </div>
      <Dialog
        opened={locks}
        danger
        onClose={() => setState({})}
        title="Lock yourself out?"
        consequence={
          <>
            You are at <bdi dir="ltr">{presentAddress ?? 'an unknown address'}</bdi>, which would not be allowed any
            more.
          </>
        }
        points={['You are signed out at once, and can sign in again only from an allowed address.']}
        stays="Whoever runs this server can switch the lists off: rollcall addresses off."
        confirm="Save and lock me out"
        onConfirm={() => void submit(true)}
      />
    </form>
  )
}
