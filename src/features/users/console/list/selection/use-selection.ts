import { useEffect, useReducer, type Dispatch } from 'react'
import { useMe } from '../../../../sign-in/console/widgets/me.tsx'
import {
  keepSelection,
  readSelection,
  restored,
  select,
  selectionKey,
  type SelectionState,
  type SelectionStep,
} from './selection.ts'

/** The selection of this tab; it stays while paging, and when the tab is loaded again. */
export function useSelection(): [SelectionState, Dispatch<SelectionStep>] {
  const key = selectionKey(useMe())
  const [state, dispatch] = useReducer(select, key, (name) => restored(readSelection(recall(name))))
  useEffect(() => {
    try {
      sessionStorage.setItem(key, keepSelection(state.selection))
    } catch {
      // Storage is blocked or full: the selection holds for this page.
    }
  }, [key, state.selection])
  return [state, dispatch]
}

function recall(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}
