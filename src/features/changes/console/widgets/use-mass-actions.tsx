import { lazy, Suspense, useState, type ReactNode } from 'react'
import {
  EditIcon,
  ListCheckIcon,
  LockOpenIcon,
  LogoutIcon,
  RefreshIcon,
  MailIcon,
  KeyIcon,
  ShieldIcon,
  TrashIcon,
  UserCheckIcon,
  UserOffIcon,
} from '#src/console/kit/icons.ts'
import { useGo, type Search } from '#src/console/routing.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { Target } from '../../contract/plans.ts'
import type { Wish } from '../kept-wishes.ts'
import { fieldsOf, offeredTo, type Ask, type Plain } from './mass-actions.ts'

const UpdateDrawer = lazy(() => import('../asking/update-drawer.tsx').then((m) => ({ default: m.UpdateDrawer })))
const AskDialog = lazy(() => import('../asking/ask-dialog.tsx').then((m) => ({ default: m.AskDialog })))

export type MassMenu = {
  readonly label: string
  readonly items: readonly { readonly label: string; readonly onSelect: () => void }[]
}
export type MassButton = {
  readonly key: Plain | 'update'
  readonly label: string
  readonly icon: ReactNode
  readonly onSelect: () => void
  readonly prominent?: true
  readonly danger?: true
}
export type MassActions = {
  /** "Assign" and "Set", as far as there is something in them. */
  readonly menus: readonly MassMenu[]
  readonly buttons: readonly MassButton[]
  readonly busy: boolean
  /** Why the last one was refused. */
  readonly problem: string | undefined
  readonly dialog: ReactNode
}
export type MassActionsOptions = {
  /** Whom it is for, said when it is asked for. */
  readonly target: () => Target
  /** How many, for the words of the dialog; undefined while it is counted. */
  readonly count: number | undefined
  /** The search of the list, to lead back to. */
  readonly from: Search
  /** Lists them, where several fields are asked for. */
  readonly who: () => ReactNode
}

const size = 16
const looks: { readonly [K in Plain]: Pick<MassButton, 'icon' | 'prominent' | 'danger'> } = {
  activate: { icon: <UserCheckIcon size={size} aria-hidden />, prominent: true },
  deactivate: { icon: <UserOffIcon size={size} aria-hidden />, prominent: true },
  'reset-authenticator': { icon: <ShieldIcon size={size} aria-hidden />, danger: true },
  unlock: { icon: <LockOpenIcon size={size} aria-hidden /> },
  'send-activation': { icon: <MailIcon size={size} aria-hidden /> },
  'send-reset-link': { icon: <KeyIcon size={size} aria-hidden /> },
  'give-passwords': { icon: <KeyIcon size={size} aria-hidden /> },
  'end-sessions': { icon: <LogoutIcon size={size} aria-hidden /> },
  'restore-queues': { icon: <RefreshIcon size={size} aria-hidden /> },
  'start-set-up': { icon: <ListCheckIcon size={size} aria-hidden /> },
  delete: { icon: <TrashIcon size={size} aria-hidden />, danger: true },
}

/** What the bulk bar offers for many people. Each leads to a plan, with a page of its own (CONSOLE 4.3). */
export function useMassActions({ target, count, from, who }: MassActionsOptions): MassActions {
  const me = useMe()
  const go = useGo()
  const [asked, setAsked] = useState<{ ask: Ask | 'update'; target: Target }>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const plan = async (wish: Wish): Promise<string | undefined> => {
    setBusy(true)
    const [{ planWish }, { sayPlanProblem }] = await Promise.all([
      import('../kept-wishes.ts'),
      import('../plan/say-plan-problem.ts'),
    ])
    const outcome = await planWish({ wish, from })
    setBusy(false)
    if (!outcome.ok) return sayPlanProblem(outcome.document)
    go(`/plans/${outcome.answer.id}`)
    return undefined
  }
  const { assigning, setting, plain } = offeredTo(me)
  const fields = fieldsOf(me)
  const update: MassButton = {
    key: 'update',
    label: 'Bulk update…',
    icon: <EditIcon size={size} aria-hidden />,
    onSelect: () => setAsked({ ask: 'update', target: target() }),
  }
  const menu = (label: string, offers: typeof assigning): MassMenu => ({
    label,
    items: offers.map((offer) => ({
      label: `${offer.label}…`,
      onSelect: () => setAsked({ ask: offer.key, target: target() }),
    })),
  })
  const dialogOf = (whom: Target) => ({
    count,
    busy,
    plan: (deed: { action: string; params: unknown }) => plan({ ...deed, target: whom }),
    onClose: () => setAsked(undefined),
  })
  return {
    menus: [menu('Assign', assigning), menu('Set', setting)].filter(({ items }) => items.length > 0),
    buttons: [
      ...(fields.length > 0 ? [update] : []),
      ...plain.map(({ key, label }) => ({
        ...{ key, label, ...looks[key] },
        onSelect: () => void plan({ action: key, target: target() }).then(setProblem),
      })),
    ],
    busy,
    problem,
    dialog: asked && (
      <Suspense fallback={null}>
        {asked.ask === 'update' ? (
          <UpdateDrawer fields={fields} who={who()} {...dialogOf(asked.target)} />
        ) : (
          <AskDialog ask={asked.ask} {...dialogOf(asked.target)} />
        )}
      </Suspense>
    ),
  }
}
