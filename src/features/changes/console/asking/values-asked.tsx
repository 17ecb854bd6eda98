import { useCallback, useState } from 'react'
import { RadioCards } from '#src/console/kit/choices.tsx'
import type { PickerOption } from '#src/console/kit/picker.tsx'
import { RemotePicker } from '#src/console/kit/remote-picker.tsx'
import { TimeZonePicker } from '#src/console/kit/time-zone-picker.tsx'
import { useAnswer } from '#src/console/query.ts'
import { fold } from '#src/contract/text.ts'
import { listSites } from '../../../sites/contract.ts'
import { autoDialModes } from '../../../users/fields/schemas.ts'
import type { AskedProps } from './answer.ts'

/** The site to which everybody moves. */
export function SiteAsked({ onAnswer }: AskedProps) {
  const [chosen, setChosen] = useState<readonly PickerOption[]>([])
  const sites = useAnswer(listSites, {}, { staleTime: 60_000 }).data?.answer.items
  const load = useCallback(
    (search: string) =>
      Promise.resolve(
        (sites ?? [])
          .filter(({ name }) => fold(name).includes(fold(search)))
          .map(({ id, name }) => ({ value: String(id), label: name })),
      ),
    [sites],
  )
  return (
    <RemotePicker
      label="Site"
      name="site"
      required
      help="A user belongs to one site. Who has no time zone of their own follows the site’s."
      load={load}
      chosen={chosen}
      onChoose={(next) => {
        setChosen(next)
        const [site] = next
        onAnswer(
          site ? { action: 'set-site', params: { site: Number(site.value) } } : { missing: 'Choose a site first.' },
        )
      }}
    />
  )
}

export function TimeZoneAsked({ onAnswer }: AskedProps) {
  const [how, setHow] = useState<'site' | 'own'>('own')
  const [zone, setZone] = useState<string | null>(null)
  const tell = (next: 'site' | 'own', chosen: string | null) => {
    setHow(next)
    setZone(chosen)
    if (next === 'own' && chosen === null) return onAnswer({ missing: 'Choose a time zone first.' })
    onAnswer({ action: 'set-time-zone', params: { timeZone: next === 'site' ? null : chosen } })
  }
  return (
    <>
      <RadioCards
        label="Which"
        name="which-zone"
        options={[
          { value: 'own', label: 'This time zone' },
          { value: 'site', label: 'That of their site' },
        ]}
        value={how}
        onChange={(next) => tell(next, zone)}
      />
      {how === 'own' && (
        <TimeZonePicker
          label="Time zone"
          name="time-zone"
          required
          value={zone}
          onChange={(next) => tell('own', next)}
        />
      )}
    </>
  )
}

const dialWords: { readonly [M in (typeof autoDialModes)[number]]: { label: string; help: string } } = {
  off: { label: 'Off', help: 'They dial by hand.' },
  preview: { label: 'Preview', help: 'They see the lead before it is dialled.' },
  progressive: { label: 'Progressive', help: 'A lead is dialled when somebody is free.' },
  predictive: { label: 'Predictive', help: 'Leads are dialled ahead of those who will be free.' },
}

export function AutoDialAsked({ onAnswer }: AskedProps) {
  const [mode, setMode] = useState<(typeof autoDialModes)[number] | null>(null)
  return (
    <RadioCards
      label="Auto dial"
      name="auto-dial"
      stacked
      required
      options={autoDialModes.map((value) => ({ value, ...dialWords[value] }))}
      value={mode}
      onChange={(next) => {
        setMode(next)
        onAnswer({ action: 'set-auto-dial', params: { autoDial: next } })
      }}
    />
  )
}

export function LeadsAsked({ onAnswer }: AskedProps) {
  const [on, setOn] = useState<'on' | 'off' | null>(null)
  return (
    <RadioCards
      label="New leads"
      name="assign-leads"
      stacked
      required
      options={[
        { value: 'on', label: 'Assign leads to them', help: 'The dialer hands new leads to these people.' },
        { value: 'off', label: 'Assign no new leads', help: 'The leads that they have stay theirs.' },
      ]}
      value={on}
      onChange={(next) => {
        setOn(next)
        onAnswer({ action: 'set-lead-assignment', params: { assignLeads: next === 'on' } })
      }}
    />
  )
}

export function AddressListAsked({ onAnswer }: AskedProps) {
  const [on, setOn] = useState<'on' | 'off' | null>(null)
  return (
    <RadioCards
      label="Extended IP ACL"
      name="use-address-list"
      stacked
      required
      options={[
        {
          value: 'on',
          label: 'On',
          help: 'They are served from the tenant’s addresses and their own only. Who is elsewhere now is signed out at once.',
        },
        {
          value: 'off',
          label: 'Off',
          help: 'They are served from everywhere. The addresses stay, and are not asked for these people.',
        },
      ]}
      value={on}
      onChange={(next) => {
        setOn(next)
        onAnswer({ action: 'set-address-list', params: { useAddressList: next === 'on' } })
      }}
    />
  )
}
