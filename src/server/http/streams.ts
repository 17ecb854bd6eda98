/** Server-sent events (WHATWG HTML, 9.2): each stream is open for as long as its page, and ends with the server. */
import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../context.ts'
import type { EventSink, Stream } from './route.ts'

/** Whoever reads so much slower than it is written has gone away without a word: the page comes back and reads all anew. */
const MOST_UNREAD = 1024 * 1024
/** Proxies drop a connection on which nothing moves for a minute. */
const HEARTBEAT = 25_000

/** Throws what the stream says when its session has too many open. */
export type OpenStream = (ctx: Context, stream: Stream, reply: FastifyReply) => FastifyReply

/** Opens the streams of one server. */
export function streamsOf(app: FastifyInstance): OpenStream {
  const open = new Set<ServerResponse>()
  const ofSession = new Map<string, number>()
  const count = (session: string, more: 1 | -1) => {
    const now = (ofSession.get(session) ?? 0) + more
    if (now > 0) ofSession.set(session, now)
    else ofSession.delete(session)
  }
  app.addHook('preClose', async () => {
    for (const raw of open) raw.end()
  })
  return (ctx, { answer, most, full }, reply) => {
    const session = ctx.actor.sessionId ?? ctx.actor.id
    if ((ofSession.get(session) ?? 0) >= most) throw full()
    reply.hijack()
    const { raw } = reply
    // Whoever left while we looked up who it is would never be heard leaving.
    if (raw.destroyed) return reply
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // Not kept for another request: a stopping server would wait for it.
      connection: 'close',
    })
    const sink: EventSink = {
      send: (event) => {
        if (raw.writableLength > MOST_UNREAD) raw.destroy()
        else raw.write(`data: ${JSON.stringify(event)}\n\n`)
      },
      close: () => void raw.end(),
    }
    const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT)
    const gone = answer(ctx, sink)
    open.add(raw)
    count(session, 1)
    raw.once('close', () => {
      open.delete(raw)
      count(session, -1)
      clearInterval(heartbeat)
      gone()
    })
    return reply
  }
}
