/** The tenant is asked once and kept in this browser; it is no secret. */
const KEY = 'rollcall-tenant'

export function rememberedTenant(): string {
  try {
    return localStorage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}

export function rememberTenant(tenant: string) {
  try {
    localStorage.setItem(KEY, tenant)
  } catch {
    // Storage is blocked: it is asked again next time.
  }
}
