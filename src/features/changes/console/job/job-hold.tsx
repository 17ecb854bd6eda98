import { useEffect, useState } from 'react'
import { keyOf, readAgain } from '#src/console/query.ts'
import { readJob, listJobs, type JobView } from '../../contract/jobs.ts'
import { useDeed } from '../use-deed.ts'
import { sayDeed } from '../words.ts'

/** Counts down from what the server said, whose clock decides; 0 when it is time. Null for a job that waits for nothing. */
function useCountdown(seconds: number | null): number | null {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    setLeft(seconds)
    if (seconds === null) return
    const end = performance.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.max(Math.ceil((end - performance.now()) / 1000), 0)
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      void readAgain({ queryKey: keyOf(readJob) })
      void readAgain({ queryKey: keyOf(listJobs) })
    }, 250)
    return () => clearInterval(timer)
  }, [seconds])
  return left
}

/** "Send activation email to 1,204 people in 18 s": what leaves the building waits for a second thought (CONSOLE 4.3). */
export function JobHold({ job }: { job: JobView }) {
  const deed = useDeed(job)
  const left = useCountdown(job.startsIn) ?? 0
  const says = deed ? sayDeed(deed, job.counts.left) : job.label
  return (
    <span role="timer">
      {says} in {left} s
    </span>
  )
}
