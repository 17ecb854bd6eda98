import { deletePersonal } from '../sql/forget.ts'

/** Deletes the personal values of people; the entries keep their hashes, and the check counts them as erased (LOG-1). */
export const forgetPersonal = deletePersonal
