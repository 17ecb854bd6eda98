/** Structured logs: JSON, or readable lines on a terminal. Secrets never reach it: requests are logged without bodies. */
import { pino, type Logger } from 'pino'

export type Log = Logger

export function openLog(level: string, readable: boolean): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        'headers.authorization',
        'headers.cookie',
        '*.password',
        '*.token',
      ],
      censor: '(kept out)',
    },
  }
  return readable
    ? pino({
        ...options,
        transport: {
          target: 'pino-pretty',
          options: { destination: 2, translateTime: 'SYS:HH:MM:ss', ignore: 'req,res,hostname' },
        },
      })
    : pino(options, bundled())
}

/** A line for every answer is a write for every answer; so they go out by the bundle, four times a second, and at the end. */
function bundled() {
  const destination = pino.destination({ dest: 2, minLength: 8192 })
  setInterval(() => destination.flushSync(), 250).unref()
  process.on('exit', () => destination.flushSync())
  return destination
}
