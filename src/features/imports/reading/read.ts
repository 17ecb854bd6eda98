import type { StagingOptions } from './recognise.ts'
import { readTable } from './read-table.ts'
import { stageTable, type Roster } from './stage.ts'

/**
 * Reads the file of any known system into rows of our fields. Nothing is checked against the database, and cells of
 * columns that hold passwords are in nothing that this returns or throws.
 * @throws unreadableFile, unknownColumns, tooLarge, invalidRequest (`columns` that cannot be matched so)
 */
export const readRoster = async (file: Uint8Array, options: StagingOptions = {}): Promise<Roster> =>
  stageTable(await readTable(file), options)
