/** Reads what was typed after the name of a command. */
import { parseArgs } from 'node:util'
import { UsageError, type Command, type Given } from './command.ts'

/** Every command takes these. */
const common = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const

/** The command that was named and what follows its name; undefined for none. */
export function findCommand(
  commands: readonly Command[],
  typed: readonly string[],
): { command: Command; rest: string[] } | undefined {
  for (const words of [2, 1]) {
    const command = commands.find(({ name }) => name === typed.slice(0, words).join(' '))
    if (command) return { command, rest: typed.slice(words) }
  }
  return undefined
}

export type Read = { readonly given: Given; readonly json: boolean; readonly help: boolean }

/** @throws UsageError with what is not understood or missing */
export function readTyped(command: Command, typed: readonly string[]): Read {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value, many }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: many === true },
    ]),
  )
  const { values, positionals } = parsed(typed, { ...common, ...options })
  const help = values['help'] === true
  if (!help) demandAll(command, values, positionals)
  const texts = (name: string) => [values[name] ?? []].flat().filter((value) => typeof value === 'string')
  const given = {
    args: positionals,
    texts,
    text: (name: string) => texts(name)[0],
    is: (name: string) => values[name] === true,
  }
  return { given, json: values['json'] === true, help }
}

type Value = string | boolean
type Values = Readonly<Record<string, Value | Value[] | undefined>>
type Options = Record<string, { type: 'boolean' | 'string'; multiple?: boolean }>

function parsed(typed: readonly string[], options: Options): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...typed], options, allowPositionals: true })
  } catch (error) {
    // Node says more than one sentence: what follows the first is about its own syntax.
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.`)
  }
}

function demandAll({ takes = '', options }: Command, values: Values, args: readonly string[]): void {
  const missing = Object.entries(options).find(([name, { required }]) => required && values[name] === undefined)
  if (missing) throw new UsageError(`--${missing[0]} ${missing[1].value ?? ''} is missing.`.replace('  ', ' '))
  const wanted = takes === '' ? [] : takes.split(' ')
  const least = wanted.filter((one) => !one.startsWith('[')).length
  if (args.length < least) throw new UsageError(`${wanted[args.length]?.replace('…', '')} is missing.`)
  if (!takes.includes('…') && args.length > wanted.length)
    throw new UsageError(`“${args[wanted.length]}” is not understood here.`)
}
