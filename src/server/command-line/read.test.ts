import { describe, expect, it } from 'vitest'
import { exit, UsageError, type Command } from './command.ts'
import { helpOf, helpOfCommand } from './help.ts'
import { findCommand, readTyped } from './read.ts'
import { asTable } from './terminal.ts'

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  says: 'Does something.',
  options: {},
  run: async () => exit.done,
  ...more,
})
const send = command('send', {
  takes: 'FILE [PLACE]',
  options: {
    to: { value: 'NAME', says: 'Who gets it.', required: true },
    copy: { value: 'NAME', says: 'Who else.', many: true },
    fast: { says: 'At once.' },
  },
})
const read = (...typed: string[]) => readTyped(send, typed)

describe('what was typed', () => {
  it('is found by the longest name that fits', () => {
    const users = [command('users'), command('users find')]
    expect(findCommand(users, ['users', 'find', 'ana'])?.command.name).toBe('users find')
    expect(findCommand(users, ['users', 'lost'])).toMatchObject({ command: { name: 'users' }, rest: ['lost'] })
    expect(findCommand(users, ['user'])).toBeUndefined()
  })

  it('is read in any order, options once or several times', () => {
    const { given, json, help } = read('--copy', 'a', 'list.csv', '--to=bo', '--copy', 'b', '--json')
    expect([given.args, given.text('to'), given.texts('copy'), given.is('fast'), json, help]).toEqual([
      ['list.csv'],
      'bo',
      ['a', 'b'],
      false,
      true,
      false,
    ])
  })

  it.each([
    ['nothing at all', [], '--to NAME is missing.'],
    ['a file without what is required', ['list.csv'], '--to NAME is missing.'],
    ['no file', ['--to', 'bo'], 'FILE is missing.'],
    ['one word too many', ['--to', 'bo', 'a', 'b', 'c'], '“c” is not understood here.'],
    ['an option that is not there', ['--to', 'bo', '--slow', 'a'], "Unknown option '--slow'."],
    ['an option without its value', ['a', '--to'], "Option '--to <value>' argument missing."],
  ])('of %s is refused in a sentence', (_what, typed, sentence) => {
    expect(() => read(...typed)).toThrow(new UsageError(sentence))
  })

  it('asks for help without anything else', () => {
    expect(read('--help').help).toBe(true)
  })
})

describe('the help', () => {
  it('lists every command, and every option of one', () => {
    expect(helpOf([send]).join('\n')).toContain('send FILE [PLACE]  Does something.')
    const one = helpOfCommand(send).join('\n')
    expect(one).toContain('rollcall send FILE [PLACE] --to NAME [OPTIONS]')
    expect(one).toContain('--copy NAME  Who else.')
  })
})

it('a table stands in columns whatever the script', () => {
  expect(
    asTable(
      ['NAME', 'SITE'],
      [
        ['Žanna', 'Riga'],
        ['Bo', ''],
      ],
    ),
  ).toEqual(['NAME   SITE', 'Žanna  Riga', 'Bo'])
})
