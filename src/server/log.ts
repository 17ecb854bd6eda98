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

/** At most so many characters wait to be written. */
const BUNDLE = 8192

/**
 * A line for every answer is a write for every answer; so they go out by the bundle, four times a second, and at the end.
 * Not by the destination of pino: when whoever reads along goes away, its last write is tried for ever.
 */
function bundled() {
  outliveReaders()
  let lines = ''
  const flush = () => {
    if (lines !== '') process.stderr.write(lines)
    lines = ''
  }
  setInterval(flush, 250).unref()
  process.on('exit', flush)
  return {
    write(line: string) {
      lines += line
      if (lines.length >= BUNDLE) flush()
    },
  }
}

let isOutliving = false
/** A closed terminal or a pager that ended takes no server with it: what it would have shown is dropped. */
export function outliveReaders(): void {
  if (isOutliving) return
  isOutliving = true
  for (const out of [process.stdout, process.stderr]) out.on('error', () => undefined)
}
