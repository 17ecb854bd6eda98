import { AppLink } from '#src/console/routing.tsx'
import classes from './changes.module.css'

type Named = { readonly id: string; readonly name: string | null; readonly username: string | null }

/** A link to the person; whoever is out of sight by now, or erased, has no name. */
export function PersonName({ person: { id, name, username } }: { person: Named }) {
  if (name === null && username === null) return <span className="rc-muted">Somebody whom you cannot see any more</span>
  return (
    <span className={classes.person}>
      <AppLink to={`/users/${id}`}>
        <bdi>{name || username}</bdi>
      </AppLink>
      {name && username && (
        <span className="rc-muted">
          <bdi>{username}</bdi>
        </span>
      )}
    </span>
  )
}
