/** What is asked before an action that takes something away is run (CONSOLE, dialogs for dangerous actions). */
import { plural } from '#src/console/kit/numbers.ts'
import { UNDO_DAYS } from '../contract/jobs.ts'
import type { Plan } from '../contract/plans.ts'
import { isRedo, isUndo, nameOfFirst, sayNotUndone, type Deed } from './words.ts'

export type Question = {
  readonly consequence: string
  readonly stays: string
  /** The sentence says what is lost already. */
  readonly counted?: true
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const lastDay = () => day.format(Date.now() + UNDO_DAYS * 86_400_000)

const WAITS = 'It begins after 20 seconds, and can be stopped until then.'

const leavingTheBuilding: Readonly<Record<string, Question>> = {
  'send-activation': { consequence: 'Earlier links of theirs stop working.', stays: WAITS },
  'send-reset-link': {
    consequence:
      'Their passwords stop working, and they are signed out. Each gets a link by mail that works for 60 minutes.',
    stays: `${WAITS} Whoever misses the link asks for another one on the sign-in page.`,
  },
  'give-passwords': {
    consequence:
      'Their passwords stop working now, and they are signed out. New ones are made while you download them, each good for one sign-in within 24 hours.',
    stays:
      'They are shown this once and are not stored readable. If the download breaks off, the report says who was given one.',
  },
}

/** Undefined where nothing is taken away: the preview itself is the question. */
export function questionOf(deed: Deed, { action, confirm, impact, notUndone }: Plan): Question | undefined {
  const undoable = `You can take this back until ${lastDay()}. ${sayNotUndone(notUndone)}`.trim()
  const [, kind] = /^replace-(.+)$/.exec(action) ?? []
  if (kind) {
    const lost = impact.membershipsLost ?? impact.rolesLost ?? 0
    const counted = lost > 0 ? ` (${plural(lost, 'assignment')})` : ''
    const gets = deed.things === '' ? 'nothing instead' : `get: ${deed.things}`
    return {
      consequence: `They lose the ${kind.replace('-', ' ')} they have now${counted} and ${gets}.`,
      stays: undoable,
      counted: true,
    }
  }
  if (action === 'update' && impact.membershipsLost !== undefined)
    return {
      consequence: `They lose ${plural(impact.membershipsLost, 'assignment')} that they have now. The preview behind this window names them.`,
      stays: undoable,
      counted: true,
    }
  const putBack = consequenceOfPutBack(deed)
  if (putBack !== undefined && confirm !== null)
    return { consequence: `${putBack} Whoever was changed since is left alone.`, stays: sayNotUndone(notUndone) }
  if (action === 'deactivate')
    return {
      consequence: 'They are signed out and can no longer sign in. They leave their queues.',
      stays: `Calls, messages and history stay. ${undoable}`,
    }
  if (action === 'delete')
    return {
      consequence: 'They are signed out, leave their queues and leave every list.',
      stays: `History stays under “Deleted user”. Restorable until ${lastDay()}; then credentials and contact data are erased for good.`,
    }
  const leaving = leavingTheBuilding[action]
  if (leaving) return leaving
  return confirm === null
    ? undefined
    : { consequence: 'Look at the preview behind this window first.', stays: undoable }
}

const madeGo = () => ` Whoever the file made is deleted and signed out, and can be restored until ${lastDay()}.`

function consequenceOfPutBack({ label }: Deed): string | undefined {
  if (isUndo(label)) return `They get back what they had before.${nameOfFirst(label) === 'Import' ? madeGo() : ''}`
  return isRedo(label) ? 'What was taken back is done to them again.' : undefined
}
