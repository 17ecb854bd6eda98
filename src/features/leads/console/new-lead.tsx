import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { useSending } from '#src/console/sending.ts'
import { createLead, type Lead } from '../contract.ts'
import { inputOf, LeadFields, valuesOf } from './lead-fields.tsx'
import { refetchLeads } from './refetch-leads.ts'
import { leadsToOf, TakerField, type Taker } from './widgets/taker-field.tsx'
import classes from './leads.module.css'

type NewLeadProps = { onClose: () => void; onDone: (says: string) => void }

export function NewLead({ onClose, onDone }: NewLeadProps) {
  const [input, setInput] = useState(inputOf())
  const [taker, setTaker] = useState<Taker>({ how: 'round-robin', user: null })
  const [missing, setMissing] = useState<string>()
  const { send, busy, problem, faults } = useSending(createLead, { prefix: 'lead' })
  const make = async () => {
    const leadsTo = leadsToOf(taker)
    if (leadsTo === null) return setMissing('Choose a user first.')
    // In turn is what a lead does by itself, and where nobody takes any it is nobody's.
    const to = taker.how === 'round-robin' ? {} : { leadsTo }
    const outcome = await send({ body: { ...valuesOf(input), ...to } })
    if (!outcome?.ok) return
    refetchLeads()
    onDone(sayMade(outcome.answer))
    onClose()
  }
  return (
    <Drawer opened onClose={onClose} title="New lead">
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <LeadFields input={input} onChange={setInput} faults={faults} />
        <TakerField
          name="lead-leadsTo"
          label="The lead goes"
          value={taker}
          onChange={(next) => {
            setMissing(undefined)
            setTaker(next)
          }}
          error={missing ?? faults['leadsTo']}
        />
        {problem && <FieldError id="new-lead-problem">{problem}</FieldError>}
        <AppButton type="submit" look="primary" busy={busy}>
          Create lead
        </AppButton>
      </form>
    </Drawer>
  )
}

const sayMade = ({ name, user }: Lead) =>
  user ? `${name} is assigned to ${user.name}.` : `${name} is made, and assigned to nobody.`
