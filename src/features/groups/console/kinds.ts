import type { FilterName } from '../../users/contract/filters.ts'
import type { GroupKind } from '../contract.ts'

type KindWords = {
  /** What such a group is for, in a sentence. */
  readonly says: string
  /** The filter of the users list that finds its members. */
  readonly filter: FilterName
}

export const kindWords: Record<GroupKind, KindWords> = {
  desk: { says: 'People who work side by side. A role can be limited to desks.', filter: 'desk' },
  skill: {
    says: 'What agents can handle, such as a language or a product. Each agent may have a level from 1 to 5.',
    filter: 'skill',
  },
  tag: { says: 'Marks of your own, to find people by.', filter: 'tag' },
  business_unit: { says: 'The parts of the company that people belong to.', filter: 'businessUnit' },
  agent_group: { says: 'Agents who belong together across desks and sites.', filter: 'agentGroup' },
}
