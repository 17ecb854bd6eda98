/** Extensions: which numbers a person's settings take, and taking them where nobody else has them (SPEC 2, PBX). */
import type { Trx } from '../../../server/database/database.ts'
import { virtualExtensionPlaces } from '../../pbxes/service.ts'
import type { FieldValues } from '../fields/catalogue.ts'
import { deleteExtensions, insertExtensions, type NumberTaken } from '../sql/people.ts'

type Settings = Partial<Pick<FieldValues, 'sipExtension' | 'sipPbx' | 'virtualExtension'>>

/** Numbers that a person's settings take; a virtual one stands under no PBX, since it holds in each. */
export const numbersOf = (id: string, { sipExtension, sipPbx, virtualExtension }: Settings): NumberTaken[] => [
  ...(sipExtension && sipExtension !== 'dynamic'
    ? [{ userId: id, pbx: sipPbx ?? 0, number: sipExtension, virtual: false }]
    : []),
  ...(virtualExtension ? [{ userId: id, pbx: 0, number: virtualExtension, virtual: true }] : []),
]

/** Takes numbers: a phone's in its PBX, a virtual one in every PBX and in none, so that the two never meet. */
export async function takeNumbers(trx: Trx, tenantId: number, numbers: readonly NumberTaken[]): Promise<void> {
  if (numbers.length === 0) return
  const places = numbers.some((n) => n.virtual) ? await virtualExtensionPlaces(trx, tenantId) : []
  await insertExtensions(
    trx,
    tenantId,
    numbers.flatMap((n) => (n.virtual ? places.map((pbx) => ({ ...n, pbx })) : [n])),
  )
}

/** Gives back what the person had and takes what the settings name now, so that two own numbers can change places. */
export async function retakeNumbers(trx: Trx, tenantId: number, id: string, settings: Settings): Promise<void> {
  await deleteExtensions(trx, tenantId, [id])
  await takeNumbers(trx, tenantId, numbersOf(id, settings))
}
