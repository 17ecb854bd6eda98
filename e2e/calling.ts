import type { Page } from 'playwright-core'

export type Answer<T = Record<string, unknown>> = { readonly status: number; readonly body: T }

/** What the person at this window may ask of the API, with their own cookie and from their own page. */
export function call<T = Record<string, unknown>>(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  return page.evaluate(
    async ([verb, url, sent]) => {
      const response = await fetch(`/api/v1${url}`, {
        method: verb,
        headers: { 'x-rollcall': '1', ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      })
      const text = await response.text()
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
    },
    [method, path, body] as const,
  )
}
