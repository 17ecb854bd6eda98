/**
 * Telephone numbers that are kept free for fiction, so that no demonstration ever rings anybody: NANP 555-0100 to 0199
 * (ATIS-0300115), the United Kingdom's 020 7946 0000 to 0999 (Ofcom) and France's 01 99 00 (ARCEP).
 */
import type { Dice } from './dice.ts'

const areas = [
  '202',
  '212',
  '303',
  '305',
  '312',
  '404',
  '415',
  '503',
  '512',
  '602',
  '617',
  '702',
  '713',
  '808',
  '816',
  '901',
  '907',
  '919',
]

const padded = (number: number, length: number) => String(number).padStart(length, '0')

/** A number in E.164 that belongs to nobody. */
export function fictionalNumber(dice: Dice): string {
  const country = dice.below(3)
  if (country === 0) return `+1${dice.pick(areas)}55501${padded(dice.below(100), 2)}`
  return country === 1 ? `+442079460${padded(dice.below(1000), 3)}` : `+3319900${padded(dice.below(10_000), 4)}`
}
