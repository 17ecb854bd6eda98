/** The one translator of errors into `application/problem+json` (RFC 9457). */
import type { core } from 'zod/mini'
import {
  internal,
  invalidRequest,
  notFound,
  ProblemError,
  problemType,
  tooLarge,
  unavailable,
  unsupportedType,
  malformedRequest,
  type FieldError,
  type ProblemDocument,
} from '../../contract/problem.ts'
import { holdsNul, isDatabaseAway } from '../database/database.ts'

const pointerOf = (at: string, path: readonly PropertyKey[]) =>
  at === 'query'
    ? `query:${String(path[0] ?? '')}`
    : `#${path.map((p) => `/${String(p).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`

const FORMS = new Set(['invalid_type', 'invalid_value', 'invalid_union'])
const REQUIRED = { code: 'required', message: 'This is required.' }
const REPEATED = { code: 'repeated', message: 'This stands there more than once. Give it once.' }

/** What a schema found wrong in what was sent, each with its place; unknown fields are named one by one (S28). */
export function fieldErrors(at: 'body' | 'query', issues: readonly core.$ZodIssue[], sent: unknown): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointerOf(at, [...issue.path, key]),
        code: 'unknown-field',
        message: `There is no “${key.slice(0, 60)}” here, or it cannot be written. Take it out.`,
      }))
    }
    if (issue.code === 'invalid_union' && issue.errors[0]?.length) {
      const inner = issue.errors.flat().find((e) => e.path.length > 0)
      if (inner) return fieldErrors(at, [{ ...inner, path: [...issue.path, ...inner.path] }], sent)
    }
    const value = valueAt(sent, issue.path)
    const own = { code: issue.code.replaceAll('_', '-'), message: issue.message }
    const said = !FORMS.has(issue.code)
      ? own
      : value === undefined
        ? REQUIRED
        : at === 'query' && Array.isArray(value)
          ? REPEATED
          : own
    return [{ pointer: pointerOf(at, issue.path), ...said }]
  })
}

const valueAt = (sent: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], sent)

/** A declared problem for whatever was thrown; null when nobody declared it, and then the cause goes to the log alone. */
export function declaredProblem(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error
  if (isDatabaseAway(error)) return unavailable()
  if (holdsNul(error)) return malformedRequest({ detail: 'A text holds a NUL character. Take it out.' })
  const { statusCode, code } = (error ?? {}) as { statusCode?: number; code?: string }
  // A way out of the folder of files, or a NUL in one.
  if (code === 'FST_STATIC_FORBIDDEN_PATH') return notFound()
  if (statusCode === 413) return tooLarge()
  if (statusCode === 415) return unsupportedType()
  if (statusCode === 400 || code?.startsWith('FST_ERR_CTP'))
    return malformedRequest({ detail: (error as Error).message })
  return null
}

export function problemDocument(error: ProblemError, requestId: string): ProblemDocument {
  const { kind, extra } = error
  return {
    type: problemType(kind.slug),
    title: kind.title,
    status: kind.status,
    ...(extra.detail === undefined ? {} : { detail: extra.detail }),
    ...(extra.errors === undefined ? {} : { errors: [...extra.errors] }),
    ...extra.more,
    requestId,
  }
}

export const internalProblem = () => internal()
export const invalid = (errors: FieldError[]) =>
  invalidRequest({
    detail: errors
      .map((e) => e.message)
      .slice(0, 3)
      .join(' '),
    errors,
  })
