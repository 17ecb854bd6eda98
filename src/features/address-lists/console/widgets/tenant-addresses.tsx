import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { Switch } from '#src/console/kit/choices.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { NotYet } from '#src/console/kit/states.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { etagOf } from '#src/console/sending.ts'
import { readTenantAddressList, replaceTenantAddressList, type TenantAddressList } from '../../contract.ts'
import { AddressEditor } from './address-editor.tsx'
import classes from './address-editor.module.css'

/** The tenant's own list, from which those are served who use the extended IP ACL. */
export function TenantAddresses() {
  const { data, error, refetch } = useAnswer(readTenantAddressList, {})
  const list = data?.answer
  return (
    <section className={classes.section} aria-labelledby="addresses-heading">
      <h2 id="addresses-heading">Extended IP ACL</h2>
      <NotYet what="the addresses" loaded={list !== undefined} error={error} onRetry={() => void refetch()} rows={3} />
      {list && <List list={list} />}
    </section>
  )
}

function List({ list }: { list: TenantAddressList }) {
  const [enforced, setEnforced] = useState(list.enforced)
  return (
    <>
      <p className="rc-muted">
        Whoever uses it signs in, and is served, from these addresses and their own alone. That is{' '}
        {list.users === 0 ? (
          'nobody yet'
        ) : (
          <AppLink to="/users" search={{ useAddressList: 'any:yes' }}>
            {plural(list.users, 'user')}
          </AppLink>
        )}
        .
      </p>
      {!list.enforced && (
        <Banner kind="warning">The extended IP ACL is not in force: everybody is served from everywhere.</Banner>
      )}
      <AddressEditor
        name="tenant-address"
        list={list}
        save={async ({ entries, version }, evenIfLockedOut) => {
          const body = { entries, enforced, ...(evenIfLockedOut ? { evenIfLockedOut } : {}) }
          const outcome = await call(replaceTenantAddressList, { body }, { ifMatch: etagOf({ version }) })
          await queryClient.invalidateQueries({ queryKey: keyOf(readTenantAddressList) })
          return outcome
        }}
      >
        <Switch
          label="In force"
          name="tenant-address-enforced"
          checked={enforced}
          onChange={setEnforced}
          help="Off, nobody is refused for where they are. The addresses stay."
        />
      </AddressEditor>
    </>
  )
}
