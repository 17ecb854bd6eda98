/** How a job ended, in a sentence. */
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import type { JobView } from '../../contract/jobs.ts'

export type End = { readonly kind: 'success' | 'warning' | 'danger'; readonly says: string }

/** "Done. 12,318 changed.", "Done with 12 problems.", "Stopped. 1,840 changed, 10,478 untouched." */
export function sayEnd({ state, allOrNothing, counts: { changed, skipped, failed, left } }: JobView): End {
  const done = `${formatNumber(changed)} changed`
  if (state === 'cancelled' && allOrNothing)
    return { kind: 'warning', says: `Stopped. Nothing is kept of it: ${formatNumber(left)} untouched.` }
  if (state === 'done' && allOrNothing && changed === 0 && skipped + failed > 0)
    return { kind: 'warning', says: 'Done. Nobody was changed: it was all or nothing, and not everybody could be.' }
  if (state === 'cancelled' && changed === 0)
    return { kind: 'warning', says: `Stopped before it began. ${formatNumber(left)} untouched.` }
  if (state === 'cancelled') return { kind: 'warning', says: `Stopped. ${done}, ${formatNumber(left)} untouched.` }
  if (state === 'failed')
    return {
      kind: 'danger',
      says: `Broken off. ${done}, ${formatNumber(left)} untouched. The server’s log has the cause.`,
    }
  if (failed > 0) return { kind: 'warning', says: `Done with ${plural(failed, 'problem')}. ${done}.` }
  return { kind: 'success', says: `Done. ${done}.` }
}
