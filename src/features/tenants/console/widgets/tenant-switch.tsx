import { useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { CheckIcon, ChevronDownIcon, SitemapIcon } from '#src/console/kit/icons.ts'
import { Popover } from '#src/console/kit/popover.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useAnswer } from '#src/console/query.ts'
import { fold } from '#src/contract/text.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { listTenants, switchTenant } from '../../contract.ts'
import classes from './tenant-switch.module.css'

/** From so many tenants on there is a search. */
const SEARCH_FROM = 8

/** Works in another tenant from now on. A fresh page: nothing of the last tenant stays in memory. */
export async function workIn(tenant: number): Promise<string | undefined> {
  const outcome = await call(switchTenant, { body: { tenant } })
  if (!outcome.ok) return outcome.document.detail ?? outcome.document.title
  location.assign('/users')
  return undefined
}

/** For operators: in which tenant they work. */
export function TenantSwitch() {
  const { tenant } = useMe()
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const tenants = useAnswer(listTenants, {}, { enabled: opened }).data?.answer.items ?? []
  const found = tenants.filter((one) => fold(`${one.name} ${one.slug}`).includes(fold(text)))
  return (
    <Popover
      opened={opened}
      onOpenChange={setOpened}
      label="Tenants"
      width={340}
      target={
        <button
          type="button"
          className={classes.button}
          onClick={() => setOpened(!opened)}
          aria-haspopup="dialog"
          aria-expanded={opened}
        >
          <SitemapIcon size={16} aria-hidden />
          <span className={classes.name}>
            <span className="rc-hidden-text">Tenant: </span>
            {tenant.name}
          </span>
          <ChevronDownIcon size={14} aria-hidden />
        </button>
      }
    >
      <div className={classes.panel}>
        {tenants.length >= SEARCH_FROM && (
          <TextField
            name="tenant-search"
            label="Find a tenant"
            type="search"
            value={text}
            onChange={setText}
            autoFocus
          />
        )}
        <ul className={classes.list} aria-label="Tenants">
          {found.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={classes.choice}
                aria-current={one.id === tenant.id ? 'true' : undefined}
                onClick={() => void workIn(one.id).then(setProblem)}
              >
                <bdi>{one.name}</bdi>
                <span className="rc-muted">{one.slug}</span>
                {one.id === tenant.id && <CheckIcon size={16} aria-hidden />}
              </button>
            </li>
          ))}
        </ul>
        {problem && <p role="alert">{problem}</p>}
        <AppButton small onClick={() => setOpened(false)}>
          Close
        </AppButton>
      </div>
    </Popover>
  )
}
