import { memo } from 'react'
import { Avatar } from '#src/console/kit/avatar.tsx'
import { EditIcon } from '#src/console/kit/icons.ts'
import { PresenceMark, StatusMark } from '#src/console/kit/marks.tsx'
import { AppLink } from '#src/console/routing.tsx'
import { wordOf } from '../../../../presence/contract/presence.ts'
import { fullName } from '../../widgets/user-name.ts'
import { Labels, Names } from './cells.tsx'
import { Highlight } from '../search/highlight.tsx'
import { MenuButton, Name, RowTick, Tick } from './row-controls.tsx'
import { isOnRow, onContextMenu, type RowProps } from './row-parts.ts'
import type { ListProps } from './users-table.tsx'
import classes from './user-cards.module.css'

/** The same people, order and selection as the table, for those who know faces and for narrow screens. */
export function UserCards({ rows, page, onPage, banner }: Pick<ListProps, 'rows' | 'page' | 'onPage' | 'banner'>) {
  return (
    <div className={classes.frame}>
      <div className={classes.head}>
        <Tick
          label="Select everybody on this page"
          ticked={page === 'none' ? 'no' : 'yes'}
          partly={page === 'some'}
          onTick={() => onPage(page !== 'all')}
        />
        <span aria-hidden>Select this page</span>
      </div>
      {banner && <div className={classes.banner}>{banner}</div>}
      <ul className={classes.cards} aria-label="Users">
        {rows.map((props) => (
          <Card key={props.row.id} {...props} />
        ))}
      </ul>
    </div>
  )
}

const Card = memo(function Card({ row, ticked, current, peeked, search, mayEdit, handlers }: RowProps) {
  return (
    <li
      className={classes.card}
      data-ticked={ticked === 'yes' || undefined}
      data-peeked={peeked || undefined}
      onFocus={() => handlers.visit(row.id)}
      onClick={(event) => isOnRow(event) && handlers.peek(row)}
      onContextMenu={(event) => onContextMenu(event, (at) => handlers.menu(row, at, event.currentTarget))}
    >
      <div className={classes.top}>
        <RowTick row={row} ticked={ticked} current={current} handlers={handlers} />
        <Avatar name={fullName(row)} id={row.id} size={40} />
        <div className={classes.name}>
          <Name row={row} search={search} current={current} />
        </div>
        {mayEdit && (
          <AppLink
            to={`/users/${row.id}/edit`}
            className={classes.edit}
            aria-label={`Edit ${fullName(row)}`}
            title="Edit"
            tabIndex={current ? 0 : -1}
          >
            <EditIcon size={18} aria-hidden />
          </AppLink>
        )}
        <MenuButton row={row} current={current} handlers={handlers} />
      </div>
      <div className={classes.marks}>
        <StatusMark status={row.status} locked={row.locked} />
        <PresenceMark presence={wordOf(row.presence)} />
      </div>
      <dl className={classes.facts}>
        <dt>Roles</dt>
        <dd>
          <Names of={row.roles} superuser={row.superuser} />
        </dd>
        <dt>Desks</dt>
        <dd>
          <Labels of={row.desks} />
        </dd>
        {row.extension && (
          <>
            <dt>Extension</dt>
            <dd>
              <bdi dir="ltr">
                <Highlight text={row.extension} search={search} />
              </bdi>
            </dd>
          </>
        )}
      </dl>
    </li>
  )
})
