import { useSyncExternalStore } from 'react'
import { liveState, onLiveState } from '../live.ts'
import { useAfter } from '../kit/states.tsx'
import classes from './live-mark.module.css'

/** Says so when what is on the screen may be behind; silent while all is well. */
export function LiveMark() {
  const state = useSyncExternalStore(onLiveState, liveState)
  return state === 'paused' ? <Paused /> : null
}

function Paused() {
  // A reload of the server takes a moment and is nobody's concern.
  return useAfter(3000) ? (
    <span className={classes.paused} role="status">
      Live updates paused, retrying
    </span>
  ) : null
}
