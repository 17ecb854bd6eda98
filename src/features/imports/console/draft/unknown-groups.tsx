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

/** Names that no group has: left out, taken for the one that they come near, or made on the way. */
export function UnknownGroups({ draft: { groups, options }, work }: { draft: Draft; work: DraftWork }) {
  const { reach } = useMe()
  const meanings = options.groups ?? []
  const mayMake = reach('groups.manage')?.everywhere === true
  if (groups.length === 0 && meanings.length === 0) return null
  const take = ({ field, name, near }: Unknown) =>
    near && void work.change({ groups: [...meanings, { field, name, as: near.id }] })
  return (
    <section aria-labelledby="groups" className={classes.section}>
      <h2 id="groups">{plural(groups.length, 'name')} of groups not known here</h2>
      {groups.length > 0 && (
        <PlainTable
          caption="Names of groups that are not known here"
          columns={[
            { label: 'Name', cell: ({ name }: Unknown) => <bdi>{name}</bdi> },
            { label: 'Kind', cell: ({ field }) => groupWords[groupFields[field]].one },
            { label: 'In', cell: ({ rows }) => plural(rows, 'row') },
            {
              label: 'What it means',
              cell: (one) =>
                one.near ? (
                  <AppButton small onClick={() => take(one)}>
                    Take it for “{one.near.name}”
                  </AppButton>
                ) : (
                  <span className="rc-muted">{options.createGroups ? 'Made on the way' : 'Left out'}</span>
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
      {mayMake && (
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
