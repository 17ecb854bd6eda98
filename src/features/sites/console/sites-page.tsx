import { useState } from 'react'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { countryName } from '#src/console/kit/country-picker.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { EditIcon, PlusIcon } from '#src/console/kit/icons.ts'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { clockIn } from '#src/console/kit/time.ts'
import { useNow } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listSites, type Site } from '../contract.ts'
import { EditSiteForm, NewSiteForm } from './site-form.tsx'
import classes from '#src/console/kit/settings.module.css'

/** `/settings/sites`: the sites of the people whom one may see. */
export function SitesPage() {
  const { can, reach } = useMe()
  const allowed = can('users.read')
  const managed = reach('sites.manage')
  const { data, error, refetch } = useAnswer(listSites, {}, { enabled: allowed })
  const [drawer, setDrawer] = useState<{ opened: boolean; site?: Site }>({ opened: false })
  const [done, setDone] = useState<{ id: number; word: string }>()
  if (!allowed) return <NotAllowed page="Sites" permission="users.read" />
  const sites = data?.answer.items ?? []
  const { site } = drawer
  const close = () => setDrawer({ ...drawer, opened: false })
  const saved = (word: string) => (one: Site) => {
    setDone({ id: one.id, word })
    close()
  }
  return (
    <div className={classes.page}>
      <PageHeader
        title="Sites"
        documentTitle="Sites · Settings"
        count={data && sites.length}
        actions={
          managed?.everywhere && (
            <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setDrawer({ opened: true })}>
              New site
            </AppButton>
          )
        }
      />
      <NotYet what="the sites" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && sites.length === 0 && <EmptyState title="No sites that you can see" />}
      {sites.length > 0 && (
        <SiteTable
          sites={sites}
          mayEdit={({ id }) => managed !== null && (managed.everywhere || managed.sites.includes(id))}
          onEdit={(one) => setDrawer({ opened: true, site: one })}
          done={done}
        />
      )}
      <Drawer opened={drawer.opened} onClose={close} title={site ? `Edit ${site.name}` : 'New site'}>
        {site ? (
          <EditSiteForm site={site} latest={sites.find(({ id }) => id === site.id) ?? site} onSaved={saved('Saved')} />
        ) : (
          <NewSiteForm onSaved={saved('Created')} />
        )}
      </Drawer>
    </div>
  )
}

type SiteTableProps = {
  sites: readonly Site[]
  mayEdit: (site: Site) => boolean
  onEdit: (site: Site) => void
  done?: { id: number; word: string }
}

function SiteTable({ sites, mayEdit, onEdit, done }: SiteTableProps) {
  const now = useNow()
  const people = (site: Site) =>
    site.users === 0 ? (
      '0'
    ) : (
      <AppLink
        to="/users"
        search={{ site: `any:${site.id}` }}
        aria-label={`${plural(site.users, 'user')} of ${site.name}`}
      >
        {formatNumber(site.users)}
      </AppLink>
    )
  const edit = (site: Site) =>
    mayEdit(site) && (
      <IconButton label={`Edit ${site.name}`} icon={<EditIcon size={16} />} onClick={() => onEdit(site)} />
    )
  const columns: PlainColumn<Site>[] = [
    { label: 'Name', cell: ({ name }) => <bdi>{name}</bdi> },
    { label: 'Users', cell: people },
    {
      label: 'Time zone',
      wide: true,
      cell: ({ timeZone }) => `${timeZone.replaceAll('_', ' ')} (${clockIn(timeZone, now)} now)`,
    },
    { label: 'Country', wide: true, cell: ({ country }) => (country ? countryName(country) : 'not set') },
    ...(sites.some(mayEdit) ? [{ label: 'Edit', hiddenLabel: true, cell: edit }] : []),
  ]
  return <PlainTable caption="Your sites, by name" columns={columns} rows={sites} idOf={({ id }) => id} done={done} />
}
