import { problem } from '../../../contract/problem.ts'

export const nameTaken = problem(
  'sign-in-name-taken',
  409,
  'That sign-in name is taken',
  'Usernames and e-mails of a tenant share one namespace. Choose another; the member `errors` names the field.',
)
export const extensionTaken = problem(
  'extension-taken',
  409,
  'That extension is in use',
  'Choose a free extension. Extensions and virtual extensions share the number space of a PBX.',
)
export const deletedTwin = problem(
  'deleted-twin',
  409,
  'A deleted user still holds that name',
  'For 30 days after a deletion the username, e-mail and extension stay reserved. Restore that user (`POST /users/{existingId}/restore`), or erase them now (`POST /users/{existingId}/erase`) and create again, or choose another name. The member `existingId` is there if you may do either.',
)
export const userProblems = [nameTaken, extensionTaken, deletedTwin] as const
