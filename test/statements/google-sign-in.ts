/** Guards of signing in by the word of a provider. */
import type { Mutant } from './mutant.ts'

const test = 'src/features/google-sign-in/google-sign-in.test.ts'
export const mutants: readonly Mutant[] = [
  {
    statement: 'S44',
    without: 'whoever has an address after somebody else comes in as them',
    file: 'src/features/google-sign-in/service/sign-in.ts',
    before: 'owner.subject === account.subject',
    after: 'owner.id === userId',
    test,
  },
  {
    statement: 'S44',
    without: 'an address that the provider has not verified opens an account',
    file: 'src/features/google-sign-in/service/provider.ts',
    before: 'verified === true ? text(email) : null',
    after: 'verified === null ? null : text(email)',
    test,
  },
  {
    statement: 'S44',
    without: 'what a browser was given works again',
    file: 'src/features/google-sign-in/service/errand.ts',
    before: 'return isFirst ? errand : null',
    after: 'return isFirst || errand ? errand : null',
    test,
  },
  {
    statement: 'S44',
    without: 'another OAuth e-mail leaves the account bound to the one before',
    file: 'migrations/0027-google-sign-in.sql',
    before: 'when (old.oauth_email_key is distinct from new.oauth_email_key)',
    after: 'when (old.oauth_email_key is distinct from old.oauth_email_key)',
    test,
  },
]
