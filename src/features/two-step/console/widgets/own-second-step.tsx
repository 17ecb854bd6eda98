import { useState, type ReactNode } from 'react'
import { call } from '#src/console/api.ts'
import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { NotYet } from '#src/console/kit/states.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { keyOf, queryClient, useAnswer } from '#src/console/query.ts'
import { etagOf, sayProblem } from '#src/console/sending.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { readOwnSecondStep, removeAuthenticator, renewBackupCodes, type OwnSecondStep } from '../../contract.ts'
import { removePasskey } from '../../contract/passkeys.ts'
import { knowsPasskeys } from './browser-passkeys.ts'
import classes from '../two-step.module.css'
import { AddPasskey } from './add-passkey.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { SetUpAuthenticator } from './set-up-authenticator.tsx'

type Doing =
  { readonly what: 'nothing' | 'authenticator' | 'passkey' } | { readonly what: 'codes'; codes: readonly string[] }
const NOTHING: Doing = { what: 'nothing' }

/** One's own second step: the app, the passkeys, the backup codes. */
export function OwnSecondStepSection() {
  const { data, error, refetch } = useAnswer(readOwnSecondStep, {})
  const me = useMe()
  const [doing, setDoing] = useState<Doing>(NOTHING)
  if (!data)
    return <NotYet what="your second step" loaded={false} error={error} onRetry={() => void refetch()} rows={3} />
  const done = (codes: readonly string[] | null) => {
    setDoing(codes ? { what: 'codes', codes } : NOTHING)
    void queryClient.invalidateQueries({ queryKey: keyOf(readOwnSecondStep) })
  }
  const back = () => setDoing(NOTHING)
  if (doing.what === 'codes')
    return <BackupCodes codes={doing.codes} account={`${me.user.username}, ${me.tenant.name}`} onDone={back} />
  if (doing.what === 'authenticator') return <SetUpAuthenticator onDone={done} onCancel={back} />
  if (doing.what === 'passkey') return <AddPasskey onDone={done} onCancel={back} />
  return <Ways own={data.answer} onBegin={(what) => setDoing({ what })} onChanged={done} />
}

type WaysProps = {
  own: OwnSecondStep
  onBegin: (what: 'authenticator' | 'passkey') => void
  onChanged: (codes: readonly string[] | null) => void
}

function Ways({ own, onBegin, onChanged }: WaysProps) {
  const [problem, setProblem] = useState<string>()
  const settle = (outcome: { ok: true } | { ok: false; document: Parameters<typeof sayProblem>[0] }) => {
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    return outcome.ok
  }
  const turnOff = async () => settle(await call(removeAuthenticator, {})) && onChanged(null)
  const drop = async (one: OwnSecondStep['passkeys'][number]) => {
    settle(await call(removePasskey, { params: { id: one.id } }, { ifMatch: etagOf(one) }))
    onChanged(null)
  }
  const renew = async () => {
    const outcome = await call(renewBackupCodes, {})
    if (settle(outcome) && outcome.ok) onChanged(outcome.answer.backupCodes)
  }
  const { authenticatorSince: since, passkeys, backupCodesLeft } = own
  const on = since !== null || passkeys.length > 0
  const isLast = (since ? 1 : 0) + passkeys.length === 1
  const why = own.required && isLast ? 'Your account needs a second step. Set up another one first.' : undefined
  return (
    <>
      <p className="rc-muted">
        {on
          ? 'After your password you prove with one of these that it is you.'
          : 'After your password, a second proof that it is you: it keeps out whoever learns your password.'}
        {own.required && ' Your account needs it.'}
      </p>
      {problem && (
        <Banner kind="danger" urgent onDismiss={() => setProblem(undefined)}>
          {problem}
        </Banner>
      )}
      <ul className={classes.ways}>
        <Way
          name="Authenticator app"
          state={
            since ? (
              <>
                on since <TimeText at={since} />
              </>
            ) : (
              'off'
            )
          }
        >
          <AppButton small onClick={() => onBegin('authenticator')}>
            {since ? 'Replace' : 'Set up'}
          </AppButton>
          {since && (
            <AppButton small disabledWhy={why} onClick={() => void turnOff()}>
              Turn off
            </AppButton>
          )}
        </Way>
        {passkeys.map((one) => (
          <Way
            key={one.id}
            name={
              <>
                Passkey <bdi>{one.name}</bdi>
              </>
            }
            state={
              one.lastUsedAt ? (
                <>
                  used <TimeText at={one.lastUsedAt} />
                </>
              ) : (
                'not used yet'
              )
            }
          >
            <AppButton small disabledWhy={why} onClick={() => void drop(one)}>
              Remove
            </AppButton>
          </Way>
        ))}
        {own.passkeysPossible && knowsPasskeys() && (
          <Way
            name="Passkeys"
            state="your finger, face, PIN or a security key; they sign you in without a password, too"
          >
            <AppButton small onClick={() => onBegin('passkey')}>
              Add passkey
            </AppButton>
          </Way>
        )}
        {on && (
          <Way name="Backup codes" state={`${plural(backupCodesLeft, 'code')} left`}>
            <AppButton small onClick={() => void renew()}>
              New codes
            </AppButton>
          </Way>
        )}
      </ul>
    </>
  )
}

function Way({ name, state, children }: { name: ReactNode; state: ReactNode; children: ReactNode }) {
  return (
    <li className={classes.way}>
      <span>
        {name} <span className="rc-muted">· {state}</span>
      </span>
      <span className={classes.buttons}>{children}</span>
    </li>
  )
}
