-- How many active agents a queue needs at least (HOUSE-2); 0 where nobody said.
alter table queues add column minimum integer not null default 0 check (minimum between 0 and 10000);

-- Members are listed in the order in which calls reach them: by priority, then by who joined the house first. It serves whoever
-- asks for a queue's members as well, so the index without the priority goes.
create index queue_members_by_priority on queue_members (tenant_id, queue_id, priority, user_id);
drop index queue_members_by_queue;
