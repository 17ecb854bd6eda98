/** Guards of who may come in, to what, and of what is another tenant's. */
import type { Mutant } from './mutant.ts'

export const mutants: readonly Mutant[] = [
  {
    statement: 'S24',
    without: 'a request that another site makes a browser send is answered',
    file: 'src/server/http/guards.ts',
    before: 'if (foreign || marked === undefined) throw crossSite()',
    after: 'void foreign',
    test: 'src/features/sign-in/sign-in.test.ts',
  },
  {
    statement: 'S25',
    without: 'the document does not say which permission an address asks for',
    file: 'src/server/http/openapi.ts',
    before: "'x-permission': endpoint.permission,",
    after: "'x-permission': 'signed-in',",
    test: 'src/entry/routes.test.ts',
  },
  {
    statement: 'S26',
    without: 'whoever may do something to some people finds all of the tenant',
    file: 'src/features/roles/scope.ts',
    before: '  if (reach.everywhere) return sql<boolean>`${tenant}`',
    after: '  if (reach) return sql<boolean>`${tenant}`',
    test: 'src/entry/foreign-ids.test.ts',
  },
  {
    statement: 'S28',
    without: 'what a change does not know is left out in silence',
    file: 'src/features/users/contract/user.ts',
    before: 'export const userPatch = z.strictObject({',
    after: 'export const userPatch = z.object({',
    test: 'src/features/users/bad-input.test.ts',
  },
  {
    statement: 'S29',
    without: 'anybody who may edit roles gives any permission',
    file: 'src/features/roles/scope.ts',
    before: '  if (actor.superuser) return null\n  return (\n    grant.permissions.filter(isPower)',
    after: '  if (actor) return null\n  return (\n    grant.permissions.filter(isPower)',
    test: 'src/features/roles/roles.test.ts',
  },
]
