import type { ReactNode } from 'react'
import { plural } from '#src/console/kit/numbers.ts'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import type { SaveResult } from './save-edit.ts'

const labels = (names: readonly FieldName[]) => names.map((name) => definition(name).label).join(', ')

/** "Saved 2 changes: Phone, Skills. Marta Ozola changed Tags meanwhile; both are kept." */
export function saySaved({ changed, merged, changers }: Extract<SaveResult, { kind: 'saved' }>): ReactNode {
  const others = [...new Set(merged.map((name) => changers[name]?.name ?? 'Somebody'))]
  return (
    <>
      Saved {plural(changed.length, 'change')}: {labels(changed)}.
      {merged.length > 0 && (
        <>
          {' '}
          <bdi>{others.join(' and ')}</bdi> changed {labels(merged)} meanwhile; both are kept.
        </>
      )}
    </>
  )
}
