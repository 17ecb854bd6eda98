import { queryClient, useAnswer } from '#src/console/query.ts'
import { insideConsole, useGo, useSearch } from '#src/console/routing.tsx'
import { NewPasswordForm } from '../../passwords/console/widgets/new-password-form.tsx'
import { readMe } from '../contract.ts'
import { LedTo } from './led-to.tsx'
import { BarePage } from './widgets/bare-page.tsx'

/** The step after a temporary password: nothing else is served until it is done. */
export function NewPasswordPage() {
  const { then = '/' } = useSearch()
  const go = useGo()
  const { data, error } = useAnswer(readMe, {})
  if (error) return <LedTo page="/sign-in" />
  if (!data) return null
  const done = () => {
    queryClient.clear()
    const { path, search } = insideConsole(then)
    go(path, { search, replace: true })
  }
  return (
    <BarePage
      title="Choose your password"
      lead="You signed in with a temporary password. It works no more; choose one that only you know."
    >
      <NewPasswordForm person={data.answer} onChosen={done} />
    </BarePage>
  )
}
