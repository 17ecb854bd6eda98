import { useRef, useState } from 'react'
import { AppButton, ButtonLink, IconButton } from '#src/console/kit/button.tsx'
import { ChevronDownIcon, PlusIcon } from '#src/console/kit/icons.ts'
import { Menu } from '#src/console/kit/menu.tsx'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { useExport } from '../../../exports/console/widgets/use-export.tsx'
import { importPath } from '../../../imports/console/widgets/import-path.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../../sign-in/console/widgets/not-allowed.tsx'
import { exportOffer } from './bulk/export-offer.ts'
import { Finding } from './finding.tsx'
import { Notices } from './notices.tsx'
import { People } from './people.tsx'
import { useList, type List } from './use-list.ts'
import { useSteps } from './use-steps.ts'
import { useWalk } from './address/use-walk.ts'
import { Views } from './views/views.tsx'
import classes from './users-page.module.css'

/** `/users`: everybody whom this person may see, found, ordered, selected and led to (LIST-1 to LIST-8). */
export function UsersPage() {
  const { can } = useMe()
  return can('users.read') ? <Users /> : <NotAllowed page="Users" permission="users.read" />
}

function Users() {
  const list = useList()
  const steps = useSteps(list)
  const [adding, setAdding] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const filter = useRef<HTMLButtonElement>(null)
  const page = useRef<HTMLDivElement>(null)
  useWalk(list)
  return (
    <div ref={page} className={classes.page}>
      <Header list={list} />
      <Views list={list} />
      <Finding list={list} steps={steps} searchRef={search} filterRef={filter} adding={adding} onAdding={setAdding} />
      <Notices list={list} steps={steps} />
      <People list={list} steps={steps} addFilter={() => setAdding(true)} search={search} filter={filter} page={page} />
    </div>
  )
}

function Header({ list }: { list: List }) {
  const { can } = useMe()
  const { page } = list
  const exporting = useExport()
  return (
    <PageHeader
      title="Users"
      count={page.total}
      total={page.everybody}
      actions={
        <>
          {can('users.delete') && (
            <ButtonLink to="/users/deleted" look="quiet">
              Recently deleted
            </ButtonLink>
          )}
          {can('users.export') && (
            <AppButton aria-haspopup="dialog" onClick={() => exporting.ask(exportOffer(list))}>
              Export
            </AppButton>
          )}
          {exporting.dialog}
          {can('users.create') && (
            <>
              <ButtonLink to="/users/new" look="primary" icon={<PlusIcon size={16} aria-hidden />}>
                New user
              </ButtonLink>
              <Menu
                label="More ways to make users"
                groups={[{ items: [{ label: 'Bulk create from a file…', to: importPath }] }]}
                target={
                  <IconButton
                    label="More ways to make users"
                    look="secondary"
                    icon={<ChevronDownIcon size={16} aria-hidden />}
                    aria-haspopup="menu"
                  />
                }
              />
            </>
          )}
        </>
      }
    />
  )
}
