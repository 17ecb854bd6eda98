/** What the bulk bar offers for a set of one: what the row's menu does. */
import {
  EditIcon,
  KeyIcon,
  LockOpenIcon,
  MailIcon,
  ShieldIcon,
  TrashIcon,
  UserCheckIcon,
  UserOffIcon,
} from '#src/console/kit/icons.ts'
import type { UserRow } from '../../../contract/user.ts'
import { rowActions, type Rights, type RowAction } from '../../widgets/row-actions.ts'
import type { BulkAction } from './bulk-bar.tsx'
import { rowInCache } from '../pages/row-in-cache.ts'
import type { Selection } from '../selection/selection.ts'

type Doing = {
  readonly rights: Rights
  readonly open: (action: string, user: UserRow) => void
  readonly go: (to: string) => void
}

const size = 16
const offered: { readonly [K in RowAction['key']]?: Pick<BulkAction, 'icon' | 'prominent'> } = {
  edit: { icon: <EditIcon size={size} aria-hidden />, prominent: true },
  'reset-password': { icon: <KeyIcon size={size} aria-hidden /> },
  'send-activation': { icon: <MailIcon size={size} aria-hidden /> },
  'reset-authenticator': { icon: <ShieldIcon size={size} aria-hidden /> },
  unlock: { icon: <LockOpenIcon size={size} aria-hidden /> },
  activate: { icon: <UserCheckIcon size={size} aria-hidden />, prominent: true },
  deactivate: { icon: <UserOffIcon size={size} aria-hidden />, prominent: true },
  delete: { icon: <TrashIcon size={size} aria-hidden /> },
}

export const isOne = (selection: Selection): boolean => selection.mode === 'some' && selection.ids.size === 1

/** None where the person was ticked on a page that is not known any more. */
export function oneActions(selection: Selection, { rights, open, go }: Doing): readonly BulkAction[] {
  const [only] = selection.mode === 'some' ? selection.ids : []
  const row = only === undefined ? undefined : rowInCache(only)
  if (!row) return []
  return rowActions(row, rights)
    .flat()
    .flatMap((entry): BulkAction[] => {
      const look = offered[entry.key]
      if (!look) return []
      const { key, label, danger } = entry
      return [
        { key, label, danger, ...look, onSelect: () => ('action' in entry ? open(entry.action, row) : go(entry.to)) },
      ]
    })
}
