-- Access reviews that come back, are told of by mail, and may wait for whoever is undecided (HOUSE-5).

create table review_schedules (
  tenant_id integer not null references tenants (id),
  id uuid not null,
  -- Each review is called so, with its month.
  name text not null check (length(name) between 1 and 80),
  -- Both null is everybody in the reach of its owner.
  site_ids integer[] check (cardinality(site_ids) > 0),
  desk_ids integer[] check (cardinality(desk_ids) > 0),
  reviewer_id uuid not null,
  delegate_id uuid,
  every text not null check (every in ('month', 'quarter')),
  -- The day in the tenant's time zone on which the next one is started.
  next_on date not null,
  -- Which day of the month that is; the last one of a shorter month.
  day_of_month smallint not null check (day_of_month between 1 and 31),
  -- From the start of each to its last day.
  days integer not null check (days between 1 and 366),
  undecided text not null check (undecided in ('keep', 'deactivate', 'wait')),
  -- In whose name and reach each is started: a user of the tenant, an operator or an API key.
  owner_kind text not null check (owner_kind in ('user', 'key')),
  owner_id uuid not null,
  owner_home_id integer not null,
  owner_name text not null,
  -- Why its turn could not be started, until it could: a word of src/features/reviews/contract/schedules.ts.
  trouble text,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, reviewer_id) references users (tenant_id, id),
  foreign key (tenant_id, delegate_id) references users (tenant_id, id),
  check (site_ids is null or desk_ids is null)
);
create index review_schedules_next on review_schedules (tenant_id, next_on) where ended_at is null;
call wall('review_schedules', 'select, insert, update');

alter table reviews
  add column schedule_id uuid,
  -- The turn of the schedule that it is: no turn is made twice.
  add column turn_on date,
  -- The day in the tenant's time zone on which reviewer and delegate were last reminded.
  add column reminded_on date,
  add foreign key (tenant_id, schedule_id) references review_schedules (tenant_id, id),
  drop constraint reviews_undecided_check,
  add constraint reviews_undecided_check check (undecided in ('keep', 'deactivate', 'wait'));
create unique index reviews_turns on reviews (tenant_id, schedule_id, turn_on) where schedule_id is not null;

-- Rows that are somebody else's than the reviewer's and the delegate's, while they wait: few, and asked for by every Home page.
create index review_rows_handed on review_rows (tenant_id, review_id, decider_id) where decider_id is not null and decision is null;
