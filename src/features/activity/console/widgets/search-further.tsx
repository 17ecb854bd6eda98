import { useEffect, useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { dayIn } from './days.ts'
import type { FoundActivity } from './use-activity.ts'
import classes from './activity.module.css'

/** So many pages are asked for by itself, while fewer lines than these were found: a list with room for more goes on. */
const BY_ITSELF = 20
const ROOM = 20

type SearchFurtherProps = {
  found: FoundActivity
  /** So far back everything was looked at. */
  searchedTo: string
  timeZone: string
}

/** Says how far back was searched, and goes on: by itself for a while, then when asked. */
export function SearchFurther({ found, searchedTo, timeZone }: SearchFurtherProps) {
  const pages = found.data?.pages ?? []
  const [began, setBegan] = useState(0)
  const since = pages.slice(began).reduce((sum, { answer }) => sum + answer.items.length, 0)
  const goesOn = since < ROOM && pages.length - began < BY_ITSELF && !found.error
  const { fetchNextPage } = found
  useEffect(() => {
    if (goesOn) void fetchNextPage({ cancelRefetch: false })
  }, [goesOn, searchedTo, fetchNextPage])
  const goOn = () => {
    setBegan(pages.length)
    void fetchNextPage({ cancelRefetch: false })
  }
  return (
    <div className={classes.bar}>
      <span className="rc-muted" role={goesOn ? undefined : 'status'}>
        Searched back to {dayIn(timeZone, new Date(searchedTo))}
        {goesOn ? '…' : ''}
      </span>
      {!goesOn && (
        <AppButton small busy={found.isFetchingNextPage} onClick={goOn}>
          Search further
        </AppButton>
      )}
    </div>
  )
}
