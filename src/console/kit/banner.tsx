import type { ReactNode } from 'react'
import { AlertTriangleIcon, CheckIcon, InfoCircleIcon, XIcon } from './icons.ts'
import { IconButton } from './button.tsx'
import classes from './banner.module.css'

export type BannerProps = {
  kind?: 'info' | 'success' | 'warning' | 'danger'
  children: ReactNode
  /** Undo, Retry, a link: small buttons. */
  actions?: ReactNode
  onDismiss?: () => void
  /** Said at once by screen readers; only for what the person just caused. */
  urgent?: boolean
}

const icons = { info: InfoCircleIcon, success: CheckIcon, warning: AlertTriangleIcon, danger: AlertTriangleIcon }

/** A lasting result where it happened; stays until dismissed, with Undo where there is one. */
export function Banner({ kind = 'info', children, actions, onDismiss, urgent }: BannerProps) {
  const Icon = icons[kind]
  return (
    <div className={classes.banner} data-kind={kind} role={urgent ? 'alert' : 'status'}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.words}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
      {onDismiss && <IconButton label="Dismiss" icon={<XIcon size={16} />} onClick={onDismiss} />}
    </div>
  )
}
