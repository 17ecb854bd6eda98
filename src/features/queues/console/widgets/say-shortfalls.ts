import { formatNumber, plural } from '#src/console/kit/numbers.ts'

export type Shortfall = { readonly name: string; readonly left: number; readonly minimum: number }

/** "2 queues will be below their minimum: Billing (3 of 5), Sales (0 of 1)": of so many in all, the first of them by name. */
export function sayShortfalls(first: readonly Shortfall[], total = first.length): string {
  const named = first.map(({ name, left, minimum }) => `${name} (${formatNumber(left)} of ${formatNumber(minimum)})`)
  const rest = total > first.length ? ` and ${formatNumber(total - first.length)} more` : ''
  return `${plural(total, 'queue')} will be below ${total === 1 ? 'its' : 'their'} minimum: ${named.join(', ')}${rest}`
}
