import type { ModalProps } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { formatNumber } from './numbers.ts'
import { AppButton } from './button.tsx'
import { useFocusBack } from './focus-back.ts'
import { later } from './later.tsx'
import { TextField } from './text-field.tsx'
import classes from './dialog.module.css'

const Modal = later<ModalProps>(async () => (await import('./modal.ts')).Modal)

export type PlainDialogProps = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  /** Buttons; the last one stands at the end of the line. */
  actions?: ReactNode
  wide?: boolean
  /** Closing takes a button: neither Escape nor a click outside. */
  stubborn?: boolean
}

/** The frame of every dialog: labelled, described, trapped, Escape closes, focus goes back to its opener. */
export function PlainDialog({
  opened,
  onClose,
  title,
  children,
  actions,
  wide = false,
  stubborn = false,
}: PlainDialogProps) {
  useFocusBack(opened)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size={wide ? 720 : 480}
      lockScroll={false}
      withCloseButton={!stubborn}
      closeOnEscape={!stubborn}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--rc-scrim)' }}
      transitionProps={{ transition: 'fade', duration: 120 }}
      data-rc-modal
    >
      <div className={classes.body} ref={beginAtField}>
        {children}
      </div>
      {actions && <div className={`rc-foot ${classes.actions}`}>{actions}</div>}
    </Modal>
  )
}

/** The focus begins in the first field, where nothing asks for it; else it would begin on Close. Not in a picker, which opens by it. */
function beginAtField(body: HTMLElement | null) {
  if (body?.parentElement?.querySelector('[data-autofocus]')) return
  const field = body?.querySelector(':is(input:not([type=hidden]), select, textarea):enabled')
  if (!field?.matches('[aria-haspopup]')) field?.setAttribute('data-autofocus', 'true')
}

export type DialogProps = {
  opened: boolean
  onClose: () => void
  /** Verb, object, count: "Delete 1,204 users?" */
  title: ReactNode
  /** One sentence: what will happen. */
  consequence: ReactNode
  /** Concrete effects, one each. */
  points?: readonly ReactNode[]
  /** What stays, and whether it can be undone. */
  stays?: ReactNode
  /** The words on the button, verb and noun: "Deactivate Ana". */
  confirm: string
  cancel?: string
  onConfirm: () => void
  danger?: boolean
  busy?: boolean
  /** This number must be typed before the button works (more than ten people). */
  typeNumber?: number
  /** What went wrong when it was tried. */
  problem?: ReactNode
  /** Choices that belong to the action. */
  children?: ReactNode
}

/**
 * Asks before something with consequences. Focus starts on Cancel and Enter in the number's field does nothing, so
 * that a danger is never run by a habit.
 */
export function Dialog({ confirm, cancel = 'Cancel', onConfirm, danger, busy, typeNumber, ...rest }: DialogProps) {
  const [typed, setTyped] = useState('')
  const { opened, onClose, title, consequence, points = [], stays, problem, children } = rest
  const close = () => {
    setTyped('')
    onClose()
  }
  const unlocked = typeNumber === undefined || typed.replace(/\D/g, '') === String(typeNumber)
  return (
    <PlainDialog
      opened={opened}
      onClose={close}
      title={title}
      actions={
        <>
          <AppButton onClick={close} autoFocus>
            {cancel}
          </AppButton>
          <AppButton look={danger ? 'danger' : 'primary'} busy={busy} disabled={!unlocked} onClick={onConfirm}>
            {confirm}
          </AppButton>
        </>
      }
    >
      <p>{consequence}</p>
      {points.length > 0 && (
        <ul className={classes.points}>
          {points.map((point, index) => (
            <li key={index}>{point}</li>
          ))}
        </ul>
      )}
      {stays && <p className="rc-muted">{stays}</p>}
      {children}
      {typeNumber !== undefined && (
        <TextField
          name="type-number"
          label={`Type ${formatNumber(typeNumber)} to go on`}
          value={typed}
          onChange={setTyped}
          inputMode="numeric"
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      )}
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
    </PlainDialog>
  )
}
