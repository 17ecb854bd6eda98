import {
  AlertTriangleIcon,
  CheckIcon,
  CircleFilledIcon,
  CircleHalf2Icon,
  CircleIcon,
  CircleOffIcon,
  LockIcon,
  MailIcon,
  PlayerPauseFilledIcon,
  PlayerPlayFilledIcon,
} from './icons.ts'
import classes from './marks.module.css'

const statuses = {
  active: { word: 'Active', tone: 'success', Icon: CheckIcon },
  inactive: { word: 'Inactive', tone: 'muted', Icon: CircleOffIcon },
  pending: { word: 'Pending', tone: 'warning', Icon: MailIcon },
  locked: { word: 'Locked', tone: 'danger', Icon: LockIcon },
  problem: { word: 'Problem', tone: 'danger', Icon: AlertTriangleIcon },
} as const

export const presences = {
  available: { word: 'Available', tone: 'success', Icon: CircleFilledIcon },
  'on-call': { word: 'On call', tone: 'accent', Icon: PlayerPlayFilledIcon },
  'wrap-up': { word: 'Wrap-up', tone: 'wrap-up', Icon: CircleHalf2Icon },
  break: { word: 'Break', tone: 'warning', Icon: PlayerPauseFilledIcon },
  /** There, and nothing more is known. */
  online: { word: 'Online', tone: 'success', Icon: CircleIcon },
  offline: { word: 'Offline', tone: 'muted', Icon: CircleIcon },
} as const

export type MarkProps = { readonly word: string; readonly tone: string; readonly Icon: typeof CheckIcon }

/** Icon, word and colour: never colour alone. */
export function Mark({ word, tone, Icon }: MarkProps) {
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {word}
    </span>
  )
}

/** The state of an account; a locked one keeps its status beside the lock. */
export function StatusMark({
  status,
  locked = false,
}: {
  status: 'active' | 'inactive' | 'pending'
  locked?: boolean
}) {
  return (
    <span className={classes.marks}>
      {locked && <Mark {...statuses.locked} />}
      {(!locked || status !== 'active') && <Mark {...statuses[status]} />}
    </span>
  )
}

/** Whether the person is there and what they do; never mixed with the state of the account. */
export const PresenceMark = ({ presence }: { presence: keyof typeof presences }) => <Mark {...presences[presence]} />
