import { readCsv } from './csv-table.ts'
import type { Table } from './table.ts'

/**
 * The cells of a file of any kind that is read here, told by its bytes and never by its name.
 * @throws unreadableFile, tooLarge
 */
export const readTable = (file: Uint8Array): Promise<Table> => readCsv(file)
