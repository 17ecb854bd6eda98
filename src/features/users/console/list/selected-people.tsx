import type { Dispatch } from 'react'
import { Avatar } from '#src/console/kit/avatar.tsx'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { XIcon } from '#src/console/kit/icons.ts'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { readUser } from '../../contract/endpoints.ts'
import { fullName } from '../widgets/user-name.ts'
import { rowInCache } from './row-in-cache.ts'
import type { SelectionStep } from './selection.ts'
import classes from './bulk-bar.module.css'

const MOST_SHOWN = 100

export type SelectedPeopleProps = {
  opened: boolean
  onClose: () => void
  ids: ReadonlySet<string>
  dispatch: Dispatch<SelectionStep>
}

/** Whom somebody has ticked, also on other pages and behind other filters. */
export function SelectedPeople({ opened, onClose, ids, dispatch }: SelectedPeopleProps) {
  const rest = ids.size - MOST_SHOWN
  return (
    <PlainDialog
      opened={opened}
      onClose={onClose}
      title={`${formatNumber(ids.size)} selected`}
      actions={<AppButton onClick={onClose}>Close</AppButton>}
    >
      {opened && (
        <ul className={classes.people}>
          {[...ids].slice(0, MOST_SHOWN).map((id) => (
            <Person key={id} id={id} onRemove={() => dispatch({ do: 'tick', id, on: false })} />
          ))}
        </ul>
      )}
      {rest > 0 && <p className="rc-muted">And {formatNumber(rest)} more.</p>}
    </PlainDialog>
  )
}

function Person({ id, onRemove }: { id: string; onRemove: () => void }) {
  const known = rowInCache(id)
  const read = useAnswer(readUser, { params: { id } }, { enabled: known === undefined })
  const user = known ?? read.data?.answer
  const name = user ? fullName(user) : read.error ? 'Somebody whom you can no longer see' : '…'
  return (
    <li>
      <Avatar name={user ? name : ''} id={id} size={24} />
      {user ? (
        <AppLink to={`/users/${id}`}>
          <bdi>{name}</bdi>
        </AppLink>
      ) : (
        <span className="rc-muted">{name}</span>
      )}
      <IconButton label={`Take ${name} out of the selection`} icon={<XIcon size={16} />} onClick={onRemove} />
    </li>
  )
}
