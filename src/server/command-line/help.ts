/** The usage of the program and of each command, in lines for people. */
import type { Command } from './command.ts'

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}

export const helpOf = (commands: readonly Command[]): string[] => [
  'rollcall COMMAND [OPTIONS]',
  '',
  ...columns(commands.map(({ name, takes, says }) => [[name, takes].filter(Boolean).join(' '), says])),
  '',
  'rollcall help COMMAND says what a command takes. --json answers for programs.',
  'Ends with 0 when done, 1 when something was refused or failed, 2 when it was not understood.',
]

const usage = ({ name, takes, options }: Command): string => {
  const required = Object.entries(options).flatMap(([option, { value, required }]) =>
    required ? [`--${option} ${value}`] : [],
  )
  return ['rollcall', name, takes, ...required, '[OPTIONS]'].filter(Boolean).join(' ')
}

export const helpOfCommand = (command: Command): string[] => [
  usage(command),
  '',
  command.says,
  '',
  ...columns([
    ...Object.entries(command.options).map(([name, { value, says }]): [string, string] => [
      `--${name}${value === undefined ? '' : ` ${value}`}`,
      says,
    ]),
    ['--json', 'Answers for programs.'],
  ]),
  ...(command.more ? ['', ...command.more] : []),
]
