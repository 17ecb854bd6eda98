import { useAnswer } from '#src/console/query.ts'
import { SecondStepForm } from '../../two-step/console/widgets/second-step-form.tsx'
import { readMe } from '../contract.ts'
import { LedTo } from './led-to.tsx'
import { useGoOn } from './widgets/use-go-on.ts'
import { BarePage } from './widgets/bare-page.tsx'

/** After the password of whoever has a second step. */
export function SecondStepPage() {
  const { data, error } = useAnswer(readMe, {})
  const goOn = useGoOn()
  if (error) return <LedTo page="/sign-in" />
  if (!data) return null
  return (
    <BarePage title="Two-step verification" lead="Your password fits. Now prove that it is you.">
      <SecondStepForm onPassed={goOn} />
    </BarePage>
  )
}
