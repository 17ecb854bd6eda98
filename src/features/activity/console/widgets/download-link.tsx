import { addressOf } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { downloadActivity, downloadUserActivity, type Narrowing } from '../../contract.ts'

/** Fetches as CSV whatever the page is narrowed to, all of it. */
export function DownloadLink({ userId, narrowing }: { userId: string | null; narrowing: Narrowing }) {
  const download = () => {
    const link = document.createElement('a')
    link.href =
      userId === null
        ? addressOf(downloadActivity, { query: narrowing })
        : addressOf(downloadUserActivity, { params: { id: userId }, query: narrowing })
    link.download = ''
    link.click()
  }
  return <AppButton onClick={download}>Export as CSV</AppButton>
}
