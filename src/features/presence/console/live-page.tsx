import { useRef } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { MaximizeIcon } from '#src/console/kit/icons.ts'
import { PageHeader } from '#src/console/kit/page-header.tsx'
import { Select } from '#src/console/kit/select.tsx'
import { NotYet } from '#src/console/kit/states.tsx'
import { useAnswer } from '#src/console/query.ts'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import { listGroups } from '../../groups/contract.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { NotAllowed } from '../../sign-in/console/widgets/not-allowed.tsx'
import { listSites } from '../../sites/contract.ts'
import { Counts, Lists, Queues } from './board.tsx'
import { SessionEnd } from './session-end.tsx'
import { idsOf, useBoard } from './use-board.ts'
import { useFullScreen } from './use-full-screen.ts'
import classes from './live.module.css'

/** `/live`: who is doing what, for the screen of a room, read from the other end of it. */
export function LivePage() {
  return useMe().can('activity.read') ? <Live /> : <NotAllowed page="Live" permission="activity.read" />
}

function Live() {
  const search = useSearch()
  const { board, error, refetch, ahead } = useBoard(search)
  const screen = useRef<HTMLDivElement>(null)
  const { full, toggle, possible } = useFullScreen(screen)
  const { place, sites, desks } = usePlaces(search)
  return (
    <div className={classes.page}>
      <PageHeader
        title="Live"
        subtitle="Who is doing what now, as it changes."
        actions={
          possible && (
            <AppButton icon={<MaximizeIcon size={16} aria-hidden />} onClick={toggle}>
              Full screen
            </AppButton>
          )
        }
      />
      <div className={classes.narrow}>
        <Narrow label="Site" name="site" all="All sites" things={sites} />
        <Narrow label="Desk" name="desk" all="All desks" things={desks} />
      </div>
      <NotYet what="the board" loaded={board !== undefined} error={board ? null : error} onRetry={refetch} />
      <div ref={screen} className={classes.screen} data-full={full || undefined}>
        {board && (
          <>
            {full && <p className={classes.place}>{place}</p>}
            <SessionEnd endsAt={board.sessionEndsAt} ahead={ahead} />
            <Counts counts={board.counts} />
            {board.queues && board.queues.length > 0 && <Queues queues={board.queues} />}
            <Lists board={board} ahead={ahead} />
          </>
        )}
      </div>
    </div>
  )
}

type Thing = { readonly id: number; readonly name: string }

/** What the room is called: the chosen site and desk, or everything. */
function usePlaces({ site, desk }: { readonly site?: string; readonly desk?: string }) {
  const sites: readonly Thing[] = useAnswer(listSites, {}, { staleTime: 60_000 }).data?.answer.items ?? []
  const query = { kind: 'desk', limit: '200' } as const
  const desks: readonly Thing[] = useAnswer(listGroups, { query }, { staleTime: 60_000 }).data?.answer.items ?? []
  const named = (things: readonly Thing[], ids: string | undefined) =>
    things.flatMap(({ id, name }) => (ids?.split(',').includes(String(id)) ? [name] : []))
  const place = [...named(sites, idsOf(site)), ...named(desks, idsOf(desk))].join(' · ') || 'All sites'
  return { place, sites, desks }
}

type NarrowProps = { label: string; name: 'site' | 'desk'; all: string; things: readonly Thing[] }
const EVERYTHING = 'all'

function Narrow({ label, name, all, things }: NarrowProps) {
  const chosen = idsOf(useSearch()[name])
  const set = useSetSearch()
  const several = chosen?.includes(',') ? [{ value: chosen, label: `${chosen.split(',').length} chosen` }] : []
  return (
    <Select
      label={label}
      name={`live-${name}`}
      value={chosen ?? EVERYTHING}
      onChange={(value) => set({ [name]: value === null || value === EVERYTHING ? undefined : `any:${value}` })}
      options={[
        { value: EVERYTHING, label: all },
        ...several,
        ...things.slice(0, 190).map((thing) => ({ value: String(thing.id), label: thing.name })),
      ]}
    />
  )
}
