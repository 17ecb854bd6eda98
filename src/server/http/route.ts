/** An endpoint and the function that answers it. The contract settled permission, parsing and the shape of the answer. */
import type { AnswerOf, AnyEndpoint, Asked } from '../../contract/endpoint.ts'
import type { Context } from '../context.ts'

export type ReplyTools = {
  /** Sets the session cookie, and with it the one that names the browser; or takes the session's away. */
  session(token: string | null): void
  /** Gives the browser what it brings back from another site, sealed, for so many seconds; or takes that away. */
  errand(sealed: string | null, seconds?: number): void
}

export type Ask<E> = Asked<E> & {
  /** The version that the header If-Match names, as a number; 0 where the endpoint has none. */
  readonly ifVersion: number
  /** The same as text, for things whose version is more than a number. */
  readonly ifMatch: string
  /** What the browser was given before it left for another site. */
  readonly errand: string | undefined
  readonly reply: ReplyTools
}

/** An answer that is not JSON, such as a picture. */
export class Bytes {
  readonly mediaType: string
  readonly bytes: Buffer
  constructor(mediaType: string, bytes: Buffer) {
    this.mediaType = mediaType
    this.bytes = bytes
  }
}

/** A file that is written while it is sent, so that no size of it fills the memory. */
export class Download {
  readonly mediaType: string
  readonly name: string
  readonly parts: AsyncIterable<string | Buffer>
  constructor(mediaType: string, name: string, parts: AsyncIterable<string | Buffer>) {
    this.mediaType = mediaType
    this.name = name
    this.parts = parts
  }
}

/** A stream of server-sent events; returns what to do when the other side is gone. */
export type EventSink = { send(event: unknown): void; close(): void }
export type StreamAnswer = (ctx: Context, sink: EventSink) => () => void
export type Stream = {
  readonly answer: StreamAnswer
  /** So many of one session at once, on each process; whoever asks for more is refused by `full`. */
  readonly most: number
  readonly full: () => Error
}

export type Route = {
  readonly endpoint: AnyEndpoint
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each route knows its own shape; the list holds all of them
  readonly answer?: (ctx: Context, ask: any) => Promise<unknown>
  readonly stream?: Stream
}

export const route = <E extends AnyEndpoint>(
  endpoint: E,
  answer: (ctx: Context, ask: Ask<E>) => Promise<AnswerOf<E> | Bytes | Download>,
): Route => ({ endpoint, answer })

export const streamRoute = (endpoint: AnyEndpoint, stream: Stream): Route => ({ endpoint, stream })
