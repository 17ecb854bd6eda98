/** Making people: one from the form, or thousands from a file, by the same set-based statements (SPEC 4.1, BULK-6). */
import { newId } from '../../../contract/ids.ts'
import { forbidden, invalidRequest, type FieldError } from '../../../contract/problem.ts'
import { holds } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/context.ts'
import { brokenUnique, type Trx } from '../../../server/database/database.ts'
import { demandFreshProof } from '../../../server/proof.ts'
import { newRun, refusal, tell } from '../../changes/service/run.ts'
import { asMemberships, demandGroups, joinGroups } from '../../groups/service/members.ts'
import { recordChanges, type PersonChange, type RunRecord } from '../../history/service/record.ts'
import { giveTemporaryPassword } from '../../passwords/service.ts'
import { sendActivation } from '../../recovery/contract.ts'
import { mailLinks } from '../../recovery/service/mail-links.ts'
import { asGrants, demandGrants, grantRoles } from '../../roles/service/grants.ts'
import { visibleUsers } from '../../roles/scope.ts'
import { deletedTwin, extensionTaken, nameTaken } from '../contract/problems.ts'
import type { NewUser, User } from '../contract/user.ts'
import { groupFieldNames, type FieldName, type FieldValues, type GroupField } from '../fields/catalogue.ts'
import { checkTogether } from '../fields/check.ts'
import { columnFields, columns, secretKinds, type SecretField } from '../sql/columns.ts'
import * as statements from '../sql/people.ts'
import { forgetKeptPlans } from '../sql/rewriting.ts'
import { selectDefaults } from '../sql/truth.ts'
import { demandSite } from './settings.ts'
import { refuseAbsentModules } from './modules.ts'
import { numbersOf, takeNumbers } from './numbers.ts'
import { readAfterwards } from './read.ts'
import { faultsOf, type TruthFault } from './truth.ts'

/** A person about to be made: every field that was given, and how they stand. */
export type StagedPerson = {
  readonly id: string
  readonly createdAt: Date
  readonly values: Partial<FieldValues> & Pick<FieldValues, 'username' | 'email' | 'site' | 'roles'>
  readonly status: 'pending' | 'active' | 'inactive'
}

type Defaults = { autoDial: string }

export const stage = (values: StagedPerson['values'], withPassword: boolean, createdAt: Date): StagedPerson => ({
  id: newId(createdAt.getTime()),
  createdAt,
  values,
  status: values.active === false ? 'inactive' : withPassword ? 'active' : 'pending',
})

const stored = ({ id, createdAt, values, status }: StagedPerson, defaults: Defaults): statements.StoredPerson => {
  const given: Record<string, unknown> = {}
  // What is empty is not told: most columns of somebody new are.
  for (const field of columnFields) if (values[field] != null) given[columns[field]] = values[field]
  return {
    ...(given as unknown as statements.StoredPerson),
    id,
    status,
    superuser: values.superuser ?? false,
    languages: values.languages ?? [],
    assign_leads: values.assignLeads ?? false,
    use_address_list: values.useAddressList ?? false,
    auto_dial: values.autoDial ?? defaults.autoDial,
    custom: withoutNulls(values.custom ?? {}),
    created_at: createdAt.toISOString(),
  }
}
export const withoutNulls = <V>(custom: Readonly<Record<string, V>>) =>
  Object.fromEntries(Object.entries(custom).filter((entry): entry is [string, V & {}] => entry[1] !== null))

const memberships = ({ id, values }: StagedPerson) =>
  groupFieldNames.flatMap((field: GroupField) =>
    asMemberships(values[field] ?? []).map((m) => ({ userId: id, groupId: m.id, level: m.level })),
  )

export const secretPlace = (id: string, kind: string) => `user_secrets:${id}:${kind}`
const secretsOf = (ctx: Context, { id, values }: StagedPerson) =>
  (Object.keys(secretKinds) as SecretField[]).flatMap((field) => {
    const plain = values[field]
    return plain
      ? [{ userId: id, kind: secretKinds[field], sealed: ctx.keyring.seal(plain, secretPlace(id, secretKinds[field])) }]
      : []
  })

/** Everything that a new person has, for the change log: from nothing to what is set. */
function firstChange({ id, values, status }: StagedPerson): PersonChange {
  const changes: Record<string, readonly [null, unknown]> = {}
  for (const [field, value] of Object.entries(values))
    if (field !== 'active' && isGiven(value)) changes[field] = [null, value]
  // Grants and skills in the one shape that every entry of the log has.
  changes['roles'] = [null, asGrants(values.roles)]
  if (changes['skills']) changes['skills'] = [null, asMemberships(values.skills ?? [])]
  changes['status'] = [null, status]
  return { userId: id, changes }
}

const isGiven = (value: unknown) =>
  value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)

/**
 * Writes people whose form and truth are checked already; unique names and numbers are held by the database all the
 * same, and a clash throws (`problemOfClash` says it in words).
 */
export async function createPeople(
  ctx: Context,
  trx: Trx,
  people: readonly StagedPerson[],
  run: RunRecord = newRun('create', {}),
): Promise<void> {
  await recordChanges(ctx, trx, run, await insertPeople(ctx, trx, people))
  await tell(
    ctx,
    trx,
    [],
    people.map((p) => p.id),
  )
}

/** From so many people on, planning anew costs nothing beside what it may spare. */
const MANY = 100

/** The same for a run that records what it does: answers what history says of each. */
export async function insertPeople(ctx: Context, trx: Trx, people: readonly StagedPerson[]): Promise<PersonChange[]> {
  const { tenantId } = ctx.actor
  if (people.length >= MANY) await forgetKeptPlans(trx)
  const defaults = await selectDefaults(trx, tenantId)
  await statements.insertPeople(
    trx,
    tenantId,
    people.map((p) => stored(p, defaults)),
  )
  await grantRoles(
    trx,
    tenantId,
    people.flatMap((p) => asGrants(p.values.roles).map((grant) => ({ userId: p.id, ...grant }))),
  )
  await joinGroups(trx, tenantId, people.flatMap(memberships))
  await takeNumbers(
    trx,
    tenantId,
    people.flatMap((p) => numbersOf(p.id, p.values)),
  )
  await statements.putSecrets(
    trx,
    tenantId,
    people.flatMap((p) => secretsOf(ctx, p)),
  )
  return people.map(firstChange)
}

/** The problem for what two requests wanted at the same moment; null when the error is another. */
export function problemOfClash(error: unknown) {
  const constraint = brokenUnique(error)
  if (constraint === 'sign_in_names_pkey')
    return nameTaken({ detail: 'Somebody took that username or e-mail a moment ago. Choose another.' })
  if (constraint === 'users_oauth_email')
    return nameTaken({
      detail: 'Somebody took that OAuth e-mail a moment ago. Choose another.',
      errors: [{ pointer: '#/oauthEmail', code: 'taken', message: 'That OAuth e-mail is taken.' }],
    })
  if (constraint === 'extensions_pkey')
    return extensionTaken({ detail: 'Somebody took that extension a moment ago. Choose another.' })
  return null
}

const NAMES = new Set<FieldName>(['username', 'email', 'oauthEmail'])
const NUMBERS = new Set<FieldName>(['sipExtension', 'virtualExtension'])

/** Throws the problem that fits what is not true. `twin`: the deleted user who holds a name, where the actor may bring them back. */
export function demandTruth(faults: readonly TruthFault[], twin: string | null = null): void {
  const first = faults[0]
  if (!first) return
  const errors: FieldError[] = faults.map((f) => ({ pointer: `#/${f.field}`, code: f.code, message: f.message }))
  const taken = first.code === 'taken'
  const kind = !taken
    ? invalidRequest
    : first.deleted
      ? deletedTwin
      : NAMES.has(first.field)
        ? nameTaken
        : NUMBERS.has(first.field)
          ? extensionTaken
          : invalidRequest
  throw kind({ detail: first.message, errors, ...(twin ? { more: { existingId: twin } } : {}) })
}

/** The deleted user who holds what is wanted, if the actor may restore or erase them. */
async function twinOf(ctx: Context, trx: Trx, [first]: readonly TruthFault[]): Promise<string | null> {
  if (!first?.deleted || first.heldBy === undefined) return null
  const mayDelete = [visibleUsers(ctx.actor, 'users.delete')]
  const [may] = await statements.whichHoldOfDeleted(trx, ctx.actor.tenantId, first.heldBy, mayDelete)
  return may ? first.heldBy : null
}

export function demandTogether(values: Partial<FieldValues>): void {
  const errors = checkTogether(values).map((f) => ({ pointer: `#/${f.field}`, code: f.code, message: f.message }))
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
}

/** Groups, roles, site and superuser of a new person pass through the rules of their own actions. */
async function demandRights(ctx: Context, values: StagedPerson['values']): Promise<void> {
  await demandSite(ctx, values.site, 'users.create')
  await demandGrants(ctx, values.roles)
  if (values.superuser && !ctx.actor.superuser) throw refusal('superuser-only')
  for (const field of groupFieldNames) if (values[field]?.length) await demandGroups(ctx, field, values[field], 'add')
}

export type Created = { user: User; temporaryPassword?: string; passwordExpiresAt?: string }

/** Makes one user; with a temporary password when asked, which stands in the answer and nowhere else, or with a mailed link. */
export async function createUser(ctx: Context, { signIn, ...given }: NewUser): Promise<Created> {
  const values = given as StagedPerson['values']
  refuseAbsentModules(ctx, values)
  demandTogether(values)
  await demandRights(ctx, values)
  if (values.superuser) demandFreshProof(ctx)
  const invited = signIn === 'activation' && values.active !== false
  if (invited && !holds(ctx.actor, sendActivation.permission))
    throw forbidden({ more: { permission: sendActivation.permission } })
  const withPassword = signIn === 'temporary-password' && values.active !== false
  const person = stage(values, withPassword, ctx.clock.now())
  return transaction(ctx, async (trx) => {
    const faults = await faultsOf(ctx, trx, [{ id: person.id, values }])
    demandTruth(faults, await twinOf(ctx, trx, faults))
    await createPeople(ctx, trx, [person])
    if (invited) await mailLinks(ctx, trx, 'activation', [person.id])
    const password = withPassword ? await giveTemporaryPassword(ctx, trx, person.id) : null
    const user = await readAfterwards(ctx, trx, person.id)
    return password
      ? { user, temporaryPassword: password.password, passwordExpiresAt: password.expiresAt.toISOString() }
      : { user }
  }).catch((error: unknown) => {
    throw problemOfClash(error) ?? error
  })
}
