import type { Module } from '../../../contract/modules.ts'
import type { Presence } from '../contract/presence.ts'

/** What a module that is off brings is absent (FACE-5). */
export const toPresence = ({ phone, ...rest }: Required<Presence>, modules: readonly Module[]): Presence => ({
  ...rest,
  ...(modules.includes('pbx') ? { phone } : {}),
})
