import { formatNumber, plural } from '#src/console/kit/numbers.ts'

export type Shortfall = { readonly name: string; readonly left: number; readonly minimum: number }

const sayLeft = ({ name, left, minimum }: Shortfall) =>
  minimum > 0 ? `${name} (${formatNumber(left)} of ${formatNumber(minimum)})` : `${name} (nobody left)`

/**
 * "2 queues will be below their minimum: Billing (3 of 5), Sales (0 of 1)": of so many in all, the first of them by name. One that asks
 * for no minimum is named once nobody is left in it.
 */
export function sayShortfalls(first: readonly Shortfall[], total = first.length): string {
  const rest = total > first.length ? ` and ${formatNumber(total - first.length)} more` : ''
  const what = first.every(({ minimum }) => minimum > 0)
    ? `below ${total === 1 ? 'its' : 'their'} minimum`
    : 'short of agents'
  return `${plural(total, 'queue')} will be ${what}: ${first.map(sayLeft).join(', ')}${rest}`
}

/** Whether a queue with so many active agents left is one to warn of. */
export const isShort = (left: number, minimum: number): boolean => left < minimum || left <= 0
