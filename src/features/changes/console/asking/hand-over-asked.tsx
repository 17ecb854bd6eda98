import { useState } from 'react'
import { leadsToOf, TakerField, type Taker } from '../../../leads/console/widgets/taker-field.tsx'
import type { AskedProps } from './answer.ts'

/** To whom all the leads of these people go. */
export function HandOverAsked({ onAnswer }: AskedProps) {
  const [taker, setTaker] = useState<Taker>({ how: 'one', user: null })
  return (
    <TakerField
      name="hand-over-leads"
      label="Their leads go"
      value={taker}
      onChange={(next) => {
        setTaker(next)
        const leadsTo = leadsToOf(next)
        onAnswer(leadsTo ? { action: 'hand-over-leads', params: { leadsTo } } : { missing: 'Choose a user first.' })
      }}
    />
  )
}
