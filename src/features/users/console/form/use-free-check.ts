import { useEffect, useState } from 'react'
import { call } from '#src/console/api.ts'
import { checkFree } from '../../contract/endpoints.ts'
import { checkField } from './check.ts'
import { useFormSetting } from './form-context.tsx'
import { sameValue } from './same.ts'

const DEBOUNCE_MS = 400
type Asked = 'username' | 'email' | 'oauthEmail' | 'virtualExtension' | 'sipExtension'

/** Asks the server whether a name or an extension is free, a moment after the last key; answers whether it is asking. */
export function useFreeCheck(name: Asked): boolean {
  const { form, saved, user, lockedWhy } = useFormSetting()
  const [checking, setChecking] = useState(false)
  const value = form.values[name]
  const pbx = name === 'sipExtension' ? form.values.sipPbx : undefined
  const worthAsking =
    value != null &&
    value !== 'dynamic' &&
    pbx !== null &&
    !lockedWhy(name) &&
    checkField(name, value) === undefined &&
    !(sameValue(name, value, saved[name]) && (pbx === undefined || pbx === saved.sipPbx))
  const except = user?.id
  useEffect(() => {
    if (!worthAsking) return
    const stopping = new AbortController()
    const ask = async () => {
      setChecking(true)
      const outcome = await call(
        checkFree,
        { query: { field: name, value, ...(pbx ? { pbx: String(pbx) } : {}), ...(except ? { except } : {}) } },
        { signal: stopping.signal },
      )
      setChecking(false)
      if (outcome.ok && !outcome.answer.free) {
        const { message = 'That is taken.', suggestion } = outcome.answer
        form.remarkOne(name, { value, message, suggestion })
      }
    }
    // A question that was replaced by the next one says nothing.
    const timer = setTimeout(() => void ask().catch(() => undefined), DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      stopping.abort()
      setChecking(false)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked when what is asked changes, not when the form is drawn
  }, [worthAsking, name, value, pbx, except])
  return checking
}
