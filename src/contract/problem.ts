/** Problems, declared once and thrown by name (RFC 9457). Read by the server, the browser and the docs script. */

export type ProblemKind<Slug extends string = string, Status extends number = number> = {
  readonly slug: Slug
  readonly status: Status
  readonly title: string
  /** How a person mends it; printed on the problem's page under docs/problems/. */
  readonly mend: string
}

/** One thing that is wrong in what was sent: where (a JSON pointer, RFC 6901, or `query:name`), and how to mend it. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly message: string }

export type ProblemDetail = {
  /** What happened this time, in a sentence that says how to mend it. */
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  /** Further members of the problem document, such as `existingId`. Never a secret. */
  readonly more?: Readonly<Record<string, unknown>>
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly kind: ProblemKind
  readonly extra: ProblemDetail
  constructor(kind: ProblemKind, extra: ProblemDetail = {}) {
    super(extra.detail ?? kind.title)
    this.kind = kind
    this.extra = extra
  }
}

export type Problem<S extends string = string, N extends number = number> = ProblemKind<S, N> &
  ((extra?: ProblemDetail) => ProblemError)

const declared = new Map<string, ProblemKind>()

/** Declares a problem; calling it makes the error to throw. A slug names one problem in the whole product. */
export function problem<const S extends string, const N extends number>(
  slug: S,
  status: N,
  title: string,
  mend: string,
): Problem<S, N> {
  if (declared.has(slug)) throw new Error(`The problem ${slug} is declared twice.`)
  const kind = { slug, status, title, mend }
  declared.set(slug, kind)
  return Object.assign((extra?: ProblemDetail) => new ProblemError(kind, extra), kind)
}

/** Every problem declared so far, by slug; the docs script and the tests read it. */
export const allProblems = (): ProblemKind[] =>
  [...declared.values()].sort((a, b) => a.slug.localeCompare(b.slug, 'en'))

/** The document that travels: `application/problem+json` (RFC 9457). */
export type ProblemDocument = {
  type: string
  title: string
  status: number
  detail?: string
  instance?: string
  errors?: FieldError[]
  [more: string]: unknown
}

export const problemType = (slug: string) => `/problems/${slug}`

// Problems that any endpoint may answer with, so that none has to list them.
export const invalidRequest = problem(
  'invalid-request',
  422,
  'Something in the request does not fit',
  'Mend what the list of errors names and send it again. Nothing was changed.',
)
/** Where one thing alone is wrong: its sentence is the answer's, too. */
export const invalidAt = (pointer: string, code: string, message: string): ProblemError =>
  invalidRequest({ detail: message, errors: [{ pointer, code, message }] })
export const malformedRequest = problem(
  'malformed-request',
  400,
  'The request could not be read',
  'Send well-formed JSON in UTF-8 with the header Content-Type: application/json.',
)
export const notSignedIn = problem(
  'not-signed-in',
  401,
  'Sign in first',
  'Sign in, or send an API key as a bearer token.',
)
export const sessionEnded = problem(
  'session-ended',
  401,
  'Your session has ended',
  'Sign in again. The member `reason` says why it ended.',
)
export const forbidden = problem(
  'forbidden',
  403,
  'Your roles do not allow this',
  'Ask an administrator of your tenant for the permission that the answer names.',
)
/** `step` says which: the last of several comes last. */
export const stepWaits = problem(
  'step-waits',
  403,
  'Signing in is not finished',
  'The member `step` says what is asked of you first: a code, a passkey or a backup code; or setting up two-step verification.',
)
export const proveAgain = problem(
  'prove-again',
  403,
  'Prove that it is you',
  'Your password or a passkey is asked again before this, since you proved it more than 15 minutes ago.',
)
export const passwordMustChange = problem(
  'password-must-change',
  403,
  'Choose a password of your own first',
  'You signed in with a temporary password. Open /new-password and choose your own.',
)
export const sessionsOnly = problem(
  'sessions-only',
  403,
  'This is for people, not for API keys',
  'Sign in to the console to do this.',
)
export const notFound = problem(
  'not-found',
  404,
  'There is nothing here that you can see',
  'Check the address. What lies outside your sites looks the same as what does not exist.',
)
export const methodNotAllowed = problem(
  'method-not-allowed',
  405,
  'This address does not take that method',
  'See the reference at /api for the methods of this address.',
)
export const crossSite = problem(
  'cross-site',
  403,
  'The request came from another site',
  'Send it from the console itself, or use an API key.',
)
export const tooLarge = problem('too-large', 413, 'That is too large', 'Send less at once; the answer names the limit.')
export const unsupportedType = problem(
  'unsupported-type',
  415,
  'That content type is not read here',
  'Send application/json, or what the reference names for this address.',
)
export const preconditionRequired = problem(
  'precondition-required',
  428,
  'Say which version you are changing',
  'Read the thing, and send its ETag in the header If-Match.',
)
export const changedMeanwhile = problem(
  'changed-meanwhile',
  412,
  'Somebody changed this meanwhile',
  'Read it again, merge, and send it with the new ETag. Nothing of yours was saved.',
)
export const alreadyDone = problem(
  'already-done',
  409,
  'This was done already',
  'The first answer carried a secret and is not kept. Do the action again with a new Idempotency-Key if needed.',
)
export const idempotencyMismatch = problem(
  'idempotency-mismatch',
  422,
  'That Idempotency-Key was used for another request',
  'Use a new key for a new request; repeat a key only with the very same body.',
)
export const idempotencyInFlight = problem(
  'idempotency-in-flight',
  409,
  'The first request with this key is still running',
  'Wait a moment and repeat it.',
)
export const tooManyRequests = problem(
  'too-many-requests',
  429,
  'Too many tries',
  'Wait for the number of seconds in the header Retry-After.',
)
export const tooBusy = problem(
  'too-busy',
  503,
  'Too many people sign in at this moment',
  'Nothing was changed. Try again after the number of seconds in the header Retry-After.',
)
export const unavailable = problem(
  'unavailable',
  503,
  'The database cannot be reached',
  'Nothing was changed. Try again in a moment; /readyz says when.',
)
export const internal = problem(
  'internal',
  500,
  'Something failed on our side',
  'Nothing more is known here. Give the request id to whoever runs this server: its log has the cause.',
)
export const commonProblems = [
  invalidRequest,
  malformedRequest,
  notSignedIn,
  sessionEnded,
  forbidden,
  passwordMustChange,
  stepWaits,
  proveAgain,
  sessionsOnly,
  notFound,
  methodNotAllowed,
  crossSite,
  tooLarge,
  unsupportedType,
  preconditionRequired,
  changedMeanwhile,
  alreadyDone,
  idempotencyMismatch,
  idempotencyInFlight,
  tooManyRequests,
  tooBusy,
  unavailable,
  internal,
] as const
