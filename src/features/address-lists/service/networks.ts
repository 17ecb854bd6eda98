import { invalidRequest } from '../../../contract/problem.ts'
import { plainNetwork } from '../../../server/addresses.ts'
import { wrongNetwork } from '../contract.ts'

/**
 * What somebody wrote as addresses and networks, in the one form in which they are kept: each once, or, where `repeats` may
 * stay, one for each that was written. Throws `invalid-request`, with a pointer to each that is none.
 */
export function readNetworks(
  written: readonly string[],
  pointerOf: (place: number) => string,
  { repeats = false } = {},
): string[] {
  const errors: { pointer: string; code: string; message: string }[] = []
  const networks = written.flatMap((text, i) => {
    const network = plainNetwork(text)
    if ('text' in network) return [network.text]
    errors.push({ pointer: pointerOf(i), code: network.wrong, message: wrongNetwork[network.wrong] })
    return []
  })
  if (errors.length > 0) throw invalidRequest({ detail: errors[0]!.message, errors })
  return repeats ? networks : [...new Set(networks)]
}
