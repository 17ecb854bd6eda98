/**
 * An endpoint, said once: the server routes it, the browser calls it, OpenAPI prints it.
 * A permission is part of the type: an endpoint without one does not compile.
 */
import type * as z from 'zod/mini'
import type { Permission } from './permissions.ts'
import type { Module } from './modules.ts'
import type { commonProblems, ProblemKind } from './problem.ts'
import type { Stage } from './stages.ts'

type Answers = { readonly [status: number]: z.ZodMiniType }

type PathParams<P extends string> = P extends `${string}{${infer K}}${infer R}`
  ? { [k in K]: string } & PathParams<R>
  : unknown

export type Endpoint<
  P extends string = string,
  B extends z.ZodMiniType = z.ZodMiniType,
  Q extends z.ZodMiniType = z.ZodMiniType,
  A extends Answers = Answers,
  K extends readonly ProblemKind[] = readonly ProblemKind[],
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, parameters in braces: `/users/{id}`. */
  readonly path: P
  /** `public`: anybody. `signed-in`: any session or key. Else the permission that is asked before anything is read. */
  readonly permission: Permission | 'public' | 'signed-in'
  /** One line for the reference page. */
  readonly summary: string
  readonly module?: Module
  readonly body?: B
  readonly query?: Q
  readonly answers: A
  readonly problems?: K
  /** The thing has an ETag, and changing it needs If-Match (428, 412). */
  readonly ifMatch?: true
  /** The answer carries a secret, always or as told of one: it is never kept for an Idempotency-Key (FACE-5). */
  readonly secret?: true | ((answer: unknown) => boolean)
  /** Largest body in bytes; 1 MiB unless told. */
  readonly bodyLimit?: number
  /** Only with a console session, never with an API key. */
  readonly sessionOnly?: true
  /** Served to sessions that wait for these steps, beside whole ones; to whole ones alone unless told. */
  readonly stages?: readonly Stage[]
  /** Who comes with a session proved who they are within the last 15 minutes, or is asked to (AUTH-9). */
  readonly sensitive?: true
}

/** An endpoint of any shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the parts are inferred by the helpers below
export type AnyEndpoint = Endpoint<any, any, any, any, any>

export function endpoint<
  const P extends string,
  A extends Answers,
  const K extends readonly ProblemKind[] = [],
  B extends z.ZodMiniType = z.ZodMiniUndefined,
  Q extends z.ZodMiniType = z.ZodMiniUndefined,
>(e: Endpoint<P, B, Q, A, K>): Endpoint<P, B, Q, A, K> {
  return e
}

export type AnswerOf<E> =
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- inference position
  E extends Endpoint<any, any, any, infer A, any>
    ? { [S in keyof A]: A[S] extends z.ZodMiniType ? z.output<A[S]> : never }[keyof A]
    : never

/** What the server's function is given, parsed. */
export type Asked<E> =
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- inference position
  E extends Endpoint<infer P, infer B, infer Q, any, any>
    ? { body: z.output<B>; query: z.output<Q>; params: PathParams<P> }
    : never

type Part<Key extends string, T extends z.ZodMiniType> = T extends z.ZodMiniUndefined
  ? unknown
  : undefined extends z.input<T>
    ? { [k in Key]?: z.input<T> }
    : { [k in Key]: z.input<T> }

/** What a caller gives. */
export type Asking<E> =
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- inference position
  E extends Endpoint<infer P, infer B, infer Q, any, any>
    ? Part<'body', B> &
        (Q extends z.ZodMiniUndefined ? unknown : { query?: z.input<Q> }) &
        (unknown extends PathParams<P> ? unknown : { params: PathParams<P> })
    : never

export type SlugOf<E> =
  | (typeof commonProblems)[number]['slug']
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- inference position
  | (E extends Endpoint<any, any, any, any, infer K> ? K[number]['slug'] : never)
