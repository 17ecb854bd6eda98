import { lazy, Suspense } from 'react'
import type { DualListProps } from './dual-list/dual-list-props.ts'
import { SkeletonRows } from './states.tsx'

const Body = lazy(() => import('./dual-list/dual-list-body.tsx').then((m) => ({ default: m.DualListBody })))

export type { DualListProps, DualOption } from './dual-list/dual-list-props.ts'

/**
 * Two lists, Available and Selected, with search. Space ticks, Enter moves, Shift extends, Ctrl+A ticks all, letters
 * find; the keys 1 to 5 set a level where entries have one. On a narrow screen it is one list of checkboxes. Its code
 * is fetched when it is first shown.
 */
export function DualList(props: DualListProps) {
  return (
    <Suspense fallback={<SkeletonRows what={props.label} rows={4} />}>
      <Body {...props} />
    </Suspense>
  )
}
