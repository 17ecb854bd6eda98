import { useCallback, useEffect, useState } from 'react'
import type { FieldProps } from './field.ts'
import { Picker, type PickerOption } from './picker.tsx'

const DEBOUNCE_MS = 150
const MOST_SHOWN = 50
const MOST_RECENT = 5

/** What was chosen lately, by field; gone with the page, since it may name people. */
const recent = new Map<string, readonly PickerOption[]>()

export type RemotePickerProps = FieldProps & {
  chosen: readonly PickerOption[]
  onChoose: (chosen: PickerOption[]) => void
  many?: boolean
  /** Asks the server; '' asks for the first ones. Rejects when it fails. */
  load: (search: string, signal: AbortSignal) => Promise<readonly PickerOption[]>
  placeholder?: string
  clearable?: boolean
}

/** A choice among more than a list can hold: the server searches, 50 come back, what was chosen lately stands first. */
export function RemotePicker({ chosen, onChoose, load, ...field }: RemotePickerProps) {
  const [search, setSearch] = useState('')
  const [wanted, setWanted] = useState(false)
  const { options, state } = useLoaded(load, search, wanted)
  const lately = search === '' ? (recent.get(field.name) ?? []) : []
  const offered = [...lately, ...options.filter((o) => !lately.some((l) => l.value === o.value))].slice(0, MOST_SHOWN)
  const choose = (next: PickerOption[]) => {
    const fresh = next.filter((one) => !chosen.some((c) => c.value === one.value))
    const before = (recent.get(field.name) ?? []).filter((r) => !fresh.some((f) => f.value === r.value))
    if (fresh.length > 0) recent.set(field.name, [...fresh, ...before].slice(0, MOST_RECENT))
    onChoose(next)
  }
  return (
    <Picker
      {...field}
      chosen={chosen}
      onChoose={choose}
      options={offered}
      search={search}
      onSearch={setSearch}
      onOpen={() => setWanted(true)}
      busy={state === 'loading'}
      nothing={state === 'failed' ? 'The search failed. Type again to retry.' : 'Nothing found'}
      foot={options.length >= MOST_SHOWN ? `The first ${MOST_SHOWN}. Go on typing to narrow them.` : undefined}
    />
  )
}

function useLoaded(load: RemotePickerProps['load'], search: string, wanted: boolean) {
  const [result, setResult] = useState<{
    options: readonly PickerOption[]
    state: 'idle' | 'loading' | 'there' | 'failed'
  }>({ options: [], state: 'idle' })
  const ask = useCallback(
    async (signal: AbortSignal) => {
      try {
        const options = await load(search.trim(), signal)
        if (!signal.aborted) setResult({ options, state: 'there' })
      } catch {
        // A search that was replaced by the next one is not a failure.
        if (!signal.aborted) setResult({ options: [], state: 'failed' })
      }
    },
    [load, search],
  )
  useEffect(() => {
    if (!wanted) return
    const stopping = new AbortController()
    setResult((before) => ({ ...before, state: 'loading' }))
    const timer = setTimeout(() => void ask(stopping.signal), search === '' ? 0 : DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      stopping.abort()
    }
  }, [ask, search, wanted])
  return result
}
