-- The change counter: every row of master data carries the number of the transaction that changed it last.
--
-- The counter's row is updated once by a transaction, with its first change, and stays locked until it commits: numbers
-- become visible in their order, so that whoever has read up to a number will never see a smaller one appear.

-- The number of this transaction for an event. It is remembered in a setting that goes with the transaction, or back with
-- a savepoint, exactly as the counter's row does; the transaction's own number guards against a setting of an older one.
create function gatehouse.change_of(event uuid) returns bigint
  language plpgsql set search_path = ''
as $$
declare
  setting text := 'gatehouse.c' || replace(event::text, '-', '');
  mark text := pg_current_xact_id()::text || ':';
  known text := current_setting(setting, true);
  number bigint;
begin
  if starts_with(known, mark) then
    return substr(known, length(mark) + 1)::bigint;
  end if;
  insert into public.event_changes as c (event_id, change) values (event, 1)
    on conflict (event_id) do update set change = c.change + 1
    returning change into number;
  insert into public.change_marks (event_id, change) values (event, number);
  perform set_config(setting, mark || number, true);
  return number;
end
$$;

-- Locks the counter before anything else, so that two who change many rows wait for each other here and not half-way.
-- False when the event has none.
create function gatehouse.lock_changes(event uuid) returns boolean
  language plpgsql set search_path = ''
as $$
begin
  perform 1 from public.event_changes c where c.event_id = event for no key update;
  return found;
end
$$;

-- The triggers below run as the owner of the tables: whoever may change a ticket may not write the counter.

-- Sets the number on a row that differs where the documents look. A number that somebody set by hand, as those who want a
-- row told again do, becomes this transaction's. Asks the setting itself: this runs for every row of a bulk load.
create function gatehouse.stamp_change() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  known text := current_setting('gatehouse.c' || replace(new.event_id::text, '-', ''), true);
  mark text := pg_current_xact_id()::text || ':';
begin
  if starts_with(known, mark) then
    new.change := substr(known, length(mark) + 1)::bigint;
  else
    new.change := gatehouse.change_of(new.event_id);
  end if;
  return new;
end
$$;

-- An event needs its row first: the counter refers to it.
create function gatehouse.stamp_event() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.change := 1;
  else
    new.change := gatehouse.change_of(new.id);
  end if;
  return new;
end
$$;

create function gatehouse.start_changes() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform gatehouse.change_of(new.id);
  return null;
end
$$;

create trigger stamp_new before insert on public.events
  for each row execute function gatehouse.stamp_event();
create trigger start_changes after insert on public.events
  for each row execute function gatehouse.start_changes();
create trigger stamp_changed before update on public.events
  for each row
  when ((old.name, old.venue_name, old.timezone, old.starts_at, old.ends_at, old.locale, old.currency, old.change)
    is distinct from
    (new.name, new.venue_name, new.timezone, new.starts_at, new.ends_at, new.locale, new.currency, new.change))
  execute function gatehouse.stamp_event();

create trigger stamp_new before insert on public.ticket_types
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.ticket_types
  for each row
  when ((old.number, old.name, old.kind, old.attention, old.active, old.change)
    is distinct from (new.number, new.name, new.kind, new.attention, new.active, new.change))
  execute function gatehouse.stamp_change();

create trigger stamp_new before insert on public.zones
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.zones
  for each row
  when ((old.name, old.capacity, old.change) is distinct from (new.name, new.capacity, new.change))
  execute function gatehouse.stamp_change();

create trigger stamp_new before insert on public.checkpoints
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.checkpoints
  for each row
  when ((old.zone_id, old.name, old.policy, old.per_day, old.opens_at, old.closes_at, old.admits_unpaid, old.position,
      old.products, old.change)
    is distinct from (new.zone_id, new.name, new.policy, new.per_day, new.opens_at, new.closes_at, new.admits_unpaid,
      new.position, new.products, new.change))
  execute function gatehouse.stamp_change();

create trigger stamp_new before insert on public.signing_keys
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.signing_keys
  for each row
  when ((old.status, old.not_before, old.not_after, old.change)
    is distinct from (new.status, new.not_before, new.not_after, new.change))
  execute function gatehouse.stamp_change();

-- Not the head: an ingest must not wait for the counter.
create trigger stamp_new before insert on public.author_heads
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.author_heads
  for each row
  when ((old.public_key, old.name, old.device_id, old.frozen, old.cutoff, old.change)
    is distinct from (new.public_key, new.name, new.device_id, new.frozen, new.cutoff, new.change))
  execute function gatehouse.stamp_change();

create trigger stamp_new before insert on public.tickets
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.tickets
  for each row
  when ((old.ticket_type_id, old.attendee_id, old.order_id, old.kind, old.generation, old.status, old.approval,
      old.payment, old.valid_from, old.valid_until, old.seat, old.reference, old.attention, old.rehearsal, old.change)
    is distinct from (new.ticket_type_id, new.attendee_id, new.order_id, new.kind, new.generation, new.status,
      new.approval, new.payment, new.valid_from, new.valid_until, new.seat, new.reference, new.attention,
      new.rehearsal, new.change))
  execute function gatehouse.stamp_change();

-- A credential's document takes from its attendee, order and ticket type. What changes it there touches the tickets.
create function gatehouse.touch_tickets() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform gatehouse.change_of(new.event_id);
  case tg_table_name
    when 'attendees' then
      update public.tickets set change = 0 where attendee_id = new.id;
    when 'ticket_types' then
      update public.tickets set change = 0 where ticket_type_id = new.id;
    when 'orders' then
      update public.tickets set change = 0 where order_id = new.id;
  end case;
  return null;
end
$$;

create trigger touch_tickets after update on public.attendees
  for each row
  when ((old.name, old.email, old.company, old.attention) is distinct from
    (new.name, new.email, new.company, new.attention))
  execute function gatehouse.touch_tickets();
create trigger touch_tickets after update on public.ticket_types
  for each row when (old.number is distinct from new.number)
  execute function gatehouse.touch_tickets();
create trigger touch_tickets after update on public.orders
  for each row when (old.code is distinct from new.code)
  execute function gatehouse.touch_tickets();

-- What the order's status says replaces what was said of its tickets before. An order that is called off takes its tickets
-- along; one that is reinstated does not bring them back, because some may have been cancelled one by one.
create function gatehouse.follow_order() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  update public.tickets
    set approval = null, payment = null, change = 0,
      status = case when new.status in ('cancelled', 'refunded') and status = 'valid' then new.status else status end
    where order_id = new.id;
  return null;
end
$$;

create trigger follow_status after update on public.orders
  for each row when (old.status is distinct from new.status)
  execute function gatehouse.follow_order();

-- Tombstones: one for each row of master data that is gone, until it is there again.

-- What orders the documents of one entity.
create function gatehouse.product_key(number integer) returns text
  language sql immutable parallel safe
  return lpad(number::text, 5, '0');

create function gatehouse.bury() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  execute format(
    -- The rows of an event that is itself deleted leave nothing.
    'insert into public.tombstones as t (event_id, rank, key, change) '
    'select g.event_id, %s, %s, gatehouse.change_of(g.event_id) from gone g '
    'where exists (select from public.events e where e.id = g.event_id) '
    'on conflict (event_id, rank, key) do update set change = excluded.change', tg_argv[0], tg_argv[1]);
  return null;
end
$$;

create function gatehouse.unearth() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  -- Asked first: a bulk load of a million rows must not look each of them up among no tombstones.
  if exists (select from (select distinct a.event_id from arrived a) e
    join public.tombstones t on t.event_id = e.event_id and t.rank = tg_argv[0]::smallint)
  then
    execute format(
      'delete from public.tombstones t using arrived g '
      'where t.event_id = g.event_id and t.rank = %s and t.key = %s', tg_argv[0], tg_argv[1]);
  end if;
  return null;
end
$$;

-- Rows do not move between events, and a product whose number changes is another product.
create function gatehouse.forbid_move() returns trigger
  language plpgsql set search_path = ''
as $$
begin
  raise exception 'a row cannot move to another event' using errcode = '23514';
end
$$;

create function gatehouse.bury_number() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.tombstones as t (event_id, rank, key, change)
    values (old.event_id, 2, gatehouse.product_key(old.number), gatehouse.change_of(old.event_id))
    on conflict (event_id, rank, key) do update set change = excluded.change;
  delete from public.tombstones t
    where t.event_id = new.event_id and t.rank = 2 and t.key = gatehouse.product_key(new.number);
  return null;
end
$$;

create trigger bury_number after update of number on public.ticket_types
  for each row when (old.number <> new.number) execute function gatehouse.bury_number();

do $$
declare
  entity record;
begin
  for entity in
    select * from (values
      ('ticket_types', 2, 'number', 'gatehouse.product_key(g.number)'),
      ('zones', 3, 'id', 'g.id::text'),
      ('checkpoints', 4, 'id', 'g.id::text'),
      ('signing_keys', 5, 'public_key', 'g.public_key'),
      ('author_heads', 6, 'author_id', 'g.author_id::text'),
      ('tickets', 7, 'id', 'g.id::text')) as e (name, rank, id, key)
  loop
    execute format('create trigger bury after delete on public.%I referencing old table as gone '
      'for each statement execute function gatehouse.bury(%L, %L)', entity.name, entity.rank, entity.key);
    execute format('create trigger unearth after insert on public.%I referencing new table as arrived '
      'for each statement execute function gatehouse.unearth(%L, %L)', entity.name, entity.rank, entity.key);
    execute format('create index %I on public.%I (event_id, change, %I)',
      entity.name || '_change', entity.name, entity.id);
  end loop;
  for entity in
    select unnest(array['venues', 'ticket_types', 'orders', 'attendees', 'tickets', 'zones', 'checkpoints',
      'signing_keys', 'author_heads', 'devices']) as name
  loop
    execute format('create trigger forbid_move before update of event_id on public.%I for each row '
      'when (old.event_id <> new.event_id) execute function gatehouse.forbid_move()', entity.name);
  end loop;
end
$$;
create index tombstones_change on public.tombstones (event_id, change, rank, key);

-- A ticket type that is made without a number gets the next one of its event.
create function gatehouse.number_ticket_type() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform gatehouse.change_of(new.event_id);
  new.number := coalesce(
    (select max(t.number) + 1 from public.ticket_types t where t.event_id = new.event_id), 1);
  return new;
end
$$;
create trigger number_new before insert on public.ticket_types
  for each row when (new.number is null) execute function gatehouse.number_ticket_type();

-- Scans may be here before the ticket that they were made of.
create function gatehouse.match_check_ins() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    if exists (select from (select distinct a.event_id from arrived a) e
      join public.check_ins c on c.event_id = e.event_id and c.ticket_id is null and c.credential_id is not null)
    then
      update public.check_ins c set ticket_id = a.id, attendee_id = a.attendee_id
        from arrived a
        where c.event_id = a.event_id and c.credential_id = a.id and c.ticket_id is null;
    end if;
  else
    update public.check_ins c set attendee_id = new.attendee_id where c.ticket_id = new.id;
  end if;
  return null;
end
$$;
create trigger match_new after insert on public.tickets referencing new table as arrived
  for each statement execute function gatehouse.match_check_ins();
create trigger match_moved after update of attendee_id on public.tickets
  for each row when (old.attendee_id is distinct from new.attendee_id)
  execute function gatehouse.match_check_ins();
