import type { Module } from '../../../contract/modules.ts'

/** The single-valued columns, each of which sorts, empty last (LIST-6). */
export const sorts = {
  name: 'Name',
  email: 'E-mail',
  username: 'Username',
  status: 'Status',
  availability: 'Availability',
  site: 'Site',
  extension: 'Extension',
  lastSignIn: 'Last sign-in',
  callsHandled: 'Calls handled',
  created: 'Created',
} as const
export type SortName = keyof typeof sorts
/** A column of a module that is off is absent, and so sorts nothing. */
export const sortModules: { readonly [N in SortName]?: Module } = { extension: 'pbx', callsHandled: 'calls' }
export type Sort = { readonly by: SortName; readonly descending: boolean }

/** Reads `name` or `-name`; null when there is no such column. */
export function parseSort(text: string): Sort | null {
  const by = text.replace(/^-/, '')
  return Object.hasOwn(sorts, by) ? { by: by as SortName, descending: text.startsWith('-') } : null
}
export const formatSort = (sort: Sort) => `${sort.descending ? '-' : ''}${sort.by}`
