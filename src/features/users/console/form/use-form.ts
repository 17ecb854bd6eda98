import { useMemo, useState } from 'react'
import type { FieldName } from '../../fields/catalogue.ts'
import { checkAll, type Faults } from './check.ts'
import { sameValue } from './same.ts'
import type { FormValues } from './values.ts'

/** What the server says about a value; it counts for as long as that value stands there. */
export type Remark = { readonly value: unknown; readonly message: string; readonly suggestion?: string }
export type Remarks = { readonly [N in FieldName]?: Remark }

export type Form = ReturnType<typeof useForm>

/** Values, and what is wrong with them: said once a field was left, or when saving was tried. */
export function useForm(start: FormValues, fields: readonly FieldName[]) {
  const [values, setValues] = useState(start)
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set())
  const [remarks, setRemarks] = useState<Remarks>({})
  const [attempt, setAttempt] = useState(0)
  const faults = useMemo(() => checkAll(values, fields), [values, fields])
  const remarkOn = (name: FieldName) => {
    const remark = remarks[name]
    return remark && sameValue(name, remark.value, values[name]) ? remark : undefined
  }
  return {
    values,
    faults,
    attempt,
    remarkOn,
    /** What to show below a field now. */
    errorOf: (name: FieldName): string | undefined =>
      (left.has(name) || attempt > 0 ? faults[name] : undefined) ?? remarkOn(name)?.message,
    change: (changed: FormValues) => setValues((before) => ({ ...before, ...changed })),
    leave: (name: FieldName) => setLeft((before) => (before.has(name) ? before : new Set([...before, name]))),
    /** The server's word about values as they stand now. */
    remark: (refused: Faults) =>
      setRemarks(
        Object.fromEntries(
          Object.entries(refused).map(([name, message]) => [name, { value: values[name as FieldName], message }]),
        ),
      ),
    remarkOne: (name: FieldName, remark: Remark) => setRemarks((before) => ({ ...before, [name]: remark })),
    tryToSave: () => setAttempt((before) => before + 1),
    /** Begins anew with other values. */
    begin: (next: FormValues) => {
      setValues(next)
      setLeft(new Set())
      setRemarks({})
      setAttempt(0)
    },
  }
}
