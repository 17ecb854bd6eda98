/** Whoever reads `BULK-4` in a comment finds in docs/requirements.md what it asks for. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const PLACES = ['src', 'test', 'e2e', 'bench', 'tools', 'migrations', 'docs', '*.md']
const ID = String.raw`\b(?:PEOPLE|LIST|USER|AUTH|BULK|LOG|HOUSE|FACE)-[0-9]+\b`
const HOME = 'docs/requirements.md'

export function unknownRequirements(): string[] {
  const cited = execFileSync('git', ['grep', '--untracked', '-ohP', ID, '--', ...PLACES, `:!${HOME}`], {
    encoding: 'utf8',
  })
  const known = new Set(readFileSync(HOME, 'utf8').match(new RegExp(ID, 'g')))
  return [...new Set(cited.trim().split('\n'))]
    .filter((id) => !known.has(id))
    .map((id) => `${id} is cited and does not stand in ${HOME}`)
}
