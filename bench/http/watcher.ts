/** An open event stream, read as thinly as can be: thousands of them share two cores with the program that writes them. */
import { connect, type Socket } from 'node:net'

export class Watcher {
  readonly #socket: Socket
  /** Called with each piece of the stream as it comes, and when that was. */
  #hear: (text: string, at: number) => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => this.#hear(chunk.toString('latin1'), performance.now()))
  }

  /** Open once it was greeted. */
  static async open(address: string, headers: Readonly<Record<string, string>>): Promise<Watcher> {
    const { hostname, port, host } = new URL(address)
    const socket = connect(Number(port), hostname)
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const watcher = new Watcher(socket)
    const greeted = new Promise<void>((resolve, reject) => {
      watcher.#hear = (text) => text.includes('"hello"') && resolve()
      socket.once('close', () => reject(new Error('The server closed the stream.')))
    })
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`GET /api/v1/events HTTP/1.1\r\n${lines.join('')}\r\n`)
    await greeted
    return watcher
  }

  onText(hear: (text: string, at: number) => void): void {
    this.#hear = hear
  }

  close(): void {
    this.#socket.destroy()
  }
}
