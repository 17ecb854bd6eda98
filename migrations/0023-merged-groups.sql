-- A group that was merged into another one of its kind is archived and says where its members went, so that two who merge it at
-- the same moment do not send them to two places, and taking the merge back brings the group back with them.
alter table groups add column merged_into integer;
alter table groups add constraint groups_merged_into foreign key (tenant_id, merged_into) references groups (tenant_id, id);
alter table groups add constraint groups_merged_away check (merged_into is null or (archived_at is not null and merged_into <> id));

-- Grants that name desks are few among those of a million people; which of them name one desk is asked of these alone.
create index role_grants_of_desks on role_grants (tenant_id, user_id) where desk_ids is not null;
