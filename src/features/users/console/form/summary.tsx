import { Avatar } from '#src/console/kit/avatar.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import { isEmpty } from './changes.ts'
import { pictureOf } from '../user/picture-of.ts'
import { useFormSetting } from './form-context.tsx'
import { useSayValue } from './say-value.ts'
import classes from './form.module.css'

/** Who it is, what will be sent, and what is still missing. */
export function Summary({ changed }: { changed: readonly FieldName[] }) {
  const { form, saved, user, fields } = useFormSetting()
  const say = useSayValue()
  const { firstName, lastName, username } = form.values
  const name = [firstName, lastName].filter(Boolean).join(' ') || username || 'New user'
  const missing = fields.filter((field) => definition(field).required && isEmpty(form.values[field]))
  return (
    <>
      <div className={classes.who}>
        <Avatar name={name} id={user?.id ?? 'new'} size={40} picture={user && pictureOf(user)} />
        <div>
          <bdi className={classes.name}>{name}</bdi>
          <span className="rc-muted">
            {say('site', form.values.site) === 'nothing' ? 'No site yet' : say('site', form.values.site)}
          </span>
        </div>
      </div>
      {missing.length > 0 && (
        <div>
          <h3>Still missing</h3>
          <ul className={classes.todo}>
            {missing.map((field) => (
              <li key={field}>{definition(field).label}</li>
            ))}
          </ul>
        </div>
      )}
      {(user || changed.length > 0) && (
        <div>
          <h3>
            {user ? (changed.length === 0 ? 'No changes yet' : plural(changed.length, 'change')) : 'What will be saved'}
          </h3>
          <dl className={classes.changes}>
            {changed.map((field) => (
              <div key={field}>
                <dt>{definition(field).label}</dt>
                <dd>
                  {user && !definition(field).writeOnly && <s>{say(field, saved[field])}</s>}{' '}
                  <bdi>{definition(field).writeOnly ? 'changed' : say(field, form.values[field])}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </>
  )
}
