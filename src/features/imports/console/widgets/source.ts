/** What is to be imported: a file as its bytes, since it may not be UTF-8, or pasted rows. */
export type FileSource = {
  readonly kind: 'file'
  readonly name: string
  readonly bytes: number
  readonly base64: string
}
export type Source = FileSource | { readonly kind: 'pasted'; readonly text: string }

/** The most that the server reads of one file. */
const MOST_BYTES = 50_000_000

/** @throws a sentence when it is too large, or cannot be read */
export async function readFile(file: File): Promise<FileSource> {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than 50 MB. Split it into several files.`)
  return { kind: 'file', name: file.name, bytes: file.size, base64: await base64Of(file) }
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    // A data URL: `data:text/csv;base64,…`.
    reader.onload = () => resolve(String(reader.result).slice(String(reader.result).indexOf(',') + 1))
    reader.onerror = () => reject(new Error(`${file.name} cannot be read. Choose it again.`))
    reader.readAsDataURL(file)
  })

/** What the file is called; pasted rows have no name. */
export const nameOf = (source: Source): string => (source.kind === 'file' ? source.name.slice(0, 200) : '')

export const asBody = (source: Source) => (source.kind === 'file' ? { base64: source.base64 } : { text: source.text })

export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
