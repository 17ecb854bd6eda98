/** The cells of a file, for features that bring in something other than people. Columns of secrets are blank. */
export { readTable } from '../reading/read-table.ts'
export type { Table, TableRow } from '../reading/table.ts'
