import { addressOf, call } from '#src/console/api.ts'
import { downloadExport, readExport, type ExportView } from '../contract.ts'

export const fileAddress = (id: string): string => addressOf(downloadExport, { params: { id } })

/** Lets the browser fetch the file, as a click on its link would. */
export function download(id: string): void {
  const link = document.createElement('a')
  link.href = fileAddress(id)
  link.download = ''
  link.click()
}

const LOOK_MILLIS = 300

/** Looks until there is a file, or will be none; what went wrong, in a sentence, where it did. */
export async function untilReady(id: string, signal: AbortSignal): Promise<string | undefined> {
  for (;;) {
    const outcome = await call(readExport, { params: { id } }, { signal })
    if (!outcome.ok) return outcome.document.detail ?? `${outcome.document.title}.`
    const { state, fault }: ExportView = outcome.answer
    if (state === 'ready') return undefined
    if (state === 'failed') return fault ?? 'It failed.'
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS))
    signal.throwIfAborted()
  }
}
