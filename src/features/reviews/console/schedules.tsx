import { lazy, Suspense, useState } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { IconButton } from '#src/console/kit/button.tsx'
import { Dialog } from '#src/console/kit/dialog.tsx'
import { DotsIcon } from '#src/console/kit/icons.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { Menu } from '#src/console/kit/menu.tsx'
import { PlainTable } from '#src/console/kit/plain-table.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import type { Outcome } from '#src/console/api.ts'
import {
  editReviewSchedule,
  endReviewSchedule,
  listReviewSchedules,
  type ReviewSchedule,
} from '../contract/schedules.ts'
import { everyWords, sayDay, troubleWords } from './words.ts'
import classes from './reviews.module.css'

const ScheduleDialog = lazy(() => import('./schedule-dialog.tsx').then((m) => ({ default: m.ScheduleDialog })))

type Asking = { readonly to: 'change' | 'end'; readonly schedule: ReviewSchedule }

function useDeeds() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const send = async (
    calling: () => Promise<Outcome<typeof editReviewSchedule> | Outcome<typeof endReviewSchedule>>,
    done: string,
  ) => {
    setBusy(true)
    const outcome = await calling()
    await queryClient.invalidateQueries({ queryKey: keyOf(listReviewSchedules) })
    setBusy(false)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    if (outcome.ok) announce(done)
  }
  const takeOver = (schedule: ReviewSchedule) =>
    send(
      () =>
        call(editReviewSchedule, { params: { id: schedule.id }, body: { mine: true } }, { ifMatch: etagOf(schedule) }),
      `${schedule.name} is yours`,
    )
  const end = (schedule: ReviewSchedule) =>
    send(
      () => call(endReviewSchedule, { params: { id: schedule.id } }, { ifMatch: etagOf(schedule) }),
      `${schedule.name} comes back no more`,
    )
  return { busy, problem, takeOver, end }
}

/** Reviews that come back, with the day of the next one, and what keeps one from starting. */
export function Schedules() {
  const found = useAnswer(listReviewSchedules, {}, { staleTime: 0 }).data?.answer.items ?? []
  const [asking, setAsking] = useState<Asking>()
  const { busy, problem, takeOver, end } = useDeeds()
  const close = () => setAsking(undefined)
  if (found.length === 0) return null
  return (
    <section aria-labelledby="review-schedules" className={classes.section}>
      <h2 id="review-schedules">Coming back</h2>
      {problem && (
        <Banner kind="danger" urgent>
          {problem}
        </Banner>
      )}
      <PlainTable
        caption="Reviews that come back, the next one first"
        rows={found}
        idOf={({ id }) => id}
        columns={[
          { label: 'Review', cell: (one) => <Named schedule={one} /> },
          { label: 'Comes back', wide: true, cell: ({ every }) => everyWords[every] },
          { label: 'Next start', wide: true, cell: ({ nextOn }) => sayDay(nextOn) },
          { label: 'Reviewer', wide: true, cell: ({ reviewer }) => <bdi>{reviewer.name}</bdi> },
          {
            label: 'Actions',
            hiddenLabel: true,
            cell: (schedule) => (
              <Deeds
                schedule={schedule}
                onTakeOver={() => void takeOver(schedule)}
                onAsk={(to) => setAsking({ to, schedule })}
              />
            ),
          },
        ]}
      />
      <Dialog
        opened={asking?.to === 'end'}
        onClose={close}
        title={`End “${asking?.schedule.name ?? ''}”?`}
        consequence="It comes back no more."
        stays="Reviews that were started stay as they are."
        confirm="End it"
        busy={busy}
        onConfirm={() => void end(asking!.schedule).then(close)}
      />
      <Suspense fallback={null}>
        {asking?.to === 'change' && <ScheduleDialog schedule={asking.schedule} onClose={close} />}
      </Suspense>
    </section>
  )
}

const Named = ({ schedule: { name, trouble } }: { schedule: ReviewSchedule }) => (
  <>
    <bdi>{name}</bdi>
    {trouble && <div className={classes.late}>It could not be started. {troubleWords[trouble]}</div>}
  </>
)

type DeedsProps = { schedule: ReviewSchedule; onTakeOver: () => void; onAsk: (to: Asking['to']) => void }

const Deeds = ({ schedule: { name, mine }, onTakeOver, onAsk }: DeedsProps) => (
  <Menu
    label={`Actions for ${name}`}
    target={<IconButton label={`Actions for ${name}`} icon={<DotsIcon size={16} />} aria-haspopup="menu" />}
    groups={[
      {
        items: [
          { label: 'Change…', onSelect: () => onAsk('change') },
          !mine && { label: 'Take over, in your name and reach', onSelect: onTakeOver },
        ],
      },
      { items: [{ label: 'End…', danger: true, onSelect: () => onAsk('end') }] },
    ]}
  />
)
