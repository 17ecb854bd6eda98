import { tooLarge } from '#src/contract/problem.ts'
import { unreadableFile } from '../contract.ts'
import { readCsv } from './csv-table.ts'
import { isConf, readConf } from './conf.ts'
import { decode } from './decode.ts'
import { isJson, readJson } from './json.ts'
import { kindOf } from './kind.ts'
import { isLdif, readLdif } from './ldif.ts'
import { limits } from './limits.ts'
import type { Table } from './table.ts'
import { readWorkbook } from './workbook/read-workbook.ts'

/**
 * The cells of a file of any kind that is read here, told by its bytes and never by its name.
 * @throws unreadableFile, tooLarge
 */
export async function readTable(file: Uint8Array): Promise<Table> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length === 0) throw unreadableFile({ detail: 'The file is empty.' })
  if (bytes.length > limits.bytes)
    throw tooLarge({
      detail: `The file is larger than ${limits.bytes / 1e6} MB. Split it into several files; one may hold ${limits.rows.toLocaleString('en')} rows.`,
    })
  if (kindOf(bytes) === 'workbook') return readWorkbook(bytes)
  const text = decode(bytes)
  if (isJson(text.utf8)) return readJson(text)
  if (isLdif(text.utf8)) return readLdif(text)
  if (isConf(text.utf8)) return readConf(text)
  return readCsv(text)
}
