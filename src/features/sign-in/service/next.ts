import type * as z from 'zod/mini'
import type { Stage } from '../../../contract/stages.ts'
import type { nextStep } from '../contract.ts'

type Next = z.output<typeof nextStep>
/** What comes after a step of signing in, and the cookie that carries the session from then on. */
export type SignedIn = { readonly next: Next; readonly cookie: string }

export const nextOf = (stage: Stage): Next => (stage === 'whole' ? 'home' : stage)
