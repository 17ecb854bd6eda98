import { forgetPeopleOfPlans } from '../sql/put-away.ts'

/** Leaves no name of people who are erased on plans that they made, and nothing by which a plan looked for them (LOG-1). */
export const forgetPlansOf = forgetPeopleOfPlans
