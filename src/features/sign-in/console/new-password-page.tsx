import { useAnswer } from '#src/console/query.ts'
import { NewPasswordForm } from '../../passwords/console/widgets/new-password-form.tsx'
import { readMe } from '../contract.ts'
import { LedTo } from './led-to.tsx'
import { useGoOn } from './widgets/use-go-on.ts'
import { BarePage } from './widgets/bare-page.tsx'

/** The step after a temporary password: nothing else is served until it is done. */
export function NewPasswordPage() {
  const goOn = useGoOn()
  const { data, error } = useAnswer(readMe, {})
  if (error) return <LedTo page="/sign-in" />
  if (!data) return null
  return (
    <BarePage
      title="Choose your password"
      lead="You signed in with a temporary password. It works no more; choose one that only you know."
    >
      <NewPasswordForm person={data.answer} onChosen={() => goOn('home')} />
    </BarePage>
  )
}
