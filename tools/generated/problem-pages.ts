/** A page for each problem that the API can answer with, from the contracts: docs/problems/. */
import { existsSync, readdirSync } from 'node:fs'
import { allProblems, problemType, type ProblemKind } from '#src/contract/problem.ts'
// It declares those of requests that never came to an endpoint.
import '#src/server/http/unreadable.ts'

const FEATURES = new URL('../../src/features/', import.meta.url)

/** The pages by file name. Every contract declares its problems when it is loaded. */
export async function problemPages(): Promise<Map<string, string>> {
  for (const feature of readdirSync(FEATURES).sort()) {
    const contract = new URL(`${feature}/contract.ts`, FEATURES)
    if (existsSync(contract)) await import(contract.href)
  }
  const problems = allProblems()
  return new Map([['README.md', index(problems)], ...problems.map((kind) => [`${kind.slug}.md`, page(kind)] as const)])
}

const page = ({ slug, status, title, mend }: ProblemKind) => `# ${title}

Status **${status}**, type \`${problemType(slug)}\`.

${mend}
`

const index = (problems: readonly ProblemKind[]) => `# Problems

What the API answers when something is not as it should be: always \`application/problem+json\` (RFC 9457), its \`type\` one
of these.

| problem | status | what happened |
| --- | --- | --- |
${problems.map(({ slug, status, title }) => `| [${slug}](${slug}.md) | ${status} | ${title} |`).join('\n')}
`
