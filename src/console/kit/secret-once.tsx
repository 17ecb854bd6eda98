import { useEffect, useState, type ReactNode } from 'react'
import { AppButton } from './button.tsx'
import { CopyButton } from './copy.tsx'
import { PlainDialog } from './dialog.tsx'
import classes from './secret-once.module.css'

export type SecretOnceProps = {
  /** "Temporary password for Ana" */
  title: ReactNode
  /** Held by the caller in memory only; closing drops it. */
  secret: string
  /** "password", "key": the word on the buttons. */
  what?: string
  /** How long it is good for, what happens at the next sign-in. */
  children?: ReactNode
  onClose: () => void
}

/**
 * A secret that can be read this one time. It hides while the tab is not looked at, never closes by itself, and asks
 * once when it is closed before it was copied.
 */
export function SecretOnce({ title, secret, what = 'password', children, onClose }: SecretOnceProps) {
  const [copied, setCopied] = useState(false)
  const [asked, setAsked] = useState(false)
  const [hidden, setHidden] = useHiddenWhileAway()
  const close = () => (copied || asked ? onClose() : setAsked(true))
  return (
    <PlainDialog
      opened
      onClose={close}
      title={title}
      actions={
        <AppButton look={copied ? 'primary' : 'secondary'} onClick={close}>
          {copied ? "I've copied it, close" : asked ? 'Close without copying' : 'Close'}
        </AppButton>
      }
    >
      <div className={classes.line}>
        {hidden ? (
          <AppButton onClick={() => setHidden(false)}>Show the {what} again</AppButton>
        ) : (
          <code className={classes.secret} dir="ltr" translate="no">
            {secret}
          </code>
        )}
        <CopyButton text={secret} label={`Copy the ${what}`} words="Copy" autoFocus onCopied={() => setCopied(true)} />
      </div>
      <p className="rc-muted">Shown once; it is not stored readable.</p>
      {children}
      {asked && !copied && (
        <p role="alert" className={classes.asked}>
          It was not copied yet, and nobody can show it again. Copy it, or close without it.
        </p>
      )}
    </PlainDialog>
  )
}

function useHiddenWhileAway() {
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    const onChange = () => {
      if (document.visibilityState === 'hidden') setHidden(true)
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [])
  return [hidden, setHidden] as const
}
