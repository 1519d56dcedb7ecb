-- What Gatehouse adds: places, devices, the logs, what follows from them, and what is needed to hand master data out.

create table public.event_members (
  event_id uuid not null references public.events (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null default 'organizer' check (role in ('owner', 'organizer', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (event_id, user_id)
);
create index event_members_user on public.event_members (user_id);

create table public.zones (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  name text not null,
  capacity bigint check (capacity between 0 and 4294967295),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  change bigint not null default 0,
  unique (event_id, id)
);

create table public.checkpoints (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  zone_id uuid not null,
  name text not null,
  policy text not null default 'once' check (policy in ('once', 'again_after_exit', 'unlimited', 'per_day')),
  per_day integer check (per_day between 0 and 65535),
  opens_at timestamptz,
  closes_at timestamptz,
  admits_unpaid boolean not null default false,
  position bigint not null default 0 check (position between 0 and 4294967295),
  products integer[] not null default '{}',  -- ticket_types.number; empty: all
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  change bigint not null default 0,
  unique (event_id, id),
  foreign key (event_id, zone_id) references public.zones (event_id, id),
  check ((policy = 'per_day') = (per_day is not null))
);
create index checkpoints_zone on public.checkpoints (zone_id);

alter table public.sessions
  add foreign key (event_id, checkpoint_id) references public.checkpoints (event_id, id)
  on delete set null (checkpoint_id);
alter table public.sponsors
  add foreign key (event_id, checkpoint_id) references public.checkpoints (event_id, id)
  on delete set null (checkpoint_id);
alter table public.staff
  add foreign key (event_id, checkpoint_id) references public.checkpoints (event_id, id)
  on delete set null (checkpoint_id);

-- Public halves only: what signs tickets never comes here.
create table public.signing_keys (
  event_id uuid not null references public.events (id) on delete cascade,
  public_key text not null check (public_key ~ '^[0-9a-f]{64}$'),
  status text not null default 'active' check (status in ('active', 'retiring', 'revoked')),
  not_before timestamptz,
  not_after timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  change bigint not null default 0,
  primary key (event_id, public_key)
);

create table public.devices (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  user_id uuid references auth.users (id) on delete set null,   -- the session that speaks for it
  author_id uuid,                           -- whoever it writes as now
  name text not null,
  role text not null,
  checkpoint_id uuid,
  secret_hash bytea not null check (length(secret_hash) = 32),
  platform text,
  app_version text,
  enrolled_at timestamptz not null default now(),
  last_seen_at timestamptz,
  queue bigint,
  clock_offset_ms bigint,                   -- how far its wall clock was ahead of the server's
  revoked_at timestamptz,
  revoked_cutoff bigint check (revoked_cutoff >= 0),
  unique (event_id, id),
  foreign key (event_id, checkpoint_id) references public.checkpoints (event_id, id)
    on delete set null (checkpoint_id)
) with (fillfactor = 70);                   -- every heartbeat updates its row in place
create unique index devices_user on public.devices (user_id, event_id) where user_id is not null;

create table public.enrolment_codes (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  code_hash bytea not null unique check (length(code_hash) = 32),
  role text not null,
  name text not null,
  checkpoint_id uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  device_id uuid,
  foreign key (event_id, checkpoint_id) references public.checkpoints (event_id, id)
    on delete set null (checkpoint_id),
  foreign key (event_id, device_id) references public.devices (event_id, id) on delete set null (device_id)
);
create index enrolment_codes_event on public.enrolment_codes (event_id);

-- The roster of authors, and how far each log has got. Only the roster's part is master data.
create table public.author_heads (
  author_id uuid primary key,
  event_id uuid not null references public.events (id) on delete cascade,
  device_id uuid,                           -- none, or one that never enrolled: an organizer's desk
  public_key text not null check (public_key ~ '^[0-9a-f]{64}$'),
  name text not null default '',
  frozen boolean not null default false,    -- nothing more is taken
  frozen_reason text,
  cutoff bigint check (cutoff >= 0),        -- the last record that is trusted; null: all
  head bigint not null default 0,
  head_hash bytea not null default decode(repeat('00', 32), 'hex') check (length(head_hash) = 32),
  created_at timestamptz not null default now(),
  change bigint not null default 0,
  unique (event_id, public_key)
) with (fillfactor = 50);                   -- every ingest updates its row in place
create index author_heads_device on public.author_heads (device_id);
alter table public.devices
  add foreign key (author_id) references public.author_heads (author_id) on delete set null
  deferrable initially deferred;

-- The logs, to the byte. What stands beside the bytes is read from them.
create table public.records (
  author_id uuid not null references public.author_heads (author_id) on delete cascade,
  seq bigint not null check (seq > 0),
  event_id uuid not null,
  kind integer not null,
  version smallint not null,
  wall_ms bigint not null,
  hlc bigint not null,                      -- at most 2^63 - 1
  hash bytea not null,
  bytes bytea not null,
  signature bytea not null,
  payload jsonb,                            -- null when it is no JSON
  projection_error text,                    -- why it changes nothing, where it should have
  received_at timestamptz not null default now(),
  -- What it tells of another author's record that it quotes: kind 21 only.
  quoted_author uuid,
  quoted_seq bigint,
  quoted_kind integer,
  quoted_at_ms bigint,
  quoted_hlc bigint,
  quoted_payload jsonb,
  quoted_forked boolean,
  primary key (author_id, seq)
);
alter table public.records alter column bytes set storage external;
create index records_quoted on public.records (quoted_author, quoted_seq)
  where quoted_author is not null and not quoted_forked;
create index records_failed on public.records (event_id) where projection_error is not null;
-- For the report: scans that let nobody pass.
create index records_refused on public.records (event_id, left(payload ->> 'verdict', 40))
  where kind = 3 and projection_error is null and payload ->> 'verdict' not in ('admit', 'exit');

-- The other branch of a log that goes on in two ways.
create table public.forked_records (
  author_id uuid not null references public.author_heads (author_id) on delete cascade,
  seq bigint not null,
  hash bytea not null,
  event_id uuid not null references public.events (id) on delete cascade,
  bytes bytea not null,
  signature bytea not null,
  received_at timestamptz not null default now(),
  primary key (author_id, seq, hash)
);
create index forked_records_event on public.forked_records (event_id);

create table public.revocations (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  device_id uuid not null,
  author_id uuid,
  cutoff bigint,
  revoked_by uuid,
  revoked_at timestamptz not null default now(),
  foreign key (event_id, device_id) references public.devices (event_id, id) on delete cascade
);
create index revocations_event on public.revocations (event_id);
create index revocations_device on public.revocations (device_id);

-- Passes: a projection of the logs. One row for each scan by which somebody passed, whoever told of it.
create table public.check_ins (
  id uuid primary key,                      -- made of event, author and number: the same however often it is projected
  event_id uuid not null references public.events (id) on delete cascade,
  attendee_id uuid references public.attendees (id) on delete set null,
  ticket_id uuid references public.tickets (id) on delete set null,
  checked_in_at timestamptz not null,
  device_id uuid,
  checkpoint_id uuid not null,              -- may be one that is not known here
  direction text not null check (direction in ('in', 'out')),
  validation_notes text,
  undone_at timestamptz,                    -- taken back: does not count
  author_id uuid not null,
  seq bigint not null,
  hlc bigint not null,
  at_ms bigint not null,
  credential_id uuid,                       -- may be one that is not known here
  zone_id uuid,
  product integer,
  generation smallint,
  verdict text not null,
  source text not null,
  basis text,
  rehearsal boolean not null default false,
  told_by uuid                              -- the author that quoted it; null: its own author's log has it
);
create index check_ins_credential on public.check_ins (event_id, credential_id, zone_id);
create index check_ins_time on public.check_ins (event_id, checked_in_at);
create index check_ins_checkpoint on public.check_ins (event_id, checkpoint_id, checked_in_at);
create index check_ins_attendee on public.check_ins (attendee_id);
create index check_ins_ticket on public.check_ins (ticket_id);
create index check_ins_unmatched on public.check_ins (event_id, credential_id) where ticket_id is null;

-- Entries that should not have been: gates that could not hear each other let one credential in twice.
create table public.admission_conflicts (
  event_id uuid not null references public.events (id) on delete cascade,
  zone_id uuid not null,
  credential_id uuid not null,
  winner_author uuid not null,
  winner_seq bigint not null,
  winner_at timestamptz not null,
  winner_checkpoint uuid not null,
  winner_device text,
  loser_author uuid not null,
  loser_seq bigint not null,
  loser_at timestamptz not null,
  loser_checkpoint uuid not null,
  loser_device text,
  gap_ms bigint not null,                   -- by the clocks of the two devices: may be negative
  detected_at timestamptz not null default now(),
  primary key (event_id, zone_id, credential_id, loser_author, loser_seq)
);
create index admission_conflicts_loser on public.admission_conflicts (event_id, loser_at desc);

-- The change counter of each event, and what was deleted.
create table public.event_changes (
  event_id uuid primary key references public.events (id) on delete cascade,
  change bigint not null default 0
) with (fillfactor = 50);

-- What each change is known by besides its number, which a store that was restored from a backup gives twice.
create table public.change_marks (
  event_id uuid not null references public.events (id) on delete cascade,
  change bigint not null,
  mark uuid not null default gen_random_uuid(),
  primary key (event_id, change)
);

create table public.tombstones (
  event_id uuid not null references public.events (id) on delete cascade,
  rank smallint not null,                   -- the place of its entity in the README's table
  key text collate "C" not null,            -- the document's id; a product's number with leading zeros
  change bigint not null,
  primary key (event_id, rank, key)
);

create table public.snapshots (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  change bigint not null,
  rows bigint not null default 0,
  sha256 text,
  created_at timestamptz not null default now()
);
create index snapshots_event on public.snapshots (event_id, change desc);

create table public.snapshot_chunks (
  snapshot_id uuid not null references public.snapshots (id) on delete cascade,
  n integer not null,
  event_id uuid not null references public.events (id) on delete cascade,
  rows integer not null,
  bytes bigint not null,
  sha256 text not null,
  body text not null,
  primary key (snapshot_id, n)
);
create index snapshot_chunks_event on public.snapshot_chunks (event_id);

-- Undos, kept apart because one may arrive before its scan. A projection.
create table public.undos (
  event_id uuid not null references public.events (id) on delete cascade,
  author_id uuid not null,
  seq bigint not null,
  hlc bigint not null,
  at_ms bigint not null,
  scan_author uuid not null,
  scan_seq bigint not null,
  reason text,
  primary key (event_id, author_id, seq)
);
create index undos_scan on public.undos (event_id, scan_author, scan_seq);

-- Who is inside which zone: one row per credential and zone with a pass. A projection, and what two sessions that project
-- passes of one credential lock.
create table public.presence (
  event_id uuid not null references public.events (id) on delete cascade,
  zone_id uuid not null,
  credential_id uuid not null,
  inside boolean not null default false,
  primary key (event_id, zone_id, credential_id)
) with (fillfactor = 80);
create index presence_inside on public.presence (event_id, zone_id) where inside;

do $$
declare
  name text;
begin
  foreach name in array array['zones', 'checkpoints', 'signing_keys'] loop
    execute format('create trigger set_updated_at before update on public.%I for each row '
      'when (old.* is distinct from new.*) execute function gatehouse.set_updated_at()', name);
  end loop;
end
$$;
