import type { Permission } from '#src/contract/permissions.ts'
import { PermissionLink } from './permission-link.tsx'
import { inSections } from './permission-sections.ts'
import classes from './permission-choices.module.css'

/** What is allowed, in sentences, each leading to who may do it. */
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
                <PermissionLink permission={permission} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
