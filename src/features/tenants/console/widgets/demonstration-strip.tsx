import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import classes from './demonstration-strip.module.css'

/** Above every page of the demonstration, so that nobody takes invented people for real ones. */
export function DemonstrationStrip() {
  const { tenant } = useMe()
  if (!tenant.demonstration) return null
  return (
    <p className={classes.strip} role="note">
      <strong>Demonstration.</strong> Everybody here is invented; no mail and no call leaves this tenant.
    </p>
  )
}
