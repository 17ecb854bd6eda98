import { useState } from 'react'
import { TextButton } from '#src/console/kit/button.tsx'
import { knowsPasskeys } from './browser-passkeys.ts'
import classes from '../two-step.module.css'
import { AddPasskey } from './add-passkey.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { SetUpAuthenticator } from './set-up-authenticator.tsx'

/** The step of signing in for whoever needs a second one and has none yet: an app or a passkey, then the backup codes. */
export function SetUpSecondStep({ account, onDone }: { account: string; onDone: () => void }) {
  const [way, setWay] = useState<'app' | 'passkey'>('app')
  const [codes, setCodes] = useState<readonly string[]>()
  const done = (backupCodes: readonly string[] | null) => (backupCodes ? setCodes(backupCodes) : onDone())
  if (codes) return <BackupCodes codes={codes} account={account} onDone={onDone} done="I have kept them, go on" />
  if (way === 'passkey') return <AddPasskey onDone={done} onCancel={() => setWay('app')} />
  return (
    <div className={classes.form}>
      <SetUpAuthenticator onDone={done} />
      {knowsPasskeys() && (
        <p>
          Without a telephone: <TextButton onClick={() => setWay('passkey')}>use a passkey instead</TextButton>
        </p>
      )}
    </div>
  )
}
