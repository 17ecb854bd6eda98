import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { useNow } from '#src/console/kit/time-text.tsx'
import { keyOf, readAgain } from '#src/console/query.ts'
import { readMe } from '../../sign-in/contract.ts'
import { readBoard } from '../contract/board.ts'

/** So long before its end the board says that it will stop. */
const WARNED_MS = 10 * 60_000
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** A board keeps nobody signed in: so it says when it stops, and one press goes on for as long as the tenant allows. */
export function SessionEnd({ endsAt, ahead }: { endsAt: string | undefined; ahead: number }) {
  const now = useNow()
  if (endsAt === undefined) return null
  const end = new Date(Date.parse(endsAt) - ahead)
  if (end.getTime() - now.getTime() > WARNED_MS) return null
  const stay = async () => {
    // A person’s own deed, and so no background: it is what keeps the session.
    await call(readMe, {})
    await readAgain({ queryKey: keyOf(readBoard) })
  }
  return (
    <Banner kind="warning" actions={<AppButton onClick={() => void stay()}>Stay signed in</AppButton>}>
      This board stops at {clock.format(end)}: a page that runs by itself keeps nobody signed in.
    </Banner>
  )
}
