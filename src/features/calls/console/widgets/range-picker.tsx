import { AppButton } from '#src/console/kit/button.tsx'
import { TextField } from '#src/console/kit/text-field.tsx'
import { useSearch, useSetSearch } from '#src/console/routing.tsx'
import classes from './calls.module.css'

/** From which day to which, kept in the address; the last thirty days unless told. */
export function RangePicker() {
  const { from = '', to = '' } = useSearch()
  const setSearch = useSetSearch()
  const set = (range: { from?: string; to?: string }) =>
    setSearch({ ...{ from: from || undefined, to: to || undefined }, ...range, after: undefined }, { replace: true })
  return (
    <div className={classes.range}>
      <TextField
        label="From"
        name="calls-from"
        type="date"
        value={from}
        onChange={(day) => set({ from: day || undefined })}
      />
      <TextField label="To" name="calls-to" type="date" value={to} onChange={(day) => set({ to: day || undefined })} />
      {(from || to) && (
        <AppButton look="quiet" onClick={() => set({ from: undefined, to: undefined })}>
          Last 30 days
        </AppButton>
      )}
    </div>
  )
}
