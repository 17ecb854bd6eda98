/** Every guard that `npm run mutants` takes out, in the order of the statements. */
import type { Mutant } from './mutant.ts'
import { mutants as house } from './house.ts'

const number = ({ statement }: Mutant) => Number(statement.slice(1))

export const mutants: readonly Mutant[] = [...house].sort((a, b) => number(a) - number(b))
