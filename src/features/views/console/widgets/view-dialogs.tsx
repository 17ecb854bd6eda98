import { useState, type FormEvent } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { Dialog, PlainDialog } from '#src/console/kit/dialog.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { keyOf, queryClient } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { etagOf } from '#src/console/sending.ts'
import type { ProblemDocument } from '#src/contract/problem.ts'
import { createView, editView, listViews, type SavedView } from '../../contract.ts'
import classes from './view-dialogs.module.css'

export type NameViewDialogProps = {
  /** Renamed; a new one is made without. */
  view?: SavedView
  query: string
  mayShare: boolean
  /** The filter may become a rule of good practice instead. */
  mayRule: boolean
  onClose: () => void
  onSaved: (view: SavedView) => void
}

/** Gives a view its name, when it is saved or later. */
export function NameViewDialog({ view, query, mayShare, mayRule, onClose, onSaved }: NameViewDialogProps) {
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setProblem('Give the view a name.')
    setBusy(true)
    const done = view
      ? await call(
          editView,
          { params: { id: String(view.id) }, body: { name: name.trim() } },
          { ifMatch: etagOf(view) },
        )
      : await call(createView, { body: { name: name.trim(), query, ...(shared ? { shared } : {}) } })
    await queryClient.invalidateQueries({ queryKey: keyOf(listViews) })
    setBusy(false)
    if (!done.ok) return setProblem(sayWhy(done.document))
    onClose()
    onSaved(done.answer)
  }
  return (
    <PlainDialog opened onClose={onClose} title={view ? 'Rename the view' : 'Save as a new view'}>
      <form className={classes.form} onSubmit={(event) => void save(event)}>
        <TextField
          name="view-name"
          label="Name"
          value={name}
          onChange={setName}
          error={problem}
          maxLength={60}
          required
          autoFocus
        />
        {!view && mayShare && (
          <Checkbox name="view-shared" label="Share with everybody" checked={shared} onChange={setShared} />
        )}
        <AppButton type="submit" look="primary" busy={busy}>
          {view ? 'Rename' : 'Save view'}
        </AppButton>
      </form>
      {!view && mayRule && (
        <AppLink to="/health" search={{ rule: query }}>
          Make it a health rule instead
        </AppLink>
      )}
    </PlainDialog>
  )
}

const sayWhy = (document: ProblemDocument): string => document.errors?.[0]?.message ?? document.detail ?? document.title

/** `onDelete` answers why it was not deleted. */
type DeleteViewDialogProps = { view: SavedView; onClose: () => void; onDelete: () => Promise<string | undefined> }

export function DeleteViewDialog({ view, onClose, onDelete }: DeleteViewDialogProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const remove = async () => {
    setBusy(true)
    const why = await onDelete()
    setBusy(false)
    if (why === undefined) return onClose()
    setProblem(why)
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={
        <>
          Delete the view “<bdi>{view.name}</bdi>”?
        </>
      }
      consequence={
        view.shared
          ? 'It goes from everybody’s tabs. The people in it stay as they are.'
          : 'It goes from your tabs. The people in it stay as they are.'
      }
      confirm="Delete view"
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
    />
  )
}
