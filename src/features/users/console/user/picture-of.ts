import { addressOf } from '#src/console/api.ts'
import { readPicture } from '../../contract/endpoints.ts'
import type { User } from '../../contract/user.ts'

/** Where a person's picture is. Its time stands in the fragment, so that a new one is fetched in place of the old. */
export const pictureOf = (user: Pick<User, 'id' | 'pictureAt'>): string | undefined =>
  user.pictureAt ? `${addressOf(readPicture, { params: { id: user.id } })}#${user.pictureAt}` : undefined
