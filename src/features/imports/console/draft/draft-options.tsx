import { useState } from 'react'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { MultiSelect, Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { listRoles } from '../../../roles/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listSites } from '../../../sites/contract.ts'
import type { ImportKey } from '../../contract.ts'
import type { Draft } from '../../contract/drafts.ts'
import type { Change, DraftWork } from './use-draft.ts'
import classes from '../import.module.css'

const MOST = 200
type Props = { draft: Draft; work: DraftWork }

const modes = [
  { value: 'create', label: 'New users only' },
  { value: 'both', label: 'New users, and changes to those who are there' },
  { value: 'update', label: 'Changes to those who are there only' },
] as const
const keys: readonly { value: ImportKey; label: string }[] = [
  { value: 'externalId', label: 'External ID' },
  { value: 'username', label: 'Username' },
  { value: 'email', label: 'E-mail' },
  { value: 'extension', label: 'Extension' },
]

/** What rows become; each choice is checked at once. */
export function DraftOptions({ draft, work }: Props) {
  const { options } = draft
  const { mode = 'create' } = options
  return (
    <section aria-labelledby="options" className={classes.section}>
      <h2 id="options">What the rows become</h2>
      <div className={classes.fields}>
        <ModeChoice draft={draft} work={work} />
        {mode !== 'create' && <ForThoseThere draft={draft} work={work} />}
        {mode !== 'update' && <ForNew draft={draft} work={work} />}
      </div>
      <Checkbox
        name="allOrNothing"
        checked={options.allOrNothing === true}
        onChange={(allOrNothing) => void work.change({ allOrNothing })}
        label="All or nothing: change nobody when a row has a problem"
      />
    </section>
  )
}

/** Whoever is to be changed must be matched by something: the columns of the file suggest by what. */
function ModeChoice({ draft: { options, columns }, work }: Props) {
  const { can } = useMe()
  const fed = (field: string) => columns.some((column) => column.fate === 'read' && column.fields.includes(field))
  const suggested: ImportKey = fed('externalId') ? 'externalId' : fed('username') ? 'username' : 'email'
  const change = (mode: (typeof modes)[number]['value']): Change =>
    mode === 'create' ? { mode } : { mode, key: options.key ?? suggested }
  return (
    <Select
      label="This file brings"
      name="mode"
      options={modes.map((one) => ({ ...one, disabled: one.value !== 'create' && !can('users.edit') }))}
      value={options.mode ?? 'create'}
      onChange={(mode) => mode && void work.change(change(mode as (typeof modes)[number]['value']))}
    />
  )
}

function ForThoseThere({ draft: { options }, work }: Props) {
  return (
    <>
      <Select
        label="Users are matched by"
        name="key"
        options={keys}
        value={options.key ?? null}
        onChange={(key) => key && void work.change({ key: key as ImportKey })}
        help="Never by name: two people may share one."
      />
      <Select
        label="An empty cell"
        name="blank"
        options={[
          { value: 'leave', label: 'leaves the field as it is' },
          { value: 'clear', label: 'empties the field' },
        ]}
        value={options.blank ?? 'leave'}
        onChange={(blank) => blank && void work.change({ blank: blank as 'leave' | 'clear' })}
      />
      <Select
        label="Roles, skills, desks, tags and units"
        name="lists"
        options={[
          { value: 'add', label: 'are added to those they have' },
          { value: 'replace', label: 'replace those they have' },
        ]}
        value={options.lists ?? 'add'}
        onChange={(lists) => lists && void work.change({ lists: lists as 'add' | 'replace' })}
      />
    </>
  )
}

function ForNew({ draft, work }: Props) {
  const { options } = draft
  const sites = useCreatableSites()
  const roles = (useAnswer(listRoles, {}).data?.answer.items ?? []).filter(({ grantable }) => grantable)
  const asks = asksOf(draft)
  const idOf = (things: readonly { id: number; name: string }[], wanted: string | number) =>
    String(typeof wanted === 'number' ? wanted : (things.find(({ name }) => name === wanted)?.id ?? wanted))
  return (
    <>
      <Select
        label="Site of new users"
        name="site"
        options={sites.slice(0, MOST).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={options.site === undefined ? null : idOf(sites, options.site)}
        onChange={(site) => void work.change({ site: site === null ? null : Number(site) })}
        placeholder="Choose a site"
        clearable
        help={
          options.mode === 'both'
            ? 'For rows that name none of your sites. Whoever is there stays at theirs.'
            : 'For rows that name none of your sites.'
        }
      />
      <MultiSelect
        label="Roles of new users"
        name="roles"
        options={roles.slice(0, MOST).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={(options.roles ?? []).map((role) => idOf(roles, role))}
        onChange={(chosen) => void work.change({ roles: chosen.map(Number) })}
        placeholder="Choose roles"
        help="For rows that name none."
      />
      {asks.email && (
        <Typed
          label="How e-mails are made"
          name="emailFrom"
          value={options.emailFrom ?? ''}
          onDone={(text) => void work.change({ emailFrom: text === '' ? null : text })}
          placeholder="{username}@example.com"
          help="For rows without one. {username}, {firstName}, {lastName}, {extension} and {externalId} are filled in."
        />
      )}
      {asks.domain && (
        <Typed
          label="Domain"
          name="domain"
          value={options.domain ?? ''}
          onDone={(text) => void work.change({ domain: text === '' ? null : text })}
          placeholder="example.com"
          help="Stands in for the placeholder that the template left to be filled in."
        />
      )}
      {asks.country && (
        <Typed
          label="Numbers are dialled from"
          name="country"
          value={options.country ?? ''}
          onDone={(text) => void work.change({ country: text === '' ? null : text.toUpperCase() })}
          placeholder="LV"
          help="The country of numbers without +, as two letters."
        />
      )}
    </>
  )
}

/** An option stands there once the check asked for it, and as long as it is filled in. */
function asksOf({ options, problems }: Draft) {
  const has = (code: string, ...fields: string[]) =>
    problems.some((problem) => problem.code === code && (fields.length === 0 || fields.includes(problem.field)))
  return {
    email: options.emailFrom !== undefined || has('required', 'email') || has('email-from'),
    domain: options.domain !== undefined || has('placeholder'),
    country: options.country !== undefined || has('invalid', 'phone', 'callerIdNumber'),
  }
}

function useCreatableSites() {
  const { reach } = useMe()
  const right = reach('users.create')
  const sites = useAnswer(listSites, {}).data?.answer.items ?? []
  return sites.filter(({ id }) => right?.everywhere || right?.sites.includes(id))
}

type TypedProps = {
  label: string
  name: string
  value: string
  onDone: (text: string) => void
  placeholder: string
  help: string
}

/** Text that counts once somebody is done typing: at Enter, or when they leave the field. */
function Typed({ value, onDone, ...field }: TypedProps) {
  const [typed, setTyped] = useState(value)
  const done = () => {
    if (typed.trim() !== value) onDone(typed.trim())
  }
  return (
    <TextField
      {...field}
      value={typed}
      onChange={setTyped}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done()
      }}
      ltr
    />
  )
}
