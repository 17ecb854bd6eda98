import { AppLink } from '#src/console/routing.tsx'
import { permissions, type Permission } from '#src/contract/permissions.ts'
import { inSections } from './permission-sections.ts'
import classes from './permission-choices.module.css'

/** What is allowed, in sentences, to be read. */
export function PermissionList({ held }: { held: readonly Permission[] }) {
  if (held.length === 0) return <p className="rc-muted">It allows nothing yet.</p>
  return (
    <div className={classes.sections}>
      {inSections(held).map((section) => (
        <section key={section.name} className={classes.section}>
          <h2>{section.name}</h2>
          <ul>
            {section.permissions.map((permission) => (
              <li key={permission}>
                {permissions[permission].says}{' '}
                <AppLink to={`/roles/who/${permission}`} aria-label={`Who may: ${permissions[permission].says}`}>
                  Who may?
                </AppLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
