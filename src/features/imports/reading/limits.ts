/**
 * How much one file may hold (BULK-6 asks for 100,000 rows). A row has a limit of its own, since a quote that never
 * closes would otherwise swallow the rest of the file.
 */
export const limits = {
  bytes: 50_000_000,
  rows: 100_000,
  /** Below the header, blank ones included: what a table may take of memory. */
  cells: 10_000_000,
  columns: 500,
  cellCharacters: 65_536,
  rowBytes: 1_000_000,
  /** Of a workbook: parts of its archive, bytes to which those that are read unpack, different texts. */
  parts: 5000,
  unpackedBytes: 250_000_000,
  strings: 3_000_000,
} as const
