/** A database made today and one that was made by the last release and migrated today must be the same. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#src/server/database/embedded.ts'
import { migrate } from '#src/server/database/migrate.ts'

/** What differs between the two, a line each. */
export async function blankAndMigratedDiffer(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-migrations-'))
  const released = mkdtempSync(join(tmpdir(), 'rollcall-released-'))
  const server = await startEmbedded({ dataFolder: folder, throwaway: true, database: 'blank' })
  try {
    await migrate(server.as('postgres', 'blank'))
    const blank = await schemaOf(server.as('postgres', 'blank'))
    await run(server.as('postgres', 'postgres'), 'create database migrated template template0')
    layOutLastRelease(released)
    await migrate(server.as('postgres', 'migrated'), released)
    await migrate(server.as('postgres', 'migrated'))
    const migrated = await schemaOf(server.as('postgres', 'migrated'))
    return [
      ...blank.filter((line) => !migrated.includes(line)).map((line) => `only in a blank database: ${line}`),
      ...migrated.filter((line) => !blank.includes(line)).map((line) => `only in a migrated database: ${line}`),
    ]
  } finally {
    await server.stop()
    for (const made of [folder, released]) rmSync(made, { recursive: true, force: true })
  }
}

/** The migrations of the newest tag; before the first release, all but the last. */
function layOutLastRelease(folder: string) {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' })
  const tag = git('tag', '--list', 'v*', '--sort=-v:refname', '--merged').split('\n')[0] ?? ''
  if (tag === '') {
    for (const name of readdirSync('migrations').sort().slice(0, -1))
      cpSync(join('migrations', name), join(folder, name))
    return
  }
  for (const path of git('ls-tree', '--name-only', tag, 'migrations/').trim().split('\n')) {
    writeFileSync(join(folder, path.replace('migrations/', '')), git('show', `${tag}:${path}`))
  }
}

const SCHEMA = `
  select format('column %s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' end, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm')
  union all select format('relation %s %s owner %s wall %s %s options %s rights %s', c.relkind, c.relname, c.relowner::regrole,
      c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relacl)
    from pg_class c where c.relnamespace = 'public'::regnamespace
  union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = 'public'::regnamespace
  union all select format('index %s', indexdef) from pg_indexes where schemaname = 'public'
  union all select format('view %s %s', viewname, definition) from pg_views where schemaname = 'public'
  union all select format('policy %s', to_jsonb(p)) from pg_policies p where schemaname = 'public'
  union all select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
  union all select format('function %s owner %s rights %s', pg_get_functiondef(p.oid), p.proowner::regrole, p.proacl)
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
      and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
  union all select format('extension %s', extname) from pg_extension
  order by line`

const schemaOf = async (config: pg.ClientConfig) =>
  (await run<{ line: string }>(config, SCHEMA)).map(({ line }) => line)

async function run<Row extends pg.QueryResultRow>(config: pg.ClientConfig, sql: string): Promise<Row[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}
