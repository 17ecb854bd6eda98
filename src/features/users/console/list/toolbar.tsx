import { Segments } from '#src/console/kit/choices.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { ChevronDownIcon, LayoutGridIcon, LayoutListIcon, TableIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { densities, useDensity, type Density } from '#src/console/theme/density.ts'
import type { Layout } from './address/address.ts'
import { ColumnChooser } from './columns/column-chooser.tsx'
import type { ColumnChooserProps } from './columns/column-panel.tsx'

export type ToolbarProps = {
  columns: ColumnChooserProps
  layout: Layout
  onLayout: (layout: Layout) => void
}

/** How the list is drawn: columns, height of rows, table or cards. */
export function Toolbar({ columns, layout, onLayout }: ToolbarProps) {
  const { density, setDensity } = useDensity()
  return (
    <>
      {layout === 'table' && <ColumnChooser {...columns} />}
      {layout === 'table' && (
        <Menu
          label="Density"
          groups={[
            {
              items: (Object.keys(densities) as Density[]).map((name) => ({
                label: densities[name],
                checked: name === density,
                onSelect: () => setDensity(name),
              })),
            },
          ]}
          target={
            <AppButton
              icon={<LayoutListIcon size={16} aria-hidden />}
              after={<ChevronDownIcon size={14} aria-hidden />}
              aria-haspopup="menu"
            >
              Density
            </AppButton>
          }
        />
      )}
      <Segments
        label="Layout"
        value={layout}
        onChange={onLayout}
        options={[
          { value: 'table', name: 'Table', label: <TableIcon size={18} aria-hidden /> },
          { value: 'cards', name: 'Cards', label: <LayoutGridIcon size={18} aria-hidden /> },
        ]}
      />
    </>
  )
}
