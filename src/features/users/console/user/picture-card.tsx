import { useRef, useState } from 'react'
import { call } from '#src/console/api.ts'
import { Avatar } from '#src/console/kit/avatar.tsx'
import { AppButton } from '#src/console/kit/button.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { TrashIcon, UploadIcon } from '#src/console/kit/icons.ts'
import { etagOf } from '#src/console/sending.ts'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { deletePicture, putPicture } from '../../contract/endpoints.ts'
import type { User } from '../../contract/user.ts'
import { refetchUsers } from '../widgets/refetch-users.ts'
import { sayProblem } from '../widgets/say-problem.ts'
import { fullName } from '../widgets/user-name.ts'
import { Card } from './card.tsx'
import { PictureError, readPictureFile } from './picture-file.ts'
import { pictureOf } from './picture-of.ts'
import classes from './user.module.css'

/** The picture, and for whoever may change it, how. */
export function PictureCard({ user }: { user: User }) {
  const me = useMe()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const mayChange = me.can('users.edit') || me.user.id === user.id
  if (!mayChange && !user.pictureAt) return null
  const ask = { params: { id: user.id } }
  const finish = (
    outcome:
      Awaited<ReturnType<typeof call<typeof putPicture>>> | Awaited<ReturnType<typeof call<typeof deletePicture>>>,
  ) => {
    setBusy(false)
    setProblem(outcome.ok ? undefined : sayProblem(outcome.document))
    // Also where somebody changed the person meanwhile: what they are now is shown, and can be changed.
    if (outcome.ok || outcome.problem === 'changed-meanwhile') void refetchUsers()
  }
  const upload = async (file: File) => {
    setBusy(true)
    try {
      finish(await call(putPicture, { ...ask, body: await readPictureFile(file) }))
    } catch (error) {
      if (!(error instanceof PictureError)) throw error
      setBusy(false)
      setProblem(error.message)
    }
  }
  return (
    <Card title="Picture">
      <div className={classes.picture}>
        <Avatar name={fullName(user)} id={user.id} size={64} picture={pictureOf(user)} />
        {mayChange && (
          <div className={classes.labels}>
            <input
              ref={input}
              type="file"
              accept="image/png,image/jpeg,image/webp"
              hidden
              aria-label="Picture file"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0]
                if (file) void upload(file)
                // So that the same file can be chosen again.
                event.currentTarget.value = ''
              }}
            />
            <AppButton
              small
              icon={<UploadIcon size={16} />}
              busy={busy}
              onClick={() => input.current?.click()}
              aria-describedby="picture-help"
            >
              {user.pictureAt ? 'Replace…' : 'Upload…'}
            </AppButton>
            {user.pictureAt && (
              <AppButton
                small
                look="quiet"
                icon={<TrashIcon size={16} />}
                onClick={() => void call(deletePicture, ask, { ifMatch: etagOf(user) }).then(finish)}
              >
                Remove
              </AppButton>
            )}
          </div>
        )}
      </div>
      {mayChange && (
        <p id="picture-help" className="rc-muted">
          PNG, JPEG or WebP. What is larger than 256 KiB is made smaller here.
        </p>
      )}
      {problem && <FieldError id="picture-error">{problem}</FieldError>}
    </Card>
  )
}
