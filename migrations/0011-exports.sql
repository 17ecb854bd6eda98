-- Exports of the user list (BULK-7): what was asked for, how far it is, and the file itself.
--
-- The file stands in the database and not in a folder, since any process may write it and any other one may be asked for
-- it: PostgreSQL is the only thing that they share.
create table exports (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  state text not null check (state in ('waiting', 'running', 'ready', 'failed', 'expired')),
  format text not null check (format in ('csv', 'xlsx')),
  columns text[] not null,
  target jsonb not null,
  sort text not null,
  -- Whom the link is mailed to, and by which key such a person is known.
  email_to text,
  email_key text collate "C",
  -- Who asked, so that their rights can be asked again, and from where.
  actor_kind text not null check (actor_kind in ('user', 'key', 'system')),
  actor_id text not null,
  actor_name text not null,
  home_tenant_id integer not null,
  origin text not null,
  address inet,
  request_id text,
  made_at timestamptz not null,
  -- The state of the database that the file shows; who is erased after it may stand in the file.
  began_at timestamptz,
  -- The last sign of life of the one who writes it.
  touched_at timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz,
  -- Counts how often it was begun: of two who write it, the later one alone can go on and end it.
  run integer not null default 0,
  people integer,
  people_done integer not null default 0,
  -- Of the file, as it is downloaded, in bytes.
  size bigint not null default 0,
  fault text,
  primary key (tenant_id, id)
);
create index exports_by_age on exports (tenant_id, made_at desc, id desc);
call wall('exports', 'select, insert, update, delete');

-- Its bytes in order, each part packed by the program; PostgreSQL need not try again.
create table export_parts (
  tenant_id integer not null,
  export_id uuid not null,
  number integer not null,
  bytes bytea not null,
  primary key (tenant_id, export_id, number),
  foreign key (tenant_id, export_id) references exports (tenant_id, id) on delete cascade
);
alter table export_parts alter column bytes set storage external;
call wall('export_parts', 'select, insert, delete');
