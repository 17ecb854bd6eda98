import { lazy, Suspense, type ReactNode } from 'react'
import type { FilterEditorProps } from './filter-editor.tsx'

const FilterEditor = lazy(() => import('./filter-editor.tsx').then((m) => ({ default: m.FilterEditor })))

export type FilterStepProps = FilterEditorProps & { className?: string | undefined; before?: ReactNode }

/** The editor of a filter in what has just opened: fetched when it first is, and focused once it is there. */
export function FilterStep({ className, before, ...editor }: FilterStepProps) {
  return (
    <Suspense fallback={null}>
      <div ref={focusFirst} tabIndex={-1} className={className}>
        {before}
        <FilterEditor {...editor} />
      </div>
    </Suspense>
  )
}

/** Where the values are still fetched, the step itself: Escape and Tab begin there. */
const focusFirst = (step: HTMLElement | null) => (step?.querySelector<HTMLElement>('select, input') ?? step)?.focus()
