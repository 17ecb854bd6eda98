/**
 * What could not be read far enough to be a request: cut off, too long in its head, no HTTP at all, or an address that is none. No hook
 * runs for these, so that their answers, and the headers of those, are made here (S35, S39).
 */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../contract/ids.ts'
import { malformedRequest, notFound, problem, type ProblemError } from '../../contract/problem.ts'
import { bareHeaders } from './headers.ts'
import { problemDocument } from './problems.ts'

// Declared here, since no endpoint answers with them and no page of the console meets them.
const requestCutOff = problem(
  'request-cut-off',
  400,
  'The request did not come whole',
  'Nothing was changed by it. Send it again, whole, over a connection that lasts.',
)
const requestTooSlow = problem(
  'request-too-slow',
  408,
  'The request did not come in time',
  'Nothing was changed by it. Send it again without a pause; a large file over a faster connection, or in parts.',
)
const headTooLong = problem(
  'head-too-long',
  431,
  'The head of the request is too long',
  'Address and headers have room for 64 KiB together. Name fewer people in the address, or clear the cookies of this site.',
)

/** So long somebody who did not finish may go on sending while they read why. */
const LINGER = 1000

const problems: Readonly<Record<string, () => ProblemError>> = {
  HPE_INVALID_EOF_STATE: requestCutOff,
  ERR_HTTP_REQUEST_TIMEOUT: requestTooSlow,
  HPE_HEADER_OVERFLOW: headTooLong,
}

const written = (said: ProblemError) => {
  const id = newId()
  const headers = { ...bareHeaders, 'x-request-id': id, 'content-type': 'application/problem+json' }
  return { headers, body: JSON.stringify(problemDocument(said, id)) }
}

type Answering = Socket & { readonly _httpMessage?: { readonly _headerSent?: boolean } | null }

/** Answers on the bare connection, and leaves it; says nothing into an answer that has begun, or to somebody who is gone. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || (socket as Answering)._httpMessage?._headerSent) {
    socket.destroy()
    return
  }
  const said = (problems[error.code ?? ''] ?? noRequest)()
  const { headers, body } = written(said)
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' })
  const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')
  const { status } = said.kind
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n\r\n${body}`)
  // To destroy it at once would take the answer back from whoever is still sending.
  setTimeout(() => socket.destroy(), LINGER).unref()
}

const noRequest = () => malformedRequest({ detail: 'This is no HTTP request.' })

/** Answers an address that cannot be decoded, or holds more in one place than any id. */
export function answerMisaddressed(
  error: { readonly code: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const isBad = error.code === 'FST_ERR_BAD_URL'
  const said = isBad
    ? malformedRequest({ detail: 'A percent sign of the address begins no character. Write it as %25.' })
    : notFound()
  const { headers, body } = written(said)
  void reply.code(said.kind.status).headers(headers).send(body)
}
