import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Module } from '#src/contract/modules.ts'
import type { Permission } from '#src/contract/permissions.ts'
import type { Me } from '../../contract.ts'

export type Reach = Me['permissions'][number]['reach']

/** Who is signed in, and what they may do: what every page asks before it offers anything. */
export type Mine = Me & {
  /** Held anywhere: for somebody in particular, the server's list of actions says it. */
  readonly can: (permission: Permission) => boolean
  /** Where a permission reaches; null when it is not held. */
  readonly reach: (permission: Permission) => Reach | null
  readonly hasModule: (module: Module) => boolean
}

const MeContext = createContext<Mine | null>(null)

export const mineOf = (me: Me): Mine => {
  const reaches = new Map(me.permissions.map((held) => [held.permission, held.reach]))
  return {
    ...me,
    can: (permission) => reaches.has(permission),
    reach: (permission) => reaches.get(permission) ?? null,
    hasModule: (module) => me.tenant.modules.includes(module),
  }
}

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  const mine = useMemo(() => mineOf(me), [me])
  return <MeContext value={mine}>{children}</MeContext>
}

/** The signed-in person: `const { can, hasModule, tenant } = useMe()`. Only below the signed-in frame. */
export function useMe(): Mine {
  const mine = useContext(MeContext)
  if (!mine) throw new Error('useMe is for pages of a signed-in person.')
  return mine
}
