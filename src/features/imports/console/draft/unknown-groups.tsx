import { Checkbox } from '#src/console/kit/choices.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { PlainTable } from '#src/console/kit/plain-table.tsx'
import { groupWords } from '../../../groups/contract.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { groupFields } from '../../../users/fields/catalogue.ts'
import type { Draft } from '../../contract/drafts.ts'
import type { DraftWork } from './use-draft.ts'
import classes from '../import.module.css'

type Unknown = Draft['groups'][number]

/** Names that no group has, or no site: left out, taken for the one that they come near, or made on the way. */
export function UnknownGroups({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { groups, options } = draft
  const { reach } = useMe()
  const meanings = options.groups ?? []
  const mayMake = reach('groups.manage')?.everywhere === true
  if (groups.length === 0 && meanings.length === 0) return null
  const take = ({ field, name, near }: Unknown) =>
    near && void work.change({ groups: [...meanings, { field, name, as: near.id }] })
  return (
    <section aria-labelledby="groups" className={classes.section}>
      <h2 id="groups">{plural(groups.length, 'name')} not known here</h2>
      {groups.length > 0 && (
        <PlainTable
          caption="Names of groups and sites that are not known here"
          columns={[
            { label: 'Name', cell: ({ name }: Unknown) => <bdi>{name}</bdi> },
            { label: 'Kind', cell: ({ field }) => kindOf(field) },
            { label: 'In', cell: ({ rows }) => plural(rows, 'row') },
            {
              label: 'What it means',
              cell: (one) =>
                one.near ? (
                  <AppButton small onClick={() => take(one)}>
                    Take it for “{one.near.name}”
                  </AppButton>
                ) : (
                  <span className="rc-muted">{sayWithout(one, draft)}</span>
                ),
            },
          ]}
          rows={groups}
          idOf={({ field, name }) => `${field} ${name}`}
        />
      )}
      {meanings.length > 0 && (
        <p className="rc-muted">
          {plural(meanings.length, 'name')} taken for another.{' '}
          <AppButton small onClick={() => void work.change({ groups: null })}>
            Take that back
          </AppButton>
        </p>
      )}
      {mayMake && (options.createGroups || groups.some(({ field }) => field !== 'site')) && (
        <Checkbox
          name="createGroups"
          checked={options.createGroups === true}
          onChange={(createGroups) => void work.change({ createGroups })}
          label="Create the groups that are not there"
          help="Undo takes the people out of them again; the groups stay."
        />
      )}
    </section>
  )
}

const kindOf = (field: Unknown['field']) => (field === 'site' ? 'site' : groupWords[groupFields[field]].one)

/** What becomes of a name that nothing here comes near. */
function sayWithout({ field }: Unknown, { options, problems }: Draft): string {
  if (field !== 'site') return options.createGroups ? 'Made on the way' : 'Left out'
  if (problems.some((one) => one.field === 'site' && one.code === 'unknown'))
    return 'Refused: choose the site of new users'
  return options.mode === 'both' ? 'The site of new users; the others stay where they are' : 'The site of new users'
}
