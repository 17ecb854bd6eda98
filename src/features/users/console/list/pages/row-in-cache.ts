import type { AnswerOf } from '#src/contract/endpoint.ts'
import { keyOf, queryClient } from '#src/console/query.ts'
import { listUsers } from '../../../contract/endpoints.ts'
import type { UserRow } from '../../../contract/user.ts'

/** People are ticked on pages that were read, so most are still there. */
export function rowInCache(id: string): UserRow | undefined {
  const pages = queryClient.getQueriesData<{ answer: AnswerOf<typeof listUsers> }>({ queryKey: keyOf(listUsers) })
  for (const [, page] of pages) {
    const row = page?.answer.items.find((item) => item.id === id)
    if (row) return row
  }
  return undefined
}
