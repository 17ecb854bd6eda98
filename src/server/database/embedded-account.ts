/** PostgreSQL refuses to run as root, so a program of root's runs it as somebody else, who must be able to reach it. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Who runs the server: nobody else (undefined), or the account that root steps down to. */
export type Account = { readonly uid: number; readonly gid: number } | undefined

export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return undefined
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const account = accounts.get('postgres') ?? accounts.get('nobody')
  if (account) return account
  throw new Error(
    'PostgreSQL cannot run as root, and this host has no account postgres or nobody. Run Rollcall as an ordinary user, or set DATABASE_URL.',
  )
}

const canEnter = (folder: string, account: Account) =>
  account === undefined || spawnSync('test', ['-x', folder], { ...account, cwd: '/' }).status === 0

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/**
 * Where the cluster and its binaries live: in the data folder or, when the server's account cannot enter it (a clone
 * in root's home), under /var/lib/rollcall, with a link `postgres` left in the data folder that says where.
 */
export function clusterHome(dataFolder: string, account: Account): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
  const folder = realpathSync(resolve(dataFolder))
  const link = join(folder, 'postgres')
  const found = lstatSync(link, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) return dirname(realpathSync(link))
  if (!canEnter(folder, account)) chmodSync(folder, statSync(folder).mode | 0o011)
  if (canEnter(folder, account)) return folder
  if (found)
    throw new Error(
      `PostgreSQL's account cannot enter ${folder}, where its data lie. Move that folder to where others may enter, and name it in ROLLCALL_DATA.`,
    )

  const home = join('/var/lib/rollcall', shortHash(folder))
  mkdirSync(join(home, 'postgres'), { recursive: true, mode: 0o711 })
  symlinkSync(join(home, 'postgres'), link)
  return home
}

/**
 * A folder for the socket alone, that nobody but the server's account (and root) can enter. Not in the data folder,
 * since the path of a socket may have 107 bytes at most.
 */
export function socketFolder(home: string, account: Account): string {
  const parent = [tmpdir(), '/tmp'].find((folder) => folder.length < 60 && canEnter(folder, account)) ?? '/tmp'
  const folder = join(parent, `rollcall-${shortHash(home)}`)
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 })
    if (account) chownSync(folder, account.uid, account.gid)
  }
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== (account?.uid ?? process.getuid?.()) || (found.mode & 0o077) !== 0) {
    throw new Error(
      `${folder} belongs to somebody else, so the database's socket cannot stand there. Remove it, or set TMPDIR.`,
    )
  }
  return folder
}
