/** Truth, after form: are these names, numbers and telephone systems free and real (SPEC 4)? For one person or many at once. */
import { isPossiblePhoneNumber } from 'libphonenumber-js/min'
import { signInKey } from '../../../contract/text.ts'
import type { Actor } from '../../../server/actor.ts'
import type { Context } from '../../../server/context.ts'
import type { Query } from '../../../server/database/database.ts'
import { visibleUsers } from '../../roles/scope.ts'
import type { FieldName, FieldValues } from '../fields/catalogue.ts'
import { typeFault } from '../fields/custom.ts'
import * as statements from '../sql/truth.ts'

export type Candidate = { readonly id: string; readonly values: Partial<FieldValues> }
export type TruthFault = {
  readonly id: string
  readonly field: FieldName
  readonly code: string
  readonly message: string
  readonly heldBy?: string
  readonly deleted?: boolean
}

const DELETED = 'A user who was deleted in the last 30 days still holds it.'

type Known = {
  names: Map<string, statements.NameTaken>
  oauth: Map<string, statements.NameTaken>
  numbers: Map<string, statements.NumberHeld[]>
  pbxes: Map<number, statements.PbxRange>
  custom: Map<string, string>
}

async function look(actor: Actor, db: Query, candidates: readonly Candidate[]): Promise<Known> {
  const { tenantId } = actor
  const of = (...names: ('username' | 'email' | 'oauthEmail' | 'sipExtension' | 'virtualExtension')[]) =>
    candidates
      .flatMap((c) => names.map((n) => c.values[n]))
      .filter((v): v is string => typeof v === 'string' && v !== 'dynamic')
  const anyCustom = candidates.some((c) => c.values.custom && Object.keys(c.values.custom).length > 0)
  const names = await statements.selectTakenNames(db, tenantId, of('username', 'email').map(signInKey))
  const oauth = await statements.selectTakenOauth(db, tenantId, of('oauthEmail').map(signInKey))
  const numbers = await statements.selectTakenNumbers(
    db,
    tenantId,
    of('sipExtension', 'virtualExtension'),
    visibleUsers(actor, 'users.read'),
  )
  const pbxes = candidates.some((c) => c.values.sipPbx) ? await statements.selectPbxes(db, tenantId) : []
  return {
    names: new Map(names.map((n) => [n.key, n])),
    oauth: new Map(oauth.map((n) => [n.key, n])),
    numbers: Map.groupBy(numbers, (n) => n.number),
    pbxes: new Map(pbxes.map((p) => [p.id, p])),
    custom: anyCustom ? await statements.selectCustomKeys(db, tenantId) : new Map(),
  }
}

/** What is not true of these people, each by id and field. The candidates' own present names and numbers are free to them. */
export async function faultsOf(
  ctx: Pick<Context, 'actor'>,
  db: Query,
  candidates: readonly Candidate[],
): Promise<TruthFault[]> {
  const known = await look(ctx.actor, db, candidates)
  return candidates.flatMap((c) => [
    ...nameFaults(c, known),
    ...numberFaults(c, known),
    ...phoneFaults(c),
    ...customFaults(c, known),
  ])
}

function nameFaults({ id, values }: Candidate, known: Known): TruthFault[] {
  const fault = (field: FieldName, word: string, taken: statements.NameTaken | undefined): TruthFault[] =>
    !taken || taken.userId === id
      ? []
      : [
          {
            id,
            field,
            code: 'taken',
            message: taken.deleted ? `That ${word} is reserved. ${DELETED}` : `That ${word} is taken. Choose another.`,
            heldBy: taken.userId,
            deleted: taken.deleted,
          },
        ]
  return [
    ...(values.username ? fault('username', 'username', known.names.get(signInKey(values.username))) : []),
    ...(values.email ? fault('email', 'e-mail address', known.names.get(signInKey(values.email))) : []),
    ...(values.oauthEmail ? fault('oauthEmail', 'OAuth e-mail', known.oauth.get(signInKey(values.oauthEmail))) : []),
  ]
}

const heldHow = ({ deleted, holder }: statements.NumberHeld) =>
  deleted ? `is reserved. ${DELETED}` : `${holder === null ? 'is taken' : `belongs to ${holder}`}. Choose another.`

function numberFaults({ id, values }: Candidate, known: Known): TruthFault[] {
  const faults: TruthFault[] = []
  const { sipExtension, virtualExtension, sipPbx } = values
  const held = (field: FieldName, number: string, clash: (n: statements.NumberHeld) => boolean) => {
    const holder = known.numbers.get(number)?.find((n) => n.userId !== id && clash(n))
    if (holder)
      faults.push({
        id,
        field,
        code: 'taken',
        message: `Extension ${number} ${heldHow(holder)}`,
        heldBy: holder.userId,
        deleted: holder.deleted,
      })
  }
  const pbx = sipPbx ? known.pbxes.get(sipPbx) : undefined
  if (sipPbx && !pbx) faults.push({ id, field: 'sipPbx', code: 'unknown', message: `There is no PBX ${sipPbx}.` })
  if (sipExtension && sipExtension !== 'dynamic') {
    held('sipExtension', sipExtension, (n) => n.virtual || n.pbx === (sipPbx ?? 0))
    const number = Number(sipExtension)
    if (pbx?.from != null && pbx.to != null && (number < pbx.from || number > pbx.to)) {
      faults.push({
        id,
        field: 'sipExtension',
        code: 'range',
        message: `Extensions of ${pbx.name} run from ${pbx.from} to ${pbx.to}. Choose one of them.`,
      })
    }
  }
  if (virtualExtension) held('virtualExtension', virtualExtension, () => true)
  if (virtualExtension && virtualExtension === sipExtension)
    faults.push({
      id,
      field: 'virtualExtension',
      code: 'taken',
      message: 'The extension has that number already. Choose another.',
    })
  return faults
}

const phoneFaults = ({ id, values }: Candidate): TruthFault[] =>
  (['phone', 'callerIdNumber'] as const).flatMap((field) => {
    const number = values[field]
    return number && !isPossiblePhoneNumber(number)
      ? [
          {
            id,
            field,
            code: 'impossible',
            message: 'No such number can exist: it is too short or too long for its country. Check the digits.',
          },
        ]
      : []
  })

const customFaults = ({ id, values }: Candidate, known: Known): TruthFault[] =>
  Object.entries(values.custom ?? {}).flatMap(([key, value]): TruthFault[] => {
    const type = known.custom.get(key)
    const message = !type
      ? `There is no custom field “${key}” in this tenant.`
      : value === null
        ? null
        : typeFault(key, type, value)
    return message ? [{ id, field: 'custom', code: type ? 'type' : 'unknown', message }] : []
  })
