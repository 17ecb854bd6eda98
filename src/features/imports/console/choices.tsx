import { useAnswer } from '#src/console/query.ts'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { MultiSelect, Select } from '#src/console/kit/select.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { listRoles } from '../../roles/contract.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { listSites } from '../../sites/contract.ts'
import type { ImportReport } from '../contract.ts'
import type { Choices } from './use-import.ts'
import classes from './import.module.css'

const MOST = 200
type ChoicesProps = { choices: Choices; onChange: (change: Partial<Choices>) => void; checked: ImportReport | null }

/** What people become where their row does not say, and what the problems of the file ask for. */
export function ImportChoices({ choices, onChange, checked }: ChoicesProps) {
  const sites = useCreatableSites()
  const roles = (useAnswer(listRoles, {}).data?.answer.items ?? []).filter(({ grantable }) => grantable)
  const asks = useAsked(choices, checked)
  return (
    <>
      <div className={classes.fields}>
        <Select
          label="Site"
          name="site"
          options={sites.slice(0, MOST).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={choices.site}
          onChange={(site) => onChange({ site })}
          placeholder="Choose a site"
          help="For rows that name none of your sites."
        />
        <MultiSelect
          label="Roles"
          name="roles"
          options={roles.slice(0, MOST).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={choices.roles}
          onChange={(chosen) => onChange({ roles: chosen })}
          placeholder="Choose roles"
          help="For rows that name none."
        />
        {asks.email && (
          <TextField
            label="How e-mails are made"
            name="emailFrom"
            value={choices.emailFrom}
            onChange={(emailFrom) => onChange({ emailFrom })}
            placeholder="{username}@example.com"
            help="For rows without one. {username}, {firstName}, {lastName}, {extension} and {externalId} are filled in."
            ltr
          />
        )}
        {asks.domain && (
          <TextField
            label="Domain"
            name="domain"
            value={choices.domain}
            onChange={(domain) => onChange({ domain })}
            placeholder="example.com"
            help="Stands in for the placeholder that the template left to be filled in."
            ltr
          />
        )}
      </div>
      {asks.groups && (
        <Checkbox
          name="createGroups"
          checked={choices.createGroups}
          onChange={(createGroups) => onChange({ createGroups })}
          label="Create the groups that are not there"
        />
      )}
      <Checkbox
        name="allOrNothing"
        checked={choices.allOrNothing}
        onChange={(allOrNothing) => onChange({ allOrNothing })}
        label="All or nothing: create nobody when a row has a problem"
      />
    </>
  )
}

function useCreatableSites() {
  const { reach } = useMe()
  const right = reach('users.create')
  const sites = useAnswer(listSites, {}).data?.answer.items ?? []
  return sites.filter(({ id }) => right?.everywhere || right?.sites.includes(id))
}

/** An option stands there once a check asked for it, and as long as it is filled in. */
function useAsked({ emailFrom, domain, createGroups }: Choices, checked: ImportReport | null) {
  const { reach } = useMe()
  const has = (code: string, field?: string) =>
    checked?.problems.some((problem) => problem.code === code && (!field || problem.field === field)) ?? false
  const unknownGroups = checked?.warnings.some(({ code }) => code === 'unknown-groups') ?? false
  return {
    email: emailFrom !== '' || has('required', 'email') || has('email-from'),
    domain: domain !== '' || has('placeholder'),
    groups: createGroups || (unknownGroups && reach('groups.manage')?.everywhere === true),
  }
}
