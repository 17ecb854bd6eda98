/** Every statement of safety has a test that bears its number, and a guard that is taken out to see that test fail. */
import { readFileSync } from 'node:fs'
import { testFiles } from './test-files.ts'
import { statements, statementsIn } from '../../test/statements/statements.ts'
import { mutants } from '../../test/statements/mutants.ts'

/** A title stands between quotes; what a comment says proves nothing. */
const TITLE = /(['"`])(.*?)\1/g

export function unprovedStatements(): string[] {
  const borne = new Set(testFiles().flatMap((file) => titlesOf(readFileSync(file, 'utf8')).flatMap(statementsIn)))
  const mutated = new Set<string>(mutants.map(({ statement }) => statement))
  return Object.keys(statements).flatMap((number) => [
    ...(borne.has(number) ? [] : [`no test bears ${number}`]),
    ...(mutated.has(number) ? [] : [`no guard of ${number} is taken out by npm run mutants`]),
  ])
}

/** A mutant whose text moved away would be no mutant at all. */
export function misplacedMutants(): string[] {
  return mutants
    .filter(({ file, before }) => readFileSync(file, 'utf8').split(before).length !== 2)
    .map(({ statement, without, file }) => `${statement}, ${without}: its text does not stand exactly once in ${file}`)
}

const titlesOf = (source: string): string[] =>
  source
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap((line) => [...line.matchAll(TITLE)].map(([, , text]) => text!))
