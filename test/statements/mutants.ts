/** Every guard that `npm run mutants` takes out, in the order of the statements. */
import { mutants as addressLists } from './address-lists.ts'
import { mutants as googleSignIn } from './google-sign-in.ts'
import { mutants as house } from './house.ts'
import { mutants as locks } from './locks.ts'
import type { Mutant } from './mutant.ts'
import { mutants as passwords } from './passwords.ts'
import { mutants as reach } from './reach.ts'
import { mutants as recovery } from './recovery.ts'
import { mutants as sessions } from './sessions.ts'
import { mutants as twoStep } from './two-step.ts'
import { mutants as versions } from './versions.ts'
import { mutants as walls } from './walls.ts'

const number = ({ statement }: Mutant) => Number(statement.slice(1))

export const mutants: readonly Mutant[] = [
  house,
  passwords,
  recovery,
  locks,
  twoStep,
  walls,
  sessions,
  addressLists,
  googleSignIn,
  reach,
  versions,
]
  .flat()
  .toSorted((a, b) => number(a) - number(b))
