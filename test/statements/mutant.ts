/**
 * A guard taken out of the code, so that the test of its statement is seen to fail. `npm run mutants` makes each of them in a
 * copy of the project and runs that one test: a test that stays green proves nothing.
 */
export type Mutant = {
  /** The statement of safety that loses its guard: `S16`. */
  readonly statement: `S${number}`
  /** What the program does without it, in a few words: "a code is accepted twice". */
  readonly without: string
  /** The file that is changed, from the root of the project. */
  readonly file: string
  /** Stands in that file exactly once. */
  readonly before: string
  readonly after: string
  /** The test file that must turn red; of it, the tests whose titles have the statement's number run. */
  readonly test: string
}
