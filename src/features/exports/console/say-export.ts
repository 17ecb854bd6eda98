/** An export in words. */
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import type { ExportView } from '../contract.ts'

const MEBI = 2 ** 20

/** "12 KB", "3.4 MB" */
export function saySize(bytes: number): string {
  if (bytes < MEBI) return `${formatNumber(Math.max(1, Math.round(bytes / 1024)))} KB`
  return `${(bytes / MEBI).toFixed(bytes < 10 * MEBI ? 1 : 0)} MB`
}

/** From 0 to 1. */
export const partDone = ({ people: { done, of } }: ExportView): number => (of === null ? 0 : of === 0 ? 1 : done / of)

/** "1,840 of 12,318 users" while it is written; else how it ended. */
export function sayState({ state, people: { done, of }, size }: ExportView): string {
  switch (state) {
    case 'waiting':
      return 'Waits to be written'
    case 'running':
      return of === null ? 'Counting the users' : `${formatNumber(done)} of ${plural(of, 'user')}`
    case 'ready':
      return `${plural(done, 'user')}, ${saySize(size)}`
    case 'failed':
      return 'Failed'
    case 'expired':
      return 'The file is gone'
  }
}

export const isMoving = ({ state }: ExportView): boolean => state === 'waiting' || state === 'running'
