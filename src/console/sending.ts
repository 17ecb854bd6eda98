/** Sending a form: what is wrong with it stands at its fields, whether the browser saw it first or the server. */
import { useState } from 'react'
import type * as z from 'zod/mini'
import type { AnyEndpoint, Asking, SlugOf } from '#src/contract/endpoint.ts'
import type { ProblemDocument } from '#src/contract/problem.ts'
import { call, newKey, type CallOptions, type Outcome } from './api.ts'

/** What to mend, by the name of the field; the first fault of each. */
export type Faults = Readonly<Record<string, string | undefined>>

const firstOfEach = (faults: readonly (readonly [field: string, message: string])[]): Faults =>
  Object.fromEntries([...faults].reverse())

/** What the contract refuses in a body, before anything is sent. */
export function faultsIn(endpoint: AnyEndpoint, body: unknown): Faults {
  const schema: z.ZodMiniType | undefined = endpoint.body
  const issues = schema?.safeParse(body).error?.issues ?? []
  const given = (body ?? {}) as Readonly<Record<string, unknown>>
  const say = (field: string, message: string) => {
    const value = given[field]
    return typeof value === 'string' && value.trim() === '' ? 'This cannot be blank.' : message
  }
  return firstOfEach(
    issues.map(({ path, message }) => {
      const field = String(path[0] ?? '')
      return [field, say(field, message)]
    }),
  )
}

/** What the server refused: the first step of each JSON pointer (RFC 6901) is the field. */
export const faultsOf = (document: ProblemDocument): Faults =>
  firstOfEach((document.errors ?? []).map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message]))

/** A problem in a sentence or two, for what belongs to no field. */
export const sayProblem = ({ detail, title }: ProblemDocument): string => detail ?? `${title}.`

export type SendingOptions<E> = {
  /** The fields' names are `prefix-field`; the first one that is wrong takes the focus. */
  readonly prefix: string
  /** The problem that says that the name is taken. */
  readonly nameTaken?: SlugOf<E>
}

export type Sending = { readonly busy: boolean; readonly faults: Faults; readonly problem?: string }
const idle: Sending = { busy: false, faults: {} }

/** `send` answers undefined where the form itself is wrong; else what the server said, which is shown already. */
export function useSending<E extends AnyEndpoint>(endpoint: E, { prefix, nameTaken }: SendingOptions<E>) {
  const [state, setState] = useState(idle)
  const refuse = (faults: Faults, problem?: string) => {
    setState({ busy: false, faults, problem })
    const [first] = Object.keys(faults)
    if (first) requestAnimationFrame(() => document.getElementById(`${prefix}-${first}`)?.focus())
  }
  const send = async (ask: Asking<E>, options: CallOptions = {}): Promise<Outcome<E> | undefined> => {
    const faults = faultsIn(endpoint, (ask as { body?: unknown }).body)
    if (Object.keys(faults).length > 0) {
      refuse(faults)
      return undefined
    }
    setState({ busy: true, faults: {} })
    const outcome = await call(
      endpoint,
      ask,
      endpoint.method === 'POST' ? { idempotencyKey: newKey(), ...options } : options,
    )
    if (outcome.ok) setState(idle)
    else if (outcome.problem === nameTaken) refuse({ name: `${outcome.document.title}. Choose another.` })
    else if (outcome.document.errors?.length) refuse(faultsOf(outcome.document))
    else refuse({}, sayProblem(outcome.document))
    return outcome
  }
  /** What is being mended is no longer called wrong. */
  const mend = (fields: readonly string[]) =>
    setState((before) => ({
      ...before,
      faults: { ...before.faults, ...Object.fromEntries(fields.map((f) => [f, undefined])) },
    }))
  return { ...state, send, mend, clear: () => setState(idle) }
}

/** The ETag of a thing out of a list, for `ifMatch`: version 3 → `"v3"`. */
export const etagOf = ({ version }: { readonly version: number | string }) => `"v${version}"`
