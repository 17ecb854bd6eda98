import { useState } from 'react'
import { Segments } from '#src/console/kit/choices.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { modules } from '#src/contract/modules.ts'
import { permissionNames } from '#src/contract/permissions.ts'
import { whyMayUser, type Reasoned } from '../../contract/why.ts'
import { PermissionLink } from './permission-link.tsx'
import { inSections } from './permission-sections.ts'
import { useWhere } from './where.ts'
import classes from './why-may.module.css'

/** Every permission of one user: what they may do and by which role, and what they may not and who could give it. */
export function WhyMay({ userId }: { userId: string }) {
  const [side, setSide] = useState<'may' | 'not'>('may')
  const { data, error, refetch } = useAnswer(whyMayUser, { params: { id: userId } })
  const answer = data?.answer
  if (!answer) return <NotYet what="the reasons" loaded={false} error={error} onRetry={() => void refetch()} />
  const may = answer.items.filter(({ held }) => held)
  const not = answer.items.filter(({ held }) => !held)
  return (
    <div className={classes.why}>
      {answer.status !== 'active' && (
        <p>
          <strong>Nothing of this while the account is {answer.status}:</strong> only active users may do anything.
        </p>
      )}
      {answer.operator && <p>An operator, who may also do everything in each tenant below this one.</p>}
      {answer.superuser && <p>A tenant superuser may do everything in this tenant, whatever the roles say.</p>}
      {not.length > 0 && (
        <Segments
          label="Which permissions"
          value={side}
          onChange={setSide}
          options={[
            { value: 'may', name: 'What they may do', label: `May (${may.length})` },
            { value: 'not', name: 'What they may not do', label: `May not (${not.length})` },
          ]}
        />
      )}
      {side === 'may' && may.some(({ reach }) => reach?.everywhere === false) && (
        <p className="rc-muted">
          What is limited counts for those people; what belongs to the whole tenant needs it without a limit.
        </p>
      )}
      <Reasons items={side === 'may' || not.length === 0 ? may : not} superuser={answer.superuser} />
    </div>
  )
}

function Reasons({ items, superuser }: { items: readonly Reasoned[]; superuser: boolean }) {
  const of = new Map(items.map((one) => [one.permission, one]))
  return inSections(permissionNames.filter((name) => of.has(name))).map((section) => (
    <section key={section.name}>
      <h3>{section.name}</h3>
      <ul>
        {section.permissions.map((name) => (
          <li key={name}>
            <PermissionLink permission={name} />
            <span className="rc-muted">
              <Because one={of.get(name)!} superuser={superuser} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  ))
}

function Because({ one, superuser }: { one: Reasoned; superuser: boolean }) {
  const where = useWhere()
  const off = one.moduleOff && `The module “${nameOf(one.moduleOff)}” is off, so there is nothing to do with it. `
  if (!one.held) return <>{`${off ?? ''}No role of theirs gives it. ${sayGivers(one)}`}</>
  const roles = one.from.map((role) => `${role.name} (${where(role)})`)
  const from = [...(superuser ? ['being a tenant superuser'] : []), ...roles].join(', ')
  return <>{`${off ?? ''}Because of ${from}.`}</>
}

const nameOf = (module: string) => (modules as Readonly<Record<string, string>>)[module] ?? 'Call statistics'

/** Which role would give it, and whether the one who looks may give that role. */
function sayGivers({ givenBy }: Reasoned): string {
  if (givenBy.length === 0) return 'No role gives it at all.'
  const names = (some: typeof givenBy) => some.map(({ name }) => name).join(', ')
  const mine = givenBy.filter(({ grantable }) => grantable)
  if (mine.length > 0) return `You could give it by: ${names(mine)}.`
  return `It comes with ${names(givenBy)}, which you may not give; ask somebody who may.`
}
