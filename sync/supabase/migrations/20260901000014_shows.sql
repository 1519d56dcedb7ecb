-- Shows: what the organizer's dashboards see of plans and runs. Projections, as the passes are.

-- How a show stands. Times are those of the devices' wall clocks.
create table public.shows (
  event_id uuid not null references public.events (id) on delete cascade,
  show_id uuid not null,
  title text not null default '',
  stage text not null default '',
  status text not null default 'planned' check (status in ('planned', 'live', 'held', 'finished')),
  caller_device uuid,                       -- of the greatest call
  caller_author uuid,
  call_epoch bigint,
  called_at timestamptz,                    -- when that call began
  live_entry uuid,
  live_since timestamptz,
  held boolean not null default false,
  held_since timestamptz,
  hold_reason text,
  message text not null default '',         -- on the speaker's timer
  blackout boolean not null default false,
  finished_at timestamptz,
  records bigint not null default 0,        -- how many it was worked out from
  projection_error text,                    -- why all of this is older than the records
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (event_id, show_id)
);
create trigger set_updated_at before update on public.shows for each row
  when (old.* is distinct from new.*) execute function gatehouse.set_updated_at();

-- Rows of a show have these; those that other tools write have none.
alter table public.run_of_show
  add column show_id uuid,
  add column entry_id uuid,
  add column group_id uuid,                 -- the entry over it
  add column number text,
  add column planned_start text,            -- as the plan says: `soft`, a local time, or two with a dash between
  add column started_by uuid,               -- the device whose GO it was
  add column changed_at timestamptz,        -- when its plan was last changed
  add foreign key (event_id, show_id) references public.shows (event_id, show_id) on delete cascade,
  add check ((show_id is null) = (entry_id is null));
create unique index run_of_show_entry on public.run_of_show (event_id, show_id, entry_id) where show_id is not null;

-- The same for everybody who may write: what is worked out from records is changed by a record.
create policy no_projection_add on public.run_of_show as restrictive for insert to authenticated
  with check (show_id is null);
create policy no_projection_edit on public.run_of_show as restrictive for update to authenticated
  using (show_id is null) with check (show_id is null);
create policy no_projection_remove on public.run_of_show as restrictive for delete to authenticated
  using (show_id is null);

alter table public.shows enable row level security;
alter table public.shows force row level security;
revoke all on public.shows from public, anon, authenticated;
grant all on public.shows to service_role;
grant select on public.shows to authenticated;
create policy see on public.shows for select to authenticated
  using (event_id = any ((select gatehouse.member_events())::uuid[])
    or event_id = any ((select gatehouse.device_events())::uuid[]));

do $$
begin
  if exists (select from pg_publication p where p.pubname = 'supabase_realtime') then
    alter publication supabase_realtime add table public.shows;
  end if;
end
$$;
