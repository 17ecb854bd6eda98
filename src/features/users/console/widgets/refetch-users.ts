import { queryClient } from '#src/console/query.ts'

/** After a change to a person: whatever was read of people is read again. */
export const refetchUsers = () =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/users') })
