import { useState, type ReactNode } from 'react'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import type { Leaving } from '../../contract/taking.ts'
import { leadsToOf, TakerField, type Taker } from './taker-field.tsx'

type TakerOptions = {
  readonly name: string
  readonly label: string
  /** How many leads there are to hand on; without any nothing is asked. */
  readonly leads: number
  /** The words for leaving them where they are; without, they go to nobody unless told. */
  readonly stay?: string
}

/** Asks what becomes of the leads of somebody who leaves, where the one who asks may say so. */
export function useTaker({ name, label, leads, stay }: TakerOptions) {
  const { can } = useMe()
  const [taker, setTaker] = useState<Taker>({ how: stay === undefined ? 'nobody' : 'stay', user: null })
  const [missing, setMissing] = useState<string>()
  const asks = leads > 0 && can('leads.manage')
  const change = (next: Taker) => {
    setMissing(undefined)
    setTaker(next)
  }
  const field: ReactNode = asks && (
    <TakerField name={name} label={label} stay={stay} value={taker} onChange={change} error={missing} />
  )
  /** What the action takes as its body; null while somebody has still to be chosen, which is said at the field. */
  const read = (): { body?: Leaving } | null => {
    const leadsTo = asks ? leadsToOf(taker) : undefined
    if (leadsTo === null) {
      setMissing('Choose a user first.')
      return null
    }
    return leadsTo === undefined ? {} : { body: { leadsTo } }
  }
  return { field, read, handsOver: taker.how === 'one' || taker.how === 'round-robin' }
}
