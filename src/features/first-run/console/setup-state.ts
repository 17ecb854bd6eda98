/**
 * What the wizard was told so far. All but the password is kept for this tab, so that a reload goes on where it was;
 * the one-time token stays in the address's fragment, which no server sees.
 */
import { useState } from 'react'

export type SetupValues = {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly password: string
  readonly tenantName: string
  readonly slug: string
  readonly language: string
  readonly timeZone: string
  readonly siteName: string
  readonly siteTimeZone: string
  readonly country: string
  readonly demonstration: boolean
}
export type SetupName = keyof SetupValues

const KEY = 'rollcall-first-run'

const fresh = (): SetupValues => ({
  firstName: '',
  lastName: '',
  email: '',
  password: '',
  tenantName: '',
  slug: '',
  language: navigator.language.split('-')[0] || 'en',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  siteName: '',
  siteTimeZone: '',
  country: '',
  demonstration: true,
})

function recall(): SetupValues {
  try {
    return { ...fresh(), ...(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<SetupValues>), password: '' }
  } catch {
    return fresh()
  }
}

export function useSetupValues(): [SetupValues, (change: Partial<SetupValues>) => void] {
  const [values, setValues] = useState(recall)
  const change = (changed: Partial<SetupValues>) => {
    const next = { ...values, ...changed }
    setValues(next)
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ ...next, password: undefined }))
    } catch {
      // Storage is blocked: a reload begins anew.
    }
  }
  return [values, change]
}

export function forgetSetup(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

/** The one-time token of the address that the server printed: `#token=…`, or `?token=…`. */
export function tokenOf({ hash, search }: Pick<Location, 'hash' | 'search'>): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? new URLSearchParams(search).get('token') ?? ''
}
