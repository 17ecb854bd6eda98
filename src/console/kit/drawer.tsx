import type { DrawerProps as MantineDrawerProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFocusBack } from './focus-back.ts'
import { later } from './later.tsx'

const MantineDrawer = later<MantineDrawerProps>(async () => (await import('./modal.ts')).Drawer)

export type DrawerProps = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  side?: 'end' | 'start' | 'bottom'
  size?: number | string
}

/** Slides over the page: the mass-change form, the filters on a narrow screen. */
export function Drawer({ opened, onClose, title, children, side = 'end', size = 420 }: DrawerProps) {
  useFocusBack(opened)
  const position = side === 'bottom' ? 'bottom' : side === 'end' ? 'right' : 'left'
  return (
    <MantineDrawer
      opened={opened}
      onClose={onClose}
      title={title}
      position={position}
      size={size}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--rc-scrim)' }}
      transitionProps={{ duration: 160 }}
      data-rc-modal
    >
      {children}
    </MantineDrawer>
  )
}
