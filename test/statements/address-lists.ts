/** Guards of where somebody may come from. */
import type { Mutant } from './mutant.ts'

export const mutants: readonly Mutant[] = [
  {
    statement: 'S32',
    without: 'whoever writes X-Forwarded-For is believed',
    file: 'src/server/http/server.ts',
    before: 'options.trustedProxies.length > 0 ? [...options.trustedProxies] : false',
    after: 'true',
    test: 'src/features/address-lists/address-lists.test.ts',
  },
]
