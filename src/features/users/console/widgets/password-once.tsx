import { SecretOnce } from '#src/console/kit/secret-once.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { fullName } from './user-name.ts'

type PasswordOnceProps = {
  user: Parameters<typeof fullName>[0]
  password: string
  /** Null for a lasting one. */
  expiresAt: string | null
  onClose: () => void
}

/** The generated password of one person, this one time. */
export function PasswordOnce({ user, password, expiresAt, onClose }: PasswordOnceProps) {
  const title = (
    <>
      {expiresAt ? 'Temporary password' : 'Lasting password'} for <bdi>{fullName(user)}</bdi>
    </>
  )
  return (
    <SecretOnce title={title} secret={password} onClose={onClose}>
      <p>
        Username <bdi dir="ltr">{user.username}</bdi>.{' '}
        {expiresAt && (
          <>
            Good for one sign-in, until <TimeText at={expiresAt} exact />; a new password is chosen then.
          </>
        )}
      </p>
    </SecretOnce>
  )
}
