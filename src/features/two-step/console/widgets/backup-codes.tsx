import { useState } from 'react'
import { AppButton } from '#src/console/kit/button.tsx'
import { CopyButton } from '#src/console/kit/copy.tsx'
import { DownloadIcon } from '#src/console/kit/icons.ts'
import classes from '../two-step.module.css'

type BackupCodesProps = {
  readonly codes: readonly string[]
  /** Whose they are: on paper they would be anybody's. */
  readonly account: string
  readonly onDone: () => void
  readonly done?: string
}

/** Ten codes, this one time: to copy, to download, to print. Going on without any of it asks once. */
export function BackupCodes({ codes, account, onDone, done = 'I have kept them, close' }: BackupCodesProps) {
  const [kept, setKept] = useState(false)
  const [asked, setAsked] = useState(false)
  const text = [`Backup codes of ${account}. Each works once.`, ...codes].join('\n')
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: address, download: 'rollcall-backup-codes.txt' }).click()
    URL.revokeObjectURL(address)
    setKept(true)
  }
  const print = () => {
    window.print()
    setKept(true)
  }
  return (
    <div className={`${classes.form} ${classes.printed}`}>
      <p>
        Backup codes of <bdi>{account}</bdi>. Each signs you in once when your telephone is not there. They are shown
        this one time: keep them where nobody else looks.
      </p>
      <ul className={classes.codes} dir="ltr" translate="no" aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <CopyButton text={text} label="Copy the codes" words="Copy" onCopied={() => setKept(true)} />
        <AppButton icon={<DownloadIcon size={16} aria-hidden />} onClick={download}>
          Download
        </AppButton>
        <AppButton onClick={print}>Print</AppButton>
      </div>
      {asked && !kept && (
        <p role="alert" className={classes.problem}>
          You have not copied, downloaded or printed them, and nobody can show them again.
        </p>
      )}
      <div className={classes.buttons}>
        <AppButton look={kept ? 'primary' : 'secondary'} onClick={() => (kept || asked ? onDone() : setAsked(true))}>
          {asked && !kept ? 'Go on without them' : done}
        </AppButton>
      </div>
    </div>
  )
}
