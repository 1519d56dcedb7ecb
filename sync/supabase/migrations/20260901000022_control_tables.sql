-- The control room in the organizer's tables: the log and its incidents, counts at the doors, messages.

-- Rows with an `author_id` follow from records: one for each entry (`entry`), incident (`incident`, whose record is the
-- opening one) and anomaly. Rows without one are other tools' own.
alter table public.event_logs
  add column hlc bigint,                    -- the record's place in the common order: hlc, author_id, seq
  add column device_id uuid,
  add column incident_author uuid,          -- the record that opened the incident that it belongs to
  add column incident_seq bigint,
  add column incident_number text,          -- as it is said: `A-0143`, with a small letter where two desks gave it
  add column desk text,                     -- of an incident: its number in parts
  add column desk_no bigint,
  add column types text[],
  add column severity smallint check (severity between 1 and 4),
  add column progress text
    check (progress in ('logged', 'acknowledged', 'dispatched', 'on_scene', 'on_hold', 'resolved', 'closed')),
  add column zone_id uuid,                  -- may be one that is not known here
  add column occurred_at timestamptz,
  add column late boolean,                  -- logged more than five minutes after it occurred
  add column channel text,
  add column said_to text,
  add column deeds text[],                  -- of an entry: what it does, in the words of records
  add column acknowledged_at timestamptz,
  add column first_unit_at timestamptz,
  add column changed_at timestamptz,        -- of an incident: when something new was last said of it
  add column reopened integer,
  add column outcome text,
  add column units jsonb,                   -- {call sign: {"role", "state"}}
  add column duplicate_of uuid[],           -- the rows of the incidents that it is said to tell a second time
  add column anomaly_key text,              -- of an anomaly: its name, which two desks that find it share
  add column sealed boolean not null default false,
  add column correction text,               -- what an entry should have said
  add column struck_at timestamptz,         -- it was a mistake: does not count
  add column strike_reason text,
  add column projection_error text;         -- of an incident: why all of this is older than the records

create index event_logs_incident on public.event_logs (event_id, incident_author, incident_seq)
  where author_id is not null and kind = 'entry';
create index event_logs_number on public.event_logs (event_id, desk, desk_no)
  where author_id is not null and kind = 'incident';
create index event_logs_anomaly on public.event_logs (event_id, anomaly_key) where anomaly_key is not null;
create index event_logs_settings on public.event_logs (event_id)
  where author_id is not null and kind = 'entry' and 'configure' = any (deeds);

-- What strikes or corrects which entry, kept apart because it may arrive before that. A projection.
create table public.log_ties (
  event_id uuid not null references public.events (id) on delete cascade,
  author_id uuid not null,
  seq bigint not null,
  tie text not null check (tie in ('strike', 'correct')),
  entry_author uuid not null,
  entry_seq bigint not null,
  hlc bigint not null,
  counts boolean not null default false,    -- it is not struck itself, and a strike is later than the entry
  primary key (event_id, author_id, seq, tie, entry_author, entry_seq)
);
create index log_ties_entry on public.log_ties (event_id, entry_author, entry_seq);

-- Types of incident that were set up otherwise than every event has them. A projection.
create table public.log_types (
  event_id uuid not null references public.events (id) on delete cascade,
  code text not null,
  label text not null,
  severity smallint check (severity between 1 and 4),
  sealed boolean not null,
  hidden boolean not null,
  primary key (event_id, code)
);

-- Doors out of another zone: what comes in there has left that one. A projection.
create table public.door_sides (
  event_id uuid not null references public.events (id) on delete cascade,
  checkpoint_id uuid not null,
  from_zone_id uuid not null,
  primary key (event_id, checkpoint_id)
);

-- What each author has let through each door: scanned, and clicked by hand. A projection.
create table public.door_counts (
  event_id uuid not null references public.events (id) on delete cascade,
  checkpoint_id uuid not null,
  author_id uuid not null,
  scanned_in bigint not null default 0,
  scanned_out bigint not null default 0,
  clicked_in bigint not null default 0,
  clicked_out bigint not null default 0,
  changed_at timestamptz not null default now(),
  primary key (event_id, checkpoint_id, author_id)
) with (fillfactor = 50);                   -- every ingest of passes updates its row in place

-- By how many the figure of a zone was off. A projection.
create table public.recounts (
  event_id uuid not null references public.events (id) on delete cascade,
  author_id uuid not null,
  seq bigint not null,
  zone_id uuid not null,
  difference bigint not null,
  reason text not null,
  recounted_at timestamptz not null,
  changed_at timestamptz not null default now(),
  primary key (event_id, author_id, seq)
);

alter table public.events
  add column incident_channel text not null default 'webhook'
    check (incident_channel in ('whatsapp', 'email', 'sms', 'webhook')),
  add column incident_recipient text;       -- where the messages of the control room go; null: the worker knows

alter table public.event_messages
  add column level text check (level in ('none', 'info', 'urgent', 'emergency'));

do $$
declare
  rule record;
begin
  for rule in
    select * from (values ('log_ties', false), ('log_types', true), ('door_sides', true), ('door_counts', true),
      ('recounts', true)) as t (name, seen)
  loop
    execute format('alter table public.%I enable row level security', rule.name);
    execute format('alter table public.%I force row level security', rule.name);
    execute format('revoke all on public.%I from public, anon, authenticated', rule.name);
    execute format('grant all on public.%I to service_role', rule.name);
    if rule.seen then
      execute format('grant select on public.%I to authenticated', rule.name);
      execute format('create policy see on public.%I for select to authenticated using ('
        'event_id = any ((select gatehouse.member_events())::uuid[]) '
        'or event_id = any ((select gatehouse.device_events())::uuid[]))', rule.name);
    end if;
  end loop;
end
$$;

-- The same for everybody who may write: what is worked out from records is changed by a record.
create policy no_projection_add on public.event_logs as restrictive for insert to authenticated
  with check (author_id is null);
create policy no_projection_edit on public.event_logs as restrictive for update to authenticated
  using (author_id is null) with check (author_id is null);
create policy no_projection_remove on public.event_logs as restrictive for delete to authenticated
  using (author_id is null);

do $$
begin
  if exists (select from pg_publication p where p.pubname = 'supabase_realtime') then
    alter publication supabase_realtime add table public.door_counts, public.recounts;
  end if;
end
$$;
