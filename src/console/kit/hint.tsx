import { Tooltip } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

export type HintProps = {
  text: ReactNode
  children: ReactElement
  /** The hint repeats the name of what it stands beside, so it is not read twice. */
  names?: boolean
}

/** A word more on hover and on focus; Escape closes it (WCAG 1.4.13). Never the only place of something needed. */
export function Hint({ text, children, names = false }: HintProps) {
  return (
    <Tooltip
      label={text}
      multiline
      openDelay={350}
      closeDelay={80}
      events={{ hover: true, focus: true, touch: false }}
      transitionProps={{ duration: 120 }}
      interactive
      aria-hidden={names || undefined}
    >
      {children}
    </Tooltip>
  )
}
