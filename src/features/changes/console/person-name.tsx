import { AppLink } from '#src/console/routing.tsx'
import classes from './changes.module.css'

type Named = {
  readonly id: string
  readonly name: string | null
  readonly username: string | null
  readonly staged?: true | undefined
}

/** A link to the person, where there is one yet; whoever is out of sight by now, or erased, has no name. */
export function PersonName({ person: { id, name, username, staged } }: { person: Named }) {
  if (name === null && username === null) return <span className="rc-muted">Somebody whom you cannot see any more</span>
  return (
    <span className={classes.person}>
      {staged ? (
        <bdi>{name || username}</bdi>
      ) : (
        <AppLink to={`/users/${id}`}>
          <bdi>{name || username}</bdi>
        </AppLink>
      )}
      {name && username && name !== username && (
        <span className="rc-muted">
          <bdi>{username}</bdi>
        </span>
      )}
    </span>
  )
}
