/**
 * What every command needs first, in plain JavaScript that Node 18 can run: the packages of the lockfile, a Node that
 * runs our TypeScript, the console built. Does nothing, in a few milliseconds, when they stand.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (...parts) => join(ROOT, ...parts)

/** Answers the path of the Node to go on with. `console: true` also builds what the browser loads. */
export function ready({ console: wantsConsole = false } = {}) {
  installPackages()
  const node = findNode()
  if (wantsConsole) buildConsole(node)
  return node
}

function installPackages() {
  const lock = inRoot('package-lock.json')
  const stamp = inRoot('node_modules', '.rollcall-ready')
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (readIfThere(stamp) === hash) return
  if (!isInstalled(JSON.parse(readFileSync(lock, 'utf8')))) {
    say('Installing packages …')
    const options = [
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]
    const { status, stdout, stderr, error } = npm('ci', ...options)
    if (status !== 0) stop(`The packages could not be installed:\n${error ? error.message : stdout + stderr}`)
  }
  writeFileSync(stamp, hash)
}

/** Whether npm has put there what the lockfile names, leaving out what is for other machines. */
function isInstalled(lock) {
  const there = JSON.parse(readIfThere(inRoot('node_modules', '.package-lock.json')) ?? '{"packages":{}}').packages
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === '' || there[path]?.version === wanted.version || (!there[path] && isForOthers(wanted)),
  )
}

/** npm leaves out what is optional and for another machine, or for no machine in particular. */
const isForOthers = ({ optional, os = [], cpu = [], libc = [] }) =>
  optional && !(includes(os, process.platform) && includes(cpu, process.arch) && !includes(libc, 'musl'))

const includes = (names, name) => [names].flat().includes(name)

/** The npm that called us, else the one on the path. */
function npm(...args) {
  const { npm_execpath: caller } = process.env
  const [program, first] = caller?.endsWith('.js') ? [process.execPath, [caller]] : ['npm', []]
  return spawnSync(program, [...first, ...args], { cwd: ROOT, encoding: 'utf8' })
}

/** This Node if it strips types from TypeScript, else the one that npm brought. */
function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return process.execPath
  const brought = inRoot('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(brought)) return brought
  return stop(
    `Rollcall needs Node 22.18 or newer; this is ${process.versions.node}, and npm has none for ${process.platform}-${process.arch}. Install Node 24.`,
  )
}

/** Everything that the browser's bundle is made of; the server's files of a feature are not. */
const CONSOLE_SOURCES = [
  'index.html',
  'vite.config.ts',
  'tools/precompress.ts',
  'package-lock.json',
  'src/entry/console.tsx',
  'src/console',
  'src/contract',
  'src/features',
]
const NOT_OF_THE_CONSOLE = /(\.test\.tsx?|\/(routes|service|sql|scope|jobs|cli|actions)(\.ts|\/.*))$/

function buildConsole(node) {
  if (!existsSync(inRoot('vite.config.ts')) || !existsSync(inRoot('index.html')))
    return say('There is no console to build here.')
  const hash = createHash('sha256')
  for (const path of CONSOLE_SOURCES.flatMap(filesOf))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(inRoot(path)))
  const wanted = hash.digest('hex')
  const stamp = inRoot('dist', 'console.sha256')
  if (readIfThere(stamp) === wanted && existsSync(inRoot('dist', 'console', 'index.html'))) return
  say('Building the console …')
  const { status, stdout, stderr } = spawnSync(
    node,
    [inRoot('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  if (status !== 0) stop(`The console could not be built:\n${stdout}${stderr}`)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function filesOf(path) {
  if (!existsSync(inRoot(path))) return []
  const isFolder = !/\.[a-z]+$/.test(path)
  if (!isFolder) return NOT_OF_THE_CONSOLE.test(path) ? [] : [path]
  return readdirSync(inRoot(path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}

/**
 * How Node runs the program. What it throws away while it writes a large file, or changes everybody, would else fill some
 * hundred megabytes of a large machine before anything is swept: as many young ones as fit, and old ones until there are
 * four times as many as are needed (docs/decisions/0011).
 */
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', '--heap-growing-percent=60']
/** And glibc's malloc, which would keep another fifty of what it was given back (mallopt(3)): with these it gives large pieces to the system. */
const MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_TRIM_THRESHOLD_: '131072' }

/**
 * Runs a script of ours in this process's place: same terminal, its exit code ours. It gets our signals, and SIGTERM
 * when we are killed without a word or when the npm that started us is gone.
 */
export function run(node, script, args) {
  const command = [node, ...NODE_OPTIONS, inRoot(script), ...args]
  const follows = process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
  const [program, ...rest] = follows ? ['setpriv', '--pdeathsig', 'TERM', ...command] : command
  // What Node makes of our TypeScript is kept: half of a start would be making it again.
  const env = { NODE_COMPILE_CACHE: inRoot('.cache', 'node'), ...MALLOC, ...process.env }
  const child = spawn(program, rest, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal's Ctrl-C reaches the child by itself.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal))
  }
  const parent = process.ppid
  if (process.env.npm_execpath) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
  child.on('error', (error) => stop(error.message))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : code))
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** To stderr: what a command answers on stdout may be read by a program. */
const say = (sentence) => void process.stderr.write(`${sentence}\n`)

function stop(sentence) {
  say(sentence)
  process.exit(1)
}
