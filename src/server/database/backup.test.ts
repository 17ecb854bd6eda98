import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blankDatabase, cloneDatabase, type TestDatabase } from '#test/database.ts'
import { backup } from './backup.ts'
import { migrate } from './migrate.ts'
import { restore } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-backup-'))
const file = join(folder, 'all.rollcall')
const databases: TestDatabase[] = []
let full: TestDatabase

const made = async (make: Promise<TestDatabase>) => {
  databases.push(await make)
  return databases.at(-1)!
}

async function ask(config: pg.ClientConfig, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

const AWKWARD = ['Zoë\tTab', 'new\nline \\. and \\N', '李小龙', 'O\'Brien "x"', ' ', '👩‍👩‍👧']

beforeAll(async () => {
  full = await made(cloneDatabase())
  await ask(full.owner, `insert into tenants (slug, name, super) values ('above', 'Above', true)`)
  await ask(
    full.owner,
    `insert into tenants (slug, name, parent_id) select 'below', 'Below', id from tenants where slug = 'above'`,
  )
  await ask(
    full.owner,
    `insert into sites (tenant_id, name, name_key, time_zone) select id, 'Here', 'here', 'UTC' from tenants`,
  )
  await ask(
    full.owner,
    `insert into users (tenant_id, id, site_id, status, username, username_key, email, email_key, first_name, name_key, search, created_at, languages)
     select s.tenant_id, gen_random_uuid(), s.id, 'active', 'u' || n, 'u' || n, n || '@x', n || '@x', given, given, given, now(), array['de', given]
     from sites s, unnest($1::text[]) with ordinality as t (given, n)`,
    [AWKWARD],
  )
  await ask(
    full.owner,
    `insert into user_pictures (tenant_id, user_id, media_type, bytes) select tenant_id, id, 'image/png', '\\x00ff0a' from users`,
  )
  await ask(
    full.owner,
    `insert into history (tenant_id, change_set_id, user_id, at, changes)
     select tenant_id, gen_random_uuid(), id, now() - make_interval(days => 400 * (site_id % 2)), jsonb_build_object('first_name', first_name) from users`,
  )
  await ask(
    full.owner,
    `insert into sessions (tenant_id, id, user_id, token_hash, acting_tenant_id, expires_at)
     select tenant_id, gen_random_uuid(), id, sha256(id::text::bytea), tenant_id, now() + interval '1 day' from users`,
  )
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  rmSync(folder, { recursive: true })
})

/** Everything that a table holds, as one text. */
const contents = async (config: pg.ClientConfig, table: string) =>
  (
    await ask(
      config,
      `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]')::text as all from ${table} t`,
    )
  )[0]

describe('a backup restored into an empty database', () => {
  let counts: { tables: number; rows: number }
  let copy: TestDatabase
  beforeAll(async () => {
    counts = await backup(full.owner, file)
    copy = await made(cloneDatabase())
    expect(await restore(copy.owner, file)).toEqual(counts)
  })

  test.for(['tenants', 'sites', 'users', 'user_pictures', 'history', 'change_sets', 'groups', 'history_seals'])(
    'has every row of %s, equal',
    async (table) => {
      expect(await contents(copy.owner, table)).toEqual(await contents(full.owner, table))
    },
  )

  test('goes on numbering where the first stopped', async () => {
    const next = `insert into tenants (slug, name) values ('next', 'Next') returning id`
    expect(await ask(copy.owner, next)).toEqual(await ask(full.owner, next))
  })

  test('lets nobody in whose session was alive when it was taken', async () => {
    expect(await ask(copy.owner, 'select from sessions')).toEqual([])
  })

  test('begins a new epoch of transaction ids, so that the chain of history can tell old from new', async () => {
    expect(await ask(copy.owner, 'select current_epoch() as epoch')).toEqual([{ epoch: 2 }])
  })

  test('has its wall again, before the owner too', async () => {
    const walls = `select relname, relrowsecurity, relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace order by 1`
    expect(await ask(copy.owner, walls)).toEqual(await ask(full.owner, walls))
    expect(await ask(copy.app, 'select from users')).toEqual([])
  })

  test('is readable by its owner alone, and leaves nothing unfinished behind', () => {
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(existsSync(`${file}.part`)).toBe(false)
  })
})

describe('an owner who is no superuser', () => {
  test('backs up and restores the same rows', async () => {
    const [from, into] = [await made(blankDatabase()), await made(blankDatabase())]
    await ask(
      full.owner,
      `do $$ begin
      if not exists (select from pg_roles where rolname = 'rollcall_test_keeper') then create role rollcall_test_keeper createrole; end if;
    end $$`,
    )
    await ask(full.owner, 'grant rollcall_app, rollcall_door, rollcall_jobs to rollcall_test_keeper with admin option')
    const asKeeper = async ({ owner }: TestDatabase) => {
      const [{ name }] = (await ask(owner, 'select current_database() as name')) as [{ name: string }]
      await ask(owner, `alter database ${name} owner to rollcall_test_keeper`)
      const keeper = { ...owner, options: '-c role=rollcall_test_keeper' }
      await migrate(keeper)
      return keeper
    }
    const [source, target] = [await asKeeper(from), await asKeeper(into)]
    await restore(from.owner, file) // something to back up
    expect(await ask(source, 'select from sites')).toEqual([]) // the wall stands before this owner
    const copy = join(folder, 'keeper.rollcall')
    const counts = await backup(source, copy)
    expect(await restore(target, copy)).toEqual(counts)
    expect(await contents(into.owner, 'users')).toEqual(await contents(full.owner, 'users'))
    expect(await ask(target, 'select from sites')).toEqual([])
  })
})

describe('a restore that cannot be right changes nothing', () => {
  const refused = async (database: TestDatabase, path: string, why: RegExp) => {
    await expect(restore(database.owner, path)).rejects.toThrow(why)
    expect(await ask(database.owner, 'select from tenants')).toEqual([])
  }
  const damaged = (change: (bytes: Buffer) => Buffer) => {
    const path = join(folder, 'damaged.rollcall')
    writeFileSync(path, change(readFileSync(file)))
    return path
  }
  let empty: TestDatabase
  beforeAll(async () => {
    empty = await made(cloneDatabase())
  })

  test('into a database that holds a tenant', async () => {
    await expect(restore(full.owner, file)).rejects.toThrow('holds a tenant already')
  })

  test('of a file that was cut off', async () => {
    await refused(
      empty,
      damaged((bytes) => bytes.subarray(0, bytes.length / 2)),
      /damaged/,
    )
  })

  test('of a file without its end, zipped again', async () => {
    await refused(
      empty,
      damaged((bytes) => gzipSync(gunzipSync(bytes).subarray(0, -3000))),
      /damaged/,
    )
  })

  test('of a file in which one letter is another', async () => {
    const change = (bytes: Buffer) => {
      const plain = gunzipSync(bytes)
      plain[plain.indexOf("O'Brien")] = 'P'.charCodeAt(0)
      return gzipSync(plain)
    }
    await refused(empty, damaged(change), /the rows of \w+ are not those/)
  })

  test('of a file that is something else', async () => {
    await refused(
      empty,
      damaged(() => Buffer.from('username,password\n')),
      /no backup of Rollcall/,
    )
    await refused(
      empty,
      damaged(() => gzipSync('username,password\n')),
      /damaged/,
    )
  })

  test('of a file that another version made', async () => {
    const older = await made(blankDatabase())
    await ask(
      older.owner,
      `create table rollcall_migrations (name text, sha256 text); insert into rollcall_migrations values ('0001-house.sql', 'x')`,
    )
    await expect(restore(older.owner, file)).rejects.toThrow(/made by another version/)
  })
})
