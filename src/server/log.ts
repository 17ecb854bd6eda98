/** Structured logs: JSON, or readable lines on a terminal. Secrets never reach it: requests are logged without bodies. */
import { pino, type Logger, type SerializedError } from 'pino'

export type Log = Logger

/**
 * An error of PostgreSQL without what it quotes: the row that broke a rule, the value that is there already, the line of a copy. They
 * are people's, and may be a hash.
 */
const QUOTES = new Set(['detail', 'where', 'internalQuery'])
const withoutRows = (error: unknown): unknown =>
  error instanceof Error ? unquoted({ ...pino.stdSerializers.err(error) }) : error
function unquoted({ aggregateErrors, ...said }: Partial<SerializedError>): object {
  const kept = Object.fromEntries(Object.entries(said).filter(([name]) => !QUOTES.has(name)))
  return aggregateErrors
    ? { ...kept, aggregateErrors: aggregateErrors.map((one: SerializedError) => unquoted({ ...one })) }
    : kept
}

export function openLog(level: string, readable: boolean): Log {
  const options = {
    level,
    base: undefined,
    serializers: { err: withoutRows },
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
