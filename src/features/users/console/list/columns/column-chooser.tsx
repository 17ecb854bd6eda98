import { lazy, Suspense, useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Columns3Icon } from '#src/console/kit/icons.ts'
import { Popover } from '#src/console/kit/popover.tsx'
import type { ColumnChooserProps } from './column-panel.tsx'

const ColumnPanel = lazy(() => import('./column-panel.tsx').then((m) => ({ default: m.ColumnPanel })))

/** Which columns stand in the table, in which order: by drag, or by buttons that do the same (WCAG 2.5.7). */
export function ColumnChooser(props: ColumnChooserProps) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened}
      onOpenChange={setOpened}
      label="Columns"
      align="end"
      target={
        <AppButton
          icon={<Columns3Icon size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
          aria-haspopup="dialog"
          aria-expanded={opened}
        >
          Columns
        </AppButton>
      }
    >
      <Suspense fallback={null}>
        <ColumnPanel {...props} />
      </Suspense>
    </Popover>
  )
}
