-- What boards, queues and lists of callbacks ask for is found, whoever else there is.

-- Who is doing something, among all who ever did: a board that is read every few seconds no longer goes through everybody. The moment of
-- the last word is left out of it, so that one more word of the same state changes no index.
create index availability_doing on availability (tenant_id, state) where state <> 'offline';

-- Callbacks of a state by the time when they are due: also those that are done or cancelled, which grow for ever.
create index callbacks_by_state on callbacks (tenant_id, state, due_at, id);
drop index callbacks_due;
