import type { ProblemDocument } from '#src/contract/problem.ts'
import { refusals } from '../../contract.ts'

/** A refusal in the words of its rule, anything else in its own. */
export function sayPlanProblem(document: ProblemDocument): string {
  const rule = (refusals as Readonly<Record<string, string>>)[String(document['reason'])]
  return document.detail ?? rule ?? `${document.title}.`
}
