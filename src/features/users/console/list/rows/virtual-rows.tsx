import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { ColumnName } from '../columns/columns.ts'
import type { RowProps } from './row-parts.ts'
import { TableRow } from './table-row.tsx'

type VirtualRowsProps = { rows: readonly RowProps[]; columns: readonly ColumnName[]; width: number }

/** Two hundred rows, of which those in sight are drawn; the one with the focus always is, so that it is not lost. */
export function VirtualRows({ rows, columns, width }: VirtualRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    setTop((body.current?.getBoundingClientRect().top ?? 0) + scrollY)
  }, [])
  const current = rows.findIndex((props) => props.current)
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range)
      return current < 0 || seen.includes(current) ? seen : [...seen, current].sort((a, b) => a - b)
    },
    [current],
  )
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: rowHeight,
    overscan: 12,
    scrollMargin: top,
    rangeExtractor,
    getItemKey: (index) => rows[index]!.row.id,
  })
  const items = virtualizer.getVirtualItems()
  return (
    <tbody ref={body}>
      {items.flatMap((item, place) => [
        <Gap key={`before ${item.key}`} height={item.start - (items[place - 1]?.end ?? top)} width={width} />,
        <TableRow key={item.key} columns={columns} index={item.index + 2} {...rows[item.index]!} />,
      ])}
      <Gap height={top + virtualizer.getTotalSize() - (items.at(-1)?.end ?? top)} width={width} />
    </tbody>
  )
}

const rowHeight = () => parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--rc-row')) + 1

/** Stands for the rows that are not drawn. */
function Gap({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
