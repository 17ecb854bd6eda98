import { useEffect, useRef, useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { ListCheckIcon } from '#src/console/kit/icons.ts'
import { announce } from '#src/console/kit/live-region.tsx'
import { formatNumber } from '#src/console/kit/numbers.ts'
import { Popover } from '#src/console/kit/popover.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, useAnswer } from '#src/console/query.ts'
import { AppLink } from '#src/console/routing.tsx'
import { listJobs, type JobView } from '../../contract/jobs.ts'
import { useWatched } from '../widgets/use-watched.ts'
import { HowFar, JobLink } from './job-line.tsx'
import { partDone } from './job-progress.tsx'
import { sayEnd } from './say-end.ts'
import classes from './tray.module.css'

const SHOWN = '8'
const NONE: readonly JobView[] = []

/** "Jobs 1": follows the person from page to page while something runs, and says when it is done. */
export function Tray() {
  const [opened, setOpened] = useState(false)
  const ask = { query: { limit: SHOWN } }
  const jobs = useAnswer(listJobs, ask, { staleTime: 0 }).data?.answer.items ?? NONE
  const running = jobs.filter(({ state }) => state === 'running')
  const [ended, forget] = useEnded(jobs)
  useWatched(keyOf(listJobs, ask), undefined, running.length > 0)
  useTitle(running[0])
  const news = running.length > 0 ? `, ${formatNumber(running.length)} running` : ended ? ', finished' : ''
  return (
    <Popover
      label="Jobs"
      align="end"
      width={340}
      opened={opened}
      onOpenChange={(next) => {
        setOpened(next)
        forget()
      }}
      target={
        <AppButton
          small
          look="quiet"
          icon={<ListCheckIcon size={18} aria-hidden />}
          aria-expanded={opened}
          aria-haspopup="dialog"
          onClick={() => {
            setOpened(!opened)
            forget()
          }}
        >
          <span className={classes.word}>Jobs</span>
          {running.length > 0 ? (
            <span className={classes.count} aria-hidden>
              {formatNumber(running.length)}
            </span>
          ) : (
            ended && <span className={classes.dot} aria-hidden />
          )}
          {news !== '' && <span className="rc-hidden-text">{news}</span>}
        </AppButton>
      }
    >
      <div className={classes.jobs}>
        {jobs.length === 0 ? (
          <p className="rc-muted">No jobs yet. Select people in the list and choose what to do with them.</p>
        ) : (
          <ul className={classes.list}>
            {jobs.map((job) => (
              <li key={job.id}>
                <div className={classes.line}>
                  <JobLink job={job} onOpen={() => setOpened(false)} />
                  <span className="rc-muted">
                    <TimeText at={job.startedAt} unfocusable />
                  </span>
                </div>
                <HowFar job={job} />
              </li>
            ))}
          </ul>
        )}
        <AppLink to="/jobs" onClick={() => setOpened(false)}>
          All jobs
        </AppLink>
      </div>
    </Popover>
  )
}

/** Whether a job that ran while one looked has ended since the tray was opened last; each end is said once. */
function useEnded(jobs: readonly JobView[]): readonly [boolean, () => void] {
  const [ended, setEnded] = useState(false)
  const ran = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const over = jobs.filter(({ id, state }) => state !== 'running' && ran.current.has(id))
    ran.current = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id))
    if (over.length === 0) return
    announce(over.map((job) => `${job.label}: ${sayEnd(job).says}`).join(' '))
    setEnded(true)
  }, [jobs])
  return [ended, () => setEnded(false)]
}

const PERCENT = /^\d+ % · /

/** "15 % · Users": the tab says how far the newest job is, on whatever page; pages name the tab when they are drawn. */
function useTitle(job: JobView | undefined) {
  const percent = job && Math.floor(partDone(job) * 100)
  useEffect(() => {
    const put = () => {
      const bare = document.title.replace(PERCENT, '')
      const wanted = percent === undefined ? bare : `${percent} % · ${bare}`
      if (document.title !== wanted) document.title = wanted
    }
    put()
    const title = document.querySelector('title')
    if (percent === undefined || !title) return
    const watching = new MutationObserver(put)
    watching.observe(title, { childList: true })
    return () => watching.disconnect()
  }, [percent])
}
