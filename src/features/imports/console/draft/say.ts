/** Counts and buttons of an import, in words. */
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import type { DraftCounts } from '../../contract/drafts.ts'

/** "482 new, 12 changed, 4 already so, 18 with problems" */
export function sayCounts({ create, change, same, refused, leftOut }: DraftCounts): string {
  const parts = [
    ...(create > 0 ? [`${formatNumber(create)} new`] : []),
    ...(change > 0 ? [`${formatNumber(change)} to change`] : []),
    ...(same > 0 ? [`${formatNumber(same)} already so`] : []),
    ...(refused > 0 ? [`${formatNumber(refused)} with problems`] : []),
    ...(leftOut > 0 ? [`${formatNumber(leftOut)} left out`] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : 'No rows'
}

/** "Create 482, change 12, leave 18" */
export function sayGo({ create, change, refused, leftOut }: DraftCounts): string {
  const left = refused + leftOut
  const does = [
    ...(create > 0 ? [`create ${formatNumber(create)}`] : []),
    ...(change > 0 ? [`change ${formatNumber(change)}`] : []),
    ...(left > 0 ? [`leave ${formatNumber(left)}`] : []),
  ].join(', ')
  return `${does.charAt(0).toUpperCase()}${does.slice(1)}`
}

/** Why nothing can be planned yet; undefined where something can. */
export function whyNot({ create, change, same, refused }: DraftCounts, allOrNothing: boolean): string | undefined {
  if (allOrNothing && refused > 0)
    return `All or nothing: mend or leave out ${plural(refused, 'row')} first, or take the tick away.`
  if (create + change > 0) return undefined
  return same > 0 && refused === 0 ? 'Everybody in this file is so already.' : 'No row can go in yet.'
}
