import { useAnswer } from '#src/console/query.ts'
import { SetUpSecondStep } from '../../two-step/console/widgets/set-up-second-step.tsx'
import { readMe } from '../contract.ts'
import { LedTo } from './led-to.tsx'
import { useGoOn } from './widgets/use-go-on.ts'
import { BarePage } from './widgets/bare-page.tsx'

/** Where the tenant or a role demands a second step and there is none yet: nothing else is served until it is set up. */
export function SetUpSecondStepPage() {
  const { data, error } = useAnswer(readMe, {}, { staleTime: Infinity })
  const goOn = useGoOn()
  if (error) return <LedTo page="/sign-in" />
  if (!data) return null
  const { user, tenant } = data.answer
  return (
    <BarePage
      title="Set up two-step verification"
      lead="Your account needs a second proof beside the password. It takes a minute."
      wide
    >
      <SetUpSecondStep account={`${user.username}, ${tenant.name}`} onDone={() => goOn('home')} />
    </BarePage>
  )
}
