import { parts, readWholeName, to, toGroup, toGroups, toSite } from './cells.ts'
import { hasAll, type Format } from './format.ts'
import type { SkillName } from './row.ts'

/** `Spanish:4`; a level of 0 is none. */
function skill(text: string): SkillName {
  const [, name, level] = /^(.*\S)\s*:\s*([0-5])(?:\.0+)?$/u.exec(text) ?? []
  return name === undefined ? { name: text } : level === '0' ? { name } : { name, level: Number(level) }
}

/** Genesys Cloud, people by CSV. Lists stand within one cell, apart by commas. */
export const genesys: Format = {
  name: 'genesys',
  label: 'Genesys Cloud people',
  matches: hasAll('name', 'email', 'roles_divisions'),
  reads: {
    name: readWholeName,
    email: (text, row) => {
      row.set('username', text)
      row.set('email', text)
    },
    phone_work: to('callerIdNumber'),
    extension: to('sipExtension'),
    title: to('jobTitle'),
    department: toGroup('agentGroups'),
    location_work: toSite,
    // A role is given within a division, which stands behind it.
    roles_divisions: (text, row) =>
      row.give(
        parts(text, /[,;\n]/)
          .map((pair) => pair.split(/[:|/]/, 1)[0]?.trim() ?? '')
          .filter((role) => role !== ''),
      ),
    queues: toGroups('desks', /[,;\n]/),
    division: toGroup('businessUnits'),
    skills: (text, row) => row.learn(parts(text, /[,;\n]/).map(skill)),
  },
  ignores: ['email_manager'],
}
