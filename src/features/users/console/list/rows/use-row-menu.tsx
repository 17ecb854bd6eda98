import { useRef, useState, type ReactNode, type Ref } from 'react'
import { Menu } from '#src/console/kit/menu.tsx'
import { asked, queryClient } from '#src/console/query.ts'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import { listUserActions } from '../../../contract/endpoints.ts'
import type { UserRow } from '../../../contract/user.ts'
import type { Allowed } from '../../widgets/row-actions.ts'
import { userMenu } from '../../widgets/user-menu.tsx'
import { fullName } from '../../widgets/user-name.ts'
import { nameId, type RowHandlers } from './row-parts.ts'

/** A menu does not wait longer for the server's word; until then the rights that are known here decide. */
const PATIENCE_MS = 250

type Shown = { readonly row: UserRow; readonly at: DOMRect; readonly opener: HTMLElement; readonly allowed?: Allowed }

/** One menu for the whole list: a hundred closed ones would be drawn for nothing. */
export function useRowMenu(open: (action: string, user: UserRow) => void): {
  readonly show: RowHandlers['menu']
  readonly menu: ReactNode
} {
  const me = useMe()
  const [shown, setShown] = useState<Shown>()
  const latest = useRef(0)
  const show: RowHandlers['menu'] = (row, at, opener) => {
    latest.current += 1
    const turn = latest.current
    void allowedOn(row.id).then((allowed) => {
      // Another row was pressed meanwhile.
      if (turn === latest.current) setShown({ row, at, opener, allowed })
    })
  }
  const close = () => {
    if (!shown) return
    const button = shown.opener.matches('button, a') ? shown.opener : document.getElementById(nameId(shown.row.id))
    setShown(undefined)
    button?.focus()
  }
  const menu = shown && (
    <Menu
      key={shown.row.id}
      opened
      onOpenChange={(opened) => !opened && close()}
      label={`Actions for ${fullName(shown.row)}`}
      groups={userMenu({ user: shown.row, me, open, allowed: shown.allowed })}
      target={<Anchor at={shown.at} label={`Actions for ${fullName(shown.row)}`} />}
    />
  )
  return { show, menu }
}

async function allowedOn(id: string): Promise<Allowed | undefined> {
  const asking = queryClient.fetchQuery({ ...asked(listUserActions, { params: { id } }), staleTime: 10_000 }).then(
    ({ answer }) => answer,
    () => undefined,
  )
  return Promise.race([asking, new Promise<undefined>((done) => setTimeout(done, PATIENCE_MS))])
}

type AnchorProps = { at: DOMRect; label: string; ref?: Ref<HTMLButtonElement> }

/** Stands where the menu was asked for: on the button, or under the pointer. */
function Anchor({ at, label, ref, ...rest }: AnchorProps) {
  return (
    <button
      {...rest}
      ref={ref}
      type="button"
      tabIndex={-1}
      aria-label={label}
      style={{
        position: 'fixed',
        insetBlockStart: at.top,
        left: at.left,
        width: at.width,
        height: at.height,
        minHeight: 0,
        padding: 0,
        border: 0,
        opacity: 0,
        pointerEvents: 'none',
      }}
    />
  )
}
