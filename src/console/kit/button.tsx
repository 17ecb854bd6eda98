import { ActionIcon, Button } from '@mantine/core'
import type { MouseEvent, ReactNode, Ref } from 'react'
import { AppLink, type Search } from '../routing.tsx'
import { Hint } from './hint.tsx'

type Looks = 'primary' | 'secondary' | 'quiet' | 'danger'

const looks = {
  primary: { variant: 'filled' },
  secondary: { variant: 'default' },
  quiet: { variant: 'subtle' },
  danger: { variant: 'filled', color: 'red' },
} as const

export type AppButtonProps = {
  children: ReactNode
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void
  look?: Looks
  /** Before the words; decorative. */
  icon?: ReactNode
  after?: ReactNode
  type?: 'button' | 'submit'
  small?: boolean
  busy?: boolean
  /** Says why it cannot be pressed now; the button stays reachable, so that the reason can be read. */
  disabledWhy?: string
  disabled?: boolean
  wide?: boolean
  autoFocus?: boolean
  id?: string
  ref?: Ref<HTMLButtonElement>
  'aria-expanded'?: boolean
  'aria-haspopup'?: 'menu' | 'dialog' | 'listbox'
  'aria-describedby'?: string
}

export function AppButton({
  look = 'secondary',
  icon,
  after,
  small,
  busy,
  disabledWhy,
  wide,
  autoFocus,
  onClick,
  ...rest
}: AppButtonProps) {
  const button = (
    <Button
      {...looks[look]}
      type="button"
      size={small ? 'compact-sm' : 'sm'}
      leftSection={icon}
      rightSection={after}
      loading={busy}
      fullWidth={wide}
      data-autofocus={autoFocus || undefined}
      data-disabled={disabledWhy ? true : undefined}
      aria-disabled={disabledWhy ? true : undefined}
      onClick={disabledWhy ? (event: MouseEvent) => event.preventDefault() : onClick}
      {...rest}
    />
  )
  return disabledWhy ? <Hint text={disabledWhy}>{button}</Hint> : button
}

export type ButtonLinkProps = {
  to: string
  search?: Search
  children: ReactNode
  look?: Looks
  icon?: ReactNode
  small?: boolean
  wide?: boolean
}

/** Looks like a button, is a link: it leads to a page. */
export function ButtonLink({ look = 'secondary', icon, small, wide, ...rest }: ButtonLinkProps) {
  return (
    <Button
      component={AppLink}
      {...looks[look]}
      size={small ? 'compact-sm' : 'sm'}
      leftSection={icon}
      fullWidth={wide}
      {...rest}
    />
  )
}

export type IconButtonProps = {
  /** Its name for everybody: the hint and the screen reader say it. */
  label: string
  icon: ReactNode
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void
  look?: 'secondary' | 'quiet'
  disabled?: boolean
  pressed?: boolean
  ref?: Ref<HTMLButtonElement>
  tabIndex?: number
  'aria-expanded'?: boolean
  'aria-haspopup'?: 'menu' | 'dialog' | 'listbox'
  'aria-controls'?: string
}

export function IconButton({ label, icon, look = 'quiet', pressed, ref, ...rest }: IconButtonProps) {
  return (
    <Hint text={label} names>
      <ActionIcon
        ref={ref}
        variant={look === 'quiet' ? 'subtle' : 'default'}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        data-quiet
        {...rest}
      >
        {icon}
      </ActionIcon>
    </Hint>
  )
}

/** One plain button inside a sentence. */
export function TextButton({
  children,
  onClick,
  ...rest
}: {
  children: ReactNode
  onClick: () => void
  'aria-label'?: string
}) {
  return (
    <button type="button" className="rc-text-button" onClick={onClick} {...rest}>
      {children}
    </button>
  )
}
