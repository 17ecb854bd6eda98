import { useEffect, useRef, useState } from 'react'
import { changedFields } from './changes.ts'
import { dropDraft, keepDraft, recallDraft, type Draft, type DraftPlace } from './draft.ts'
import type { FormValues } from './values.ts'

const AFTER_MS = 500

/** Keeps what is typed as it is typed, and offers what an earlier visit left. */
export function useDraft(place: DraftPlace, saved: FormValues, values: FormValues) {
  const [offered, setOffered] = useState<Draft | null>(() => recallDraft(place, saved, Date.now()))
  const begun = useRef(false)
  const { tenant, me, user } = place
  useEffect(() => {
    // A draft that waits to be taken back is not overwritten by a form that nobody touched.
    if (!begun.current && changedFields(saved, values).length === 0) return
    begun.current = true
    const timer = setTimeout(() => keepDraft({ tenant, me, user }, saved, values, Date.now()), AFTER_MS)
    return () => clearTimeout(timer)
  }, [tenant, me, user, saved, values])
  return {
    offered,
    /** The draft was taken back, or is not wanted. */
    answer: (taken: boolean) => {
      setOffered(null)
      if (!taken) dropDraft(place)
    },
    /** It is saved: nothing is kept any more. */
    drop: () => {
      begun.current = false
      dropDraft(place)
    },
  }
}
