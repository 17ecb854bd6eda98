/** A real mail server on a port of this machine, which takes, refuses or drops mail as it is told. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

type Answer = Error | undefined | Promise<Error | undefined>

/** Asked for each recipient and for each mail; an error's `responseCode` is what the server answers. */
export type Manners = {
  recipient?: (address: string) => Answer
  data?: (raw: Buffer) => Answer
  /** Drops the connection after so many bytes of the mail, or when it has all of it (Infinity), without a word. */
  dropAfter?: number
}
export type Received = ParsedMail & { readonly raw: string; readonly from_: string; readonly to_: string[] }

export const answer = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

export async function mailServer() {
  const state: { manners: Manners; readonly mails: Received[] } = { manners: {}, mails: [] }
  let server = build(state)
  let port = 0
  const listen = async () => {
    server.listen(port, '127.0.0.1')
    await once(server.server, 'listening')
    port = (server.server.address() as AddressInfo).port
  }
  await listen()
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return {
    get manners() {
      return state.manners
    },
    /** At any time. */
    set manners(manners: Manners) {
      state.manners = manners
    },
    mails: state.mails,
    url: () => `smtp://127.0.0.1:${port}`,
    leave: close,
    /** On the same port. */
    async comeBack() {
      server = build(state)
      await listen()
    },
    stop: close,
  }
}

function build(state: { readonly manners: Manners; readonly mails: Received[] }): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, done) => void Promise.resolve(state.manners.recipient?.(address)).then(done),
    // A mail that breaks off has nobody to tell.
    onData: (stream, session, done) => void take(stream, session, done).catch(() => undefined),
  })
  server.on('error', () => undefined)

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error | null) => void) {
    const chunks: Buffer[] = []
    let bytes = 0
    const { dropAfter } = state.manners
    const drop = () => {
      for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy()
    }
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (dropAfter !== undefined && bytes > dropAfter) return drop()
    }
    if (dropAfter !== undefined) return drop()
    const raw = Buffer.concat(chunks)
    const refused = await state.manners.data?.(raw)
    if (refused) return done(refused)
    const parsed = await simpleParser(raw)
    const { mailFrom, rcptTo } = session.envelope
    state.mails.push({
      ...parsed,
      raw: raw.toString('utf8'),
      from_: mailFrom === false ? '' : mailFrom.address,
      to_: rcptTo.map(({ address }) => address),
    })
    done()
  }
  return server
}
