-- What the organizer's ticketing, dashboards and automations read and write.
--
-- Every row belongs to one event. References are composite (event and id), so that no row can be linked to one of another
-- organizer's event and be read through it.

create schema if not exists gatehouse;
comment on schema gatehouse is 'Workings of Gatehouse. Not to be exposed through the API.';

-- Whether times can be told in a zone of this name.
create function gatehouse.is_time_zone(name text) returns boolean
  language plpgsql immutable set search_path = ''
as $$
begin
  perform pg_catalog.timezone(name, pg_catalog.now());
  return true;
exception when invalid_parameter_value then
  return false;
end
$$;

create table public.events (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  status text not null default 'published'
    check (status in ('draft', 'published', 'live', 'ended', 'cancelled')),
  venue_id uuid,
  venue_name text,                          -- what gates show; venues has the rest
  timezone text not null default 'UTC'      -- IANA name
    check (gatehouse.is_time_zone(timezone)),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  locale text not null default 'es-CO',
  currency text check (currency ~ '^[A-Z]{3}$'),
  capacity integer check (capacity >= 0),
  cover_url text,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  change bigint not null default 0          -- master data: see the change counter
);

create table public.venues (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  name text not null,
  address text,
  city text,
  country text,
  latitude double precision,
  longitude double precision,
  capacity integer check (capacity >= 0),
  map_url text,
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (event_id, id)
);
alter table public.events
  add foreign key (id, venue_id) references public.venues (event_id, id) on delete set null (venue_id);

create table public.ticket_types (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  number integer not null check (number between 0 and 65535),   -- the product number in the codes
  name text not null,
  description text,
  kind text not null default 'ticket'
    check (kind in ('ticket', 'staff', 'vendor', 'press', 'artist', 'exhibitor', 'guest_list')),
  attention text,
  active boolean not null default true,
  price_cents bigint not null default 0 check (price_cents >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  quantity_total integer check (quantity_total >= 0),
  sales_start_at timestamptz,
  sales_end_at timestamptz,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  change bigint not null default 0,
  unique (event_id, id),
  unique (event_id, number)
);

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  code text not null,
  status text not null default 'pending'
    check (status in ('paid', 'free', 'pending', 'awaiting_approval', 'cancelled', 'refunded')),
  buyer_name text,
  buyer_email text,
  buyer_phone text,
  total_cents bigint not null default 0,
  currency text check (currency ~ '^[A-Z]{3}$'),
  payment_provider text,
  payment_reference text,
  paid_at timestamptz,
  notes text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (event_id, id),
  unique (event_id, code)
);

create table public.attendees (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  name text not null default '',
  email text,
  phone text,
  company text,
  job_title text,
  attention text,                           -- what the operator must notice
  locale text,
  tags text[] not null default '{}',
  marketing_consent boolean not null default false,
  external_id text,
  notes text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (event_id, id)
);
create index attendees_email on public.attendees (event_id, email);

create table public.tickets (
  id uuid primary key default gen_random_uuid(),   -- the credential's id in the codes
  event_id uuid not null references public.events (id) on delete cascade,
  ticket_type_id uuid not null,
  attendee_id uuid,
  order_id uuid,
  qr_code text,                             -- the signed code as it is printed, where the shop keeps it
  kind text check (kind in ('ticket', 'staff', 'vendor', 'press', 'artist', 'exhibitor', 'guest_list')),
  generation smallint not null default 0 check (generation between 0 and 255),
  status text not null default 'valid'
    check (status in ('valid', 'cancelled', 'refunded', 'revoked', 'blocked')),
  -- Null: as the order's status says. Where the two differ, whichever was said last counts: a change of the order's
  -- status empties these.
  approval text check (approval in ('given', 'awaited')),
  payment text check (payment in ('settled', 'due')),
  valid_from timestamptz,
  valid_until timestamptz,
  seat text,
  reference text,                           -- the row key of the import it came from
  attention text,
  rehearsal boolean not null default false,
  price_cents bigint check (price_cents >= 0),
  issued_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  change bigint not null default 0,
  foreign key (event_id, ticket_type_id) references public.ticket_types (event_id, id),
  foreign key (event_id, attendee_id) references public.attendees (event_id, id) on delete set null (attendee_id),
  foreign key (event_id, order_id) references public.orders (event_id, id) on delete set null (order_id)
);
create index tickets_attendee on public.tickets (attendee_id);
create index tickets_order on public.tickets (order_id);
create index tickets_ticket_type on public.tickets (ticket_type_id);
create index tickets_qr_code on public.tickets (event_id, qr_code) where qr_code is not null;

create table public.sessions (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  title text not null,
  description text,
  track text,
  room text,
  checkpoint_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  capacity integer check (capacity >= 0),
  status text not null default 'scheduled'
    check (status in ('scheduled', 'live', 'ended', 'cancelled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (event_id, id)
);
create index sessions_event on public.sessions (event_id, starts_at);

create table public.speakers (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  session_id uuid,
  name text not null,
  title text,
  company text,
  email text,
  bio text,
  photo_url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (event_id, session_id) references public.sessions (event_id, id) on delete set null (session_id)
);
create index speakers_event on public.speakers (event_id);
create index speakers_session on public.speakers (session_id);

create table public.sponsors (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  name text not null,
  tier text,
  booth_number text,
  checkpoint_id uuid,
  contact_name text,
  contact_email text,
  contact_phone text,
  logo_url text,
  website text,
  deliverables jsonb not null default '[]',  -- [{"title", "due", "done"}, …]
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (event_id, id)
);

create table public.staff (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  name text not null,
  email text,
  phone text,
  role text,
  team text,
  checkpoint_id uuid,
  shift_starts_at timestamptz,
  shift_ends_at timestamptz,
  status text not null default 'planned' check (status in ('planned', 'present', 'absent', 'done')),
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (event_id, id)
);

create table public.tasks (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  title text not null,
  description text,
  status text not null default 'open' check (status in ('open', 'in_progress', 'done', 'cancelled')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  assignee_id uuid,
  sponsor_id uuid,
  due_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (event_id, assignee_id) references public.staff (event_id, id) on delete set null (assignee_id),
  foreign key (event_id, sponsor_id) references public.sponsors (event_id, id) on delete set null (sponsor_id)
);
create index tasks_event on public.tasks (event_id, status);

create table public.run_of_show (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  session_id uuid,
  position integer not null,
  title text not null,
  cue_type text,
  owner text,
  planned_start_at timestamptz,
  planned_end_at timestamptz,
  duration_seconds integer check (duration_seconds >= 0),
  actual_start_at timestamptz,
  actual_end_at timestamptz,
  status text not null default 'planned'
    check (status in ('planned', 'standby', 'live', 'done', 'skipped', 'held')),
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (event_id, session_id) references public.sessions (event_id, id) on delete set null (session_id)
);
create index run_of_show_event on public.run_of_show (event_id, position);

create table public.event_logs (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  kind text not null default 'entry' check (kind in ('entry', 'incident', 'anomaly')),
  logged_at timestamptz not null default now(),
  category text,
  title text not null,
  body text,
  alert_level smallint not null default 0 check (alert_level between 0 and 5),
  status text not null default 'open' check (status in ('open', 'assigned', 'resolved', 'closed')),
  location text,
  reported_by text,
  resolved_at timestamptz,
  author_id uuid,                           -- the record that it comes from, if any
  seq bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index event_logs_event on public.event_logs (event_id, logged_at desc);

-- The outbox: a worker delivers what is due and counts its attempts; what is dead stays visible.
create table public.event_messages (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  attendee_id uuid,
  channel text not null check (channel in ('whatsapp', 'email', 'sms', 'webhook')),
  trigger text,                             -- check_in, session_soon, incident, event_end, …
  template text,
  recipient text,
  subject text,
  body text,
  payload jsonb not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'failed', 'dead')),
  attempts smallint not null default 0,
  max_attempts smallint not null default 3,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  provider_id text,
  dedupe_key text,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (event_id, attendee_id) references public.attendees (event_id, id) on delete set null (attendee_id)
);
create index event_messages_due on public.event_messages (next_attempt_at) where status in ('queued', 'failed');
create index event_messages_attendee on public.event_messages (attendee_id);
create unique index event_messages_dedupe on public.event_messages (event_id, dedupe_key)
  where dedupe_key is not null;

create table public.event_analytics (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references public.events (id) on delete cascade,
  metric text not null,
  value numeric not null,
  dimensions jsonb not null default '{}',
  measured_at timestamptz not null default now()
);
create index event_analytics_event on public.event_analytics (event_id, metric, measured_at desc);

create function gatehouse.set_updated_at() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['events', 'venues', 'ticket_types', 'tickets', 'orders', 'attendees', 'sessions', 'speakers',
    'sponsors', 'staff', 'tasks', 'run_of_show', 'event_logs', 'event_messages']
  loop
    execute format('create trigger set_updated_at before update on public.%I for each row '
      'when (old.* is distinct from new.*) execute function gatehouse.set_updated_at()', name);
  end loop;
end
$$;
