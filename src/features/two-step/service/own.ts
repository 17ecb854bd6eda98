/** What the person has set up, for their own page. */
import { atHome, type Context } from '../../../server/context.ts'
import type { OwnSecondStep } from '../contract.ts'
import { countBackupCodes, findAuthenticator } from '../sql/authenticators.ts'
import { listPasskeys } from '../sql/passkeys.ts'
import { findStanding } from '../sql/people.ts'
import { shape } from './passkeys.ts'
import { arePasskeysPossible } from './relying-party.ts'

/** With what the actor can take the second step. */
export async function waysOf(asked: Context) {
  const { db, actor, publicOrigin } = atHome(asked)
  const [standing, codes] = await Promise.all([
    findStanding(db, actor.tenantId, actor.id),
    countBackupCodes(db, actor.tenantId, actor.id),
  ])
  const passkeys = (standing?.passkeys ?? 0) > 0 && arePasskeysPossible({ publicOrigin })
  return { authenticator: standing?.authenticator ?? false, passkeys, backupCodes: codes > 0 }
}

/** The second step of the actor, and what is left of their backup codes. */
export async function readOwn(asked: Context): Promise<OwnSecondStep> {
  const { db, actor, publicOrigin } = atHome(asked)
  const { tenantId, id } = actor
  const [standing, authenticator, backupCodesLeft, passkeys] = await Promise.all([
    findStanding(db, tenantId, id),
    findAuthenticator(db, tenantId, id),
    countBackupCodes(db, tenantId, id),
    listPasskeys(db, tenantId, id),
  ])
  return {
    required: standing?.required ?? false,
    authenticatorSince: authenticator?.set_up_at.toISOString() ?? null,
    backupCodesLeft,
    passkeys: passkeys.map(shape),
    passkeysPossible: arePasskeysPossible({ publicOrigin }),
  }
}
