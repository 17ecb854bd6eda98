import { Popover as MantinePopover } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

export type PopoverProps = {
  target: ReactElement
  children: ReactNode
  opened: boolean
  onOpenChange: (opened: boolean) => void
  /** Names it for screen readers. */
  label: string
  align?: 'start' | 'end'
  width?: number | 'target'
}

/** A small panel beside its button: edit a filter, choose columns. Focus moves into it; Escape gives it back. */
export function Popover({ target, children, opened, onOpenChange, label, align = 'start', width = 300 }: PopoverProps) {
  return (
    <MantinePopover
      opened={opened}
      onChange={onOpenChange}
      position={`bottom-${align}`}
      offset={4}
      trapFocus
      returnFocus
      width={width}
      transitionProps={{ duration: 120 }}
      withinPortal
    >
      <MantinePopover.Target>{target}</MantinePopover.Target>
      {/* Mantine names it after its button, which would win over the label; empty it means nothing. */}
      <MantinePopover.Dropdown aria-labelledby="" aria-label={label}>
        {children}
      </MantinePopover.Dropdown>
    </MantinePopover>
  )
}
