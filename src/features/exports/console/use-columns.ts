import { useAnswer } from '#src/console/query.ts'
import { listCustomFields } from '../../custom-fields/contract.ts'
import { useMe } from '../../sign-in/console/widgets/me.tsx'
import { columnNames, columnOf, customColumn, customKey } from '../contract/columns.ts'

export type OfferedColumn = { readonly value: string; readonly label: string }

/** Every column that a file of this tenant can have; undefined while the tenant's own fields are asked for. */
export function useColumns(): readonly OfferedColumn[] | undefined {
  const { hasModule } = useMe()
  const own = useAnswer(listCustomFields, { query: {} }).data?.answer.items
  if (!own) return undefined
  const ours = columnNames.flatMap((name): OfferedColumn[] => {
    const { label, module } = columnOf(name)
    return module === undefined || hasModule(module) ? [{ value: name, label }] : []
  })
  return [...ours, ...own.map(({ key, label }) => ({ value: customColumn(key), label }))]
}

/** What a column is called; its key, where the tenant has the field no more. */
export const labelOf = (name: string, offered: readonly OfferedColumn[] | undefined): string =>
  offered?.find(({ value }) => value === name)?.label ?? customKey(name) ?? name
