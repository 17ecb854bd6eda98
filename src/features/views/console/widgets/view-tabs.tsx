import { lazy, Suspense, useState } from 'react'
import { call } from '#src/console/api.ts'
import { AppButton, IconButton } from '#src/console/kit/button.tsx'
import { DotsIcon } from '#src/console/kit/icons.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { Menu } from '#src/console/kit/menu.tsx'
import { Tabs } from '#src/console/kit/tabs.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { useGo, type Search } from '#src/console/routing.tsx'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { deleteView, editView, listViews, type SavedView } from '../../contract.ts'

const DeleteViewDialog = lazy(() => import('./view-dialogs.tsx').then((m) => ({ default: m.DeleteViewDialog })))
const NameViewDialog = lazy(() => import('./view-dialogs.tsx').then((m) => ({ default: m.NameViewDialog })))

/** A view that everybody has, and nobody changes. */
export type StandingView = { readonly key: string; readonly name: string; readonly query: string }

export type ViewTabsProps = {
  /** The page that is viewed. */
  page: string
  /** The first one is everything. */
  standing: readonly StandingView[]
  /** The view from which the page was opened: the key of a standing one or the id of a saved one. */
  active: string | null
  /** What the page shows now, in the form that a view keeps. */
  query: string
  same: (viewQuery: string) => boolean
  /** The search parameters that show a view; null for the first one, which has no key in the address. */
  searchOf: (viewQuery: string, key: string | null) => Search
  mayShare: boolean
  /** What it shows can be made a rule of good practice. */
  mayRule: boolean
}

type Asking = { readonly for: 'save-as' } | { readonly for: 'rename' | 'delete'; readonly view: SavedView }
const refetchViews = () => queryClient.invalidateQueries({ queryKey: keyOf(listViews) })

/** `key`: in the address; null for the first one. */
type Tab = { readonly name: string; readonly query: string; readonly key: string | null; readonly saved?: SavedView }

/** Saved views as tabs; a changed one has a dot, and can be saved, saved under another name or put back (LIST-5). */
export function ViewTabs({ page, standing, active, query, same, searchOf, mayShare, mayRule }: ViewTabsProps) {
  const saved = useAnswer(listViews, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const [asking, setAsking] = useState<Asking>()
  const go = useGo()
  const tabs: Tab[] = [
    ...standing.map((view, index) => ({ ...view, key: index === 0 ? null : view.key })),
    ...saved.map((view) => ({ name: view.name, query: view.query, key: String(view.id), saved: view })),
  ]
  const here = tabs.find((tab) => tab.key === active) ?? tabs[0]!
  const changed = !same(here.query)
  const show = (view: Pick<Tab, 'query' | 'key'>) => go(page, { search: searchOf(view.query, view.key) })
  return (
    <>
      <Tabs
        label="Views"
        tabs={tabs.map((tab) => ({
          label: <bdi>{tab.name}</bdi>,
          to: page,
          search: searchOf(tab.query, tab.key),
          active: tab === here,
          changed: tab === here && changed,
        }))}
        after={
          <>
            {changed && <ChangedView saved={here.saved} query={query} onAsk={setAsking} onReset={() => show(here)} />}
            {here.saved?.own && (
              <OwnViewMenu view={here.saved} mayShare={mayShare} mayRule={mayRule} onAsk={setAsking} />
            )}
          </>
        }
      />
      <Suspense fallback={null}>
        {asking?.for === 'delete' && (
          <DeleteViewDialog
            view={asking.view}
            onClose={() => setAsking(undefined)}
            onDelete={async () => {
              const why = await remove(asking.view)
              if (why === undefined) show({ query, key: null })
              return why
            }}
          />
        )}
        {asking && asking.for !== 'delete' && (
          <NameViewDialog
            view={asking.for === 'rename' ? asking.view : undefined}
            query={query}
            mayShare={mayShare}
            mayRule={mayRule}
            onClose={() => setAsking(undefined)}
            onSaved={(view) => asking.for === 'save-as' && show({ query: view.query, key: String(view.id) })}
          />
        )}
      </Suspense>
    </>
  )
}

type ChangedViewProps = {
  /** Absent where the view is one that everybody has. */
  saved: SavedView | undefined
  query: string
  onAsk: (asking: Asking) => void
  onReset: () => void
}

function ChangedView({ saved, query, onAsk, onReset }: ChangedViewProps) {
  return (
    <>
      {saved?.own && (
        <AppButton small onClick={() => void change(saved, { query }, 'Saved')}>
          Save
        </AppButton>
      )}
      <AppButton small onClick={() => onAsk({ for: 'save-as' })}>
        Save as…
      </AppButton>
      <AppButton small look="quiet" onClick={onReset}>
        Reset
      </AppButton>
    </>
  )
}

function OwnViewMenu({
  view,
  mayShare,
  mayRule,
  onAsk,
}: {
  view: SavedView
  mayShare: boolean
  mayRule: boolean
  onAsk: (asking: Asking) => void
}) {
  const share = (shared: boolean) => change(view, { shared }, shared ? 'Shared with everybody' : 'No longer shared')
  return (
    <Menu
      label={`View ${view.name}`}
      target={<IconButton label={`View ${view.name}`} icon={<DotsIcon size={18} />} aria-haspopup="menu" />}
      groups={[
        {
          items: [
            { label: 'Rename…', onSelect: () => onAsk({ for: 'rename', view }) },
            view.shared
              ? { label: 'Stop sharing', onSelect: () => void share(false) }
              : mayShare && { label: 'Share with everybody', onSelect: () => void share(true) },
            mayRule && { label: 'Make health rule', to: '/health', search: { rule: view.query } },
          ],
        },
        { items: [{ label: 'Delete…', danger: true, onSelect: () => onAsk({ for: 'delete', view }) }] },
      ]}
    />
  )
}

type Change = { readonly query: string } | { readonly shared: boolean }

async function change(view: SavedView, body: Change, says: string) {
  const outcome = await call(editView, { params: { id: String(view.id) }, body }, { ifMatch: etagOf(view) })
  await refetchViews()
  announce(outcome.ok ? says : sayProblem(outcome.document))
}

/** Answers why it was not deleted. */
async function remove(view: SavedView): Promise<string | undefined> {
  const outcome = await call(deleteView, { params: { id: String(view.id) } }, { ifMatch: etagOf(view) })
  await refetchViews()
  return outcome.ok ? undefined : sayProblem(outcome.document)
}
