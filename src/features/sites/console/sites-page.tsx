import { useState } from 'react'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { Label } from '#src/console/kit/chip.tsx'
import { Checkbox } from '#src/console/kit/choices.tsx'
import { countryName } from '#src/console/kit/country-picker.tsx'
import { Drawer } from '#src/console/kit/drawer.tsx'
import { DotsIcon, PlusIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { formatNumber, plural } from '#src/console/kit/numbers.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { PlainTable, type PlainColumn } from '#src/console/kit/plain-table.tsx'
import { EmptyState, NotYet } from '#src/console/kit/states.tsx'
import { clockIn } from '#src/console/kit/time.ts'
import { useNow } from '#src/console/kit/time-text.tsx'
import { useAnswer } from '#src/console/query.ts'
import { AppLink, useSearch, useSetSearch } from '#src/console/routing.tsx'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listSites, type Site } from '../contract.ts'
import { MovePeople } from './move-people.tsx'
import { EditSiteForm, NewSiteForm } from './site-form.tsx'
import { useArchiveSite } from './use-archive-site.ts'
import classes from '#src/console/kit/settings.module.css'

/** `/settings/sites`: the sites of the people whom one may see. */
export function SitesPage() {
  return useMe().can('users.read') ? <Sites /> : <NotAllowed page="Sites" permission="users.read" />
}

function Sites() {
  const { can, reach } = useMe()
  const managed = reach('sites.manage')
  const managesAll = managed?.everywhere === true
  const archived = useSearch()['archived'] === 'yes'
  const query = archived ? { archived: 'yes' as const } : {}
  const { data, error, refetch } = useAnswer(listSites, { query }, { keepPrevious: true })
  const { archive, problem, dismiss } = useArchiveSite()
  const [leaving, setLeaving] = useState<Site>()
  const [drawer, setDrawer] = useState<{ opened: boolean; site?: Site }>({ opened: false })
  const [done, setDone] = useState<{ id: number; word: string }>()
  const sites = data?.answer.items ?? []
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
          managesAll && (
            <AppButton look="primary" icon={<PlusIcon size={16} />} onClick={() => setDrawer({ opened: true })}>
              New site
            </AppButton>
          )
        }
      />
      {problem && <InUse {...problem} onMove={setLeaving} onDismiss={dismiss} />}
      <ArchivedChoice shown={managesAll} />
      <NotYet what="the sites" loaded={data !== undefined} error={error} onRetry={() => void refetch()} />
      {data && sites.length === 0 && <EmptyState title="No sites that you can see" />}
      {sites.length > 0 && (
        <SiteTable
          sites={sites}
          mayEdit={({ id }) => managesAll || managed?.sites.includes(id) === true}
          onEdit={(one) => setDrawer({ opened: true, site: one })}
          onMove={can('users.site') ? setLeaving : undefined}
          onArchive={managesAll ? (one) => void archive(one, !one.archived) : undefined}
          done={done}
        />
      )}
      {leaving && <MovePeople from={leaving} onClose={() => setLeaving(undefined)} />}
      <SiteDrawer {...drawer} sites={sites} onClose={close} saved={saved} />
    </div>
  )
}

type SiteDrawerProps = {
  opened: boolean
  /** The one that is edited; absent for a new one. */
  site?: Site
  sites: readonly Site[]
  onClose: () => void
  saved: (word: string) => (site: Site) => void
}

function SiteDrawer({ opened, site, sites, onClose, saved }: SiteDrawerProps) {
  return (
    <Drawer opened={opened} onClose={onClose} title={site ? `Edit ${site.name}` : 'New site'}>
      {site ? (
        <EditSiteForm site={site} latest={sites.find(({ id }) => id === site.id) ?? site} onSaved={saved('Saved')} />
      ) : (
        <NewSiteForm onSaved={saved('Created')} />
      )}
    </Drawer>
  )
}

type InUseProps = { site: Site; words: string; onMove: (site: Site) => void; onDismiss: () => void }

function InUse({ site, words, onMove, onDismiss }: InUseProps) {
  const move = site.users > 0 && (
    <AppButton small onClick={() => onMove(site)}>
      Move people
    </AppButton>
  )
  return (
    <Banner kind="warning" urgent onDismiss={onDismiss} actions={move}>
      {words}
    </Banner>
  )
}

function ArchivedChoice({ shown }: { shown: boolean }) {
  const setSearch = useSetSearch()
  const isChosen = useSearch()['archived'] === 'yes'
  if (!shown) return null
  return (
    <Checkbox
      name="site-archived"
      label="Show archived"
      checked={isChosen}
      onChange={(on) => setSearch({ archived: on ? 'yes' : undefined })}
    />
  )
}

type SiteTableProps = {
  sites: readonly Site[]
  mayEdit: (site: Site) => boolean
  onEdit: (site: Site) => void
  /** Absent for who may move nobody, or archive nothing. */
  onMove?: (site: Site) => void
  onArchive?: (site: Site) => void
  done?: { id: number; word: string }
}

function SiteTable({ sites, mayEdit, onEdit, onMove, onArchive, done }: SiteTableProps) {
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
  const menu = (site: Site) =>
    mayEdit(site) && (
      <Menu
        label={`Actions for ${site.name}`}
        target={<IconButton label={`Actions for ${site.name}`} icon={<DotsIcon size={16} />} aria-haspopup="menu" />}
        groups={[
          {
            items: [
              !site.archived && { label: 'Edit', onSelect: () => onEdit(site) },
              onMove !== undefined && site.users > 0 && { label: 'Move people…', onSelect: () => onMove(site) },
              onArchive !== undefined && {
                label: site.archived ? 'Bring back' : 'Archive',
                onSelect: () => onArchive(site),
              },
            ],
          },
        ]}
      />
    )
  const columns: PlainColumn<Site>[] = [
    {
      label: 'Name',
      cell: ({ name, archived }) => (
        <>
          <bdi>{name}</bdi> {archived && <Label>Archived</Label>}
        </>
      ),
    },
    { label: 'Users', cell: people },
    {
      label: 'Time zone',
      wide: true,
      cell: ({ timeZone }) => `${timeZone.replaceAll('_', ' ')} (${clockIn(timeZone, now)} now)`,
    },
    { label: 'Country', wide: true, cell: ({ country }) => (country ? countryName(country) : 'not set') },
    ...(sites.some(mayEdit) ? [{ label: 'Actions', hiddenLabel: true, cell: menu }] : []),
  ]
  return <PlainTable caption="Your sites, by name" columns={columns} rows={sites} idOf={({ id }) => id} done={done} />
}
