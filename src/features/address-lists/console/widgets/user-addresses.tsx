import { call } from '#src/console/api.ts'
import { NotYet } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { etagOf } from '#src/console/sending.ts'
import { readUserAddressList, replaceUserAddressList } from '../../contract.ts'
import { AddressEditor } from './address-editor.tsx'

/** What a user is allowed beside the tenant's addresses. */
export function UserAddresses({ userId }: { userId: string }) {
  const { data, error, refetch } = useAnswer(readUserAddressList, { params: { id: userId } })
  const list = data?.answer
  if (!list) return <NotYet what="the addresses" loaded={false} error={error} onRetry={() => void refetch()} rows={2} />
  return (
    <>
      <p className="rc-muted">
        {list.inUse
          ? 'This user is served from these, beside the addresses of the tenant.'
          : 'Asked once this user uses the extended IP ACL, beside the addresses of the tenant.'}
      </p>
      <AddressEditor
        name="user-address"
        list={list}
        save={async ({ entries, version }, evenIfLockedOut) => {
          const body = { entries, ...(evenIfLockedOut ? { evenIfLockedOut } : {}) }
          const ask = { params: { id: userId }, body }
          const outcome = await call(replaceUserAddressList, ask, { ifMatch: etagOf({ version }) })
          await queryClient.invalidateQueries({ queryKey: keyOf(readUserAddressList) })
          return outcome
        }}
      />
    </>
  )
}
