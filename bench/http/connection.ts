/**
 * One kept-alive HTTP/1.1 connection, as thin as it can be: the one who asks shares its two cores with the one who
 * answers, so every microsecond spent here would be counted against the program.
 */
import { connect, type Socket } from 'node:net'

export type Answer = { readonly status: number; readonly body: string }
const HEAD_ENDS = Buffer.from('\r\n\r\n')

export class Connection {
  readonly #socket: Socket
  readonly #head: string
  #received: Buffer[] = []
  #settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  private constructor(socket: Socket, head: string) {
    this.#socket = socket
    this.#head = head
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('error', (error) => this.#settle?.reject(error))
    socket.on('close', () => this.#settle?.reject(new Error('The server closed the connection.')))
  }

  static async open(address: string, headers: Readonly<Record<string, string>>): Promise<Connection> {
    const { hostname, port, host } = new URL(address)
    const socket = connect(Number(port), hostname)
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
    return new Connection(socket, `${lines.join('')}\r\n`)
  }

  /** Asks and waits for the whole answer. One request at a time. */
  get(path: string): Promise<Answer> {
    return this.#ask(`GET ${path} HTTP/1.1\r\n${this.#head}`)
  }

  /** The same with something to say. */
  post(path: string, body: unknown): Promise<Answer> {
    const json = JSON.stringify(body)
    const length = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n`
    return this.#ask(`POST ${path} HTTP/1.1\r\n${length}${this.#head}${json}`)
  }

  #ask(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) throw new Error('The server had closed the connection: it was idle for too long.')
      this.#settle = { resolve, reject }
      this.#socket.write(request)
    })
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk)
    const all = this.#received.length === 1 ? chunk : Buffer.concat(this.#received)
    const ends = all.indexOf(HEAD_ENDS)
    if (ends < 0) return
    const head = all.toString('latin1', 0, ends)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const from = ends + HEAD_ENDS.length
    if (all.length < from + length) return
    this.#received = []
    this.#settle?.resolve({ status: Number(head.slice(9, 12)), body: all.toString('utf8', from, from + length) })
  }

  close(): void {
    this.#settle = undefined
    this.#socket.destroy()
  }
}

/** Asks for JSON; throws the answer when it is not 200. */
export async function getJson<T>(connection: Connection, path: string): Promise<T> {
  const { status, body } = await connection.get(path)
  if (status !== 200) throw new Error(`${path} answered ${status}: ${body.slice(0, 300)}`)
  return JSON.parse(body) as T
}
