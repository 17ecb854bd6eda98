/** Whose call it is: the first of a record's names that is somebody's. */
import type { Actor } from '../../../server/actor.ts'
import type { Query } from '../../../server/database/database.ts'
import type { AgentKind, Cause, Direction } from '../contract/records.ts'
import { selectAliases, selectNamed } from '../sql/agents.ts'
import type { AgentName, Call } from './check.ts'

export type Agent = {
  readonly userId: string
  readonly zone: string
  /** How the record named them. */
  readonly agent: string
  /** Null where the record itself says it. */
  readonly direction: Direction | null
}
/** `nobodys`: every name of the record is one of which somebody said that it is nobody's. */
export type Found =
  Agent | 'nobodys' | { readonly cause: Cause; readonly name: { readonly kind: AliasKind; readonly name: string } }

/** An extension and a SIP name are both names of a phone, and what is said of one holds for the other. */
export type AliasKind = 'user' | 'username' | 'phone'
const aliasKindOf = (kind: AgentKind): AliasKind => (kind === 'user' || kind === 'username' ? kind : 'phone')

const LOOKED_UP_AS: { readonly [K in AgentKind]: readonly string[] } = {
  user: ['user'],
  username: ['username'],
  extension: ['extension'],
  sip: ['sip'],
  phone: ['extension', 'sip'],
}
const at = (kind: string, key: string) => `${kind} ${key}`

const agentOf = ({ kind, name, direction }: AgentName, userId: string, zone: string): Agent => ({
  userId,
  zone,
  agent: at(kind, name),
  direction,
})

/** Looks up everybody whom these calls name, and answers for each call whose it is. */
export async function findAgents(db: Query, actor: Actor, calls: readonly Call[]): Promise<(call: Call) => Found> {
  const names = new Map(calls.flatMap(({ agents }) => agents).map((name) => [at(name.kind, name.key), name]))
  const keysOf = (...kinds: readonly AgentKind[]) =>
    [...names.values()].filter(({ kind }) => kinds.includes(kind)).map(({ key }) => key)
  const named = await selectNamed(db, actor, {
    users: keysOf('user'),
    usernames: keysOf('username'),
    extensions: keysOf('extension', 'phone'),
    sips: keysOf('sip', 'phone'),
  })
  const people = Map.groupBy(named, ({ kind, key }) => at(kind, key))
  const known = await selectAliases(db, actor, [...new Set(keysOf('user', 'username', 'extension', 'sip', 'phone'))])
  const aliases = new Map(known.map((alias) => [at(alias.kind, alias.name), alias]))

  const whoIs = (name: AgentName): Found => {
    const those = LOOKED_UP_AS[name.kind].flatMap((kind) => people.get(at(kind, name.key)) ?? [])
    const one = those[0]
    if (one && those.every(({ user_id }) => user_id === one.user_id)) return agentOf(name, one.user_id, one.zone)
    const kind = aliasKindOf(name.kind)
    const alias = aliases.get(at(kind, name.key))
    if (alias?.user_id && alias.zone) return agentOf(name, alias.user_id, alias.zone)
    if (alias && !alias.user_id) return 'nobodys'
    return { cause: one ? 'ambiguous-agent' : 'unknown-agent', name: { kind, name: name.key } }
  }
  return ({ agents }) => firstKnown(agents.map(whoIs))
}

/**
 * The first who is somebody; between two of ours it is an internal call, and the first one's. Of names that nobody has, an
 * extension is rather the agent's than the name of a trunk.
 */
function firstKnown(found: readonly Found[]): Found {
  const known = found.filter((one) => one !== 'nobodys' && 'userId' in one)
  const doubts = found.filter((one) => one !== 'nobodys' && 'cause' in one)
  const [first] = known
  if (!first) {
    const extension = ({ cause, name }: (typeof doubts)[number]) =>
      cause === 'ambiguous-agent' || (name.kind === 'phone' && /^\d+$/.test(name.name))
    return doubts.find(extension) ?? doubts[0] ?? 'nobodys'
  }
  const between = first.direction !== null && known.some(({ userId }) => userId !== first.userId)
  return between ? { ...first, direction: 'internal' } : first
}
