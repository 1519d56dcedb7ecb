-- Writing documents into the ordinary tables.
--
-- What was published is what `pull_master` tells: a document says everything of its row that documents have, and nothing
-- of what only the organizer's other tools know.

-- What keeps a document from being read; null: nothing.
create function gatehouse.document_flaw(x jsonb) returns text
  language plpgsql immutable set search_path = ''
as $$
declare
  d jsonb := x -> 'd';
  far constant numeric := 253402300799000;
  field text;
begin
  if coalesce(jsonb_typeof(x), '') <> 'object' or not gatehouse.is_text(x -> 'e') or not gatehouse.is_text(x -> 'id') then
    return 'not a document';
  end if;
  case x ->> 'e'
    when 'event', 'zone', 'checkpoint', 'author', 'credential' then
      if not gatehouse.is_id(x -> 'id') then
        return 'id';
      end if;
    when 'product' then
      if x ->> 'id' !~ '^[0-9]{1,5}$' or (x ->> 'id')::integer > 65535 then
        return 'id';
      end if;
    when 'key' then
      if x ->> 'id' !~ '^[0-9a-f]{64}$' then
        return 'id';
      end if;
    else
      return 'e';
  end case;
  if x -> 'gone' = 'true' then
    return case when x ->> 'e' = 'event' then 'gone' end;
  end if;
  if coalesce(jsonb_typeof(d), '') <> 'object' then
    return 'd';
  end if;

  -- By the type of the fields, whichever entity has them.
  foreach field in array array['name', 'venue', 'zone', 'locale', 'currency', 'kind', 'attention', 'policy', 'status',
    'public_key', 'device', 'standing', 'approval', 'payment', 'email', 'company', 'order_code', 'reference', 'seat']
  loop
    if not (gatehouse.is_absent(d -> field) or gatehouse.is_text(d -> field)) then
      return field;
    end if;
  end loop;
  foreach field in array array['starts_ms', 'ends_ms', 'opens_ms', 'closes_ms', 'not_before_ms', 'not_after_ms',
    'valid_from_ms', 'valid_until_ms']
  loop
    if not (gatehouse.is_absent(d -> field) or gatehouse.is_whole(d -> field, -far, far)) then
      return field;
    end if;
  end loop;
  foreach field in array array['active', 'admits_unpaid', 'frozen', 'rehearsal'] loop
    if not (gatehouse.is_absent(d -> field) or jsonb_typeof(d -> field) = 'boolean') then
      return field;
    end if;
  end loop;
  if not coalesce(d ->> 'kind' in ('ticket', 'staff', 'vendor', 'press', 'artist', 'exhibitor', 'guest_list'),
    x ->> 'e' <> 'product')
  then
    return 'kind';
  end if;

  return case x ->> 'e'
    when 'event' then case
      when d ->> 'name' is null or d ->> 'zone' is null or d ->> 'locale' is null or d ->> 'starts_ms' is null
        or d ->> 'ends_ms' is null then 'incomplete'
      when not gatehouse.is_time_zone(d ->> 'zone') then 'zone'
      when d ->> 'currency' !~ '^[A-Z]{3}$' then 'currency' end
    when 'product' then case
      when d ->> 'name' is null then 'name'
      when not gatehouse.is_whole(d -> 'number', 0, 65535) or (d ->> 'number')::integer <> (x ->> 'id')::integer
        then 'number' end
    when 'zone' then case
      when d ->> 'name' is null then 'name'
      when not (gatehouse.is_absent(d -> 'capacity') or gatehouse.is_whole(d -> 'capacity', 0, 4294967295))
        then 'capacity' end
    when 'checkpoint' then case
      when d ->> 'name' is null then 'name'
      when not gatehouse.is_id(d -> 'zone') then 'zone'
      when coalesce(d ->> 'policy', '') not in ('once', 'again_after_exit', 'unlimited', 'per_day') then 'policy'
      when d ->> 'policy' = 'per_day' and not gatehouse.is_whole(d -> 'per_day', 0, 65535) then 'per_day'
      when not (gatehouse.is_absent(d -> 'position') or gatehouse.is_whole(d -> 'position', 0, 4294967295))
        then 'position'
      when not (gatehouse.is_absent(d -> 'products') or jsonb_typeof(d -> 'products') = 'array'
        and not exists (select from jsonb_array_elements(d -> 'products') n
          where not gatehouse.is_whole(n.value, 0, 65535))) then 'products' end
    when 'key' then case
      when coalesce(d ->> 'status', '') not in ('active', 'retiring', 'revoked') then 'status' end
    when 'author' then case
      when coalesce(d ->> 'public_key', '') !~ '^[0-9a-f]{64}$' then 'public_key'
      when not (gatehouse.is_absent(d -> 'device') or gatehouse.is_id(d -> 'device')) then 'device'
      when not (gatehouse.is_absent(d -> 'cutoff') or gatehouse.is_whole(d -> 'cutoff', 0, 9223372036854775807))
        then 'cutoff' end
    when 'credential' then case
      when not gatehouse.is_whole(d -> 'product', 0, 65535) then 'product'
      when not (gatehouse.is_absent(d -> 'generation') or gatehouse.is_whole(d -> 'generation', 0, 255))
        then 'generation'
      when d ->> 'standing' not in ('good', 'cancelled', 'revoked', 'blocked') then 'standing'
      when d ->> 'approval' not in ('given', 'awaited') then 'approval'
      when d ->> 'payment' not in ('settled', 'due') then 'payment' end
  end;
end
$$;

create type gatehouse.published as (place bigint, e text, id text, d jsonb);

-- Products and places.
create function gatehouse.publish_plan(event uuid, docs gatehouse.published[]) returns void
  language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into public.ticket_types as t (event_id, number, name, kind, attention, active)
    select event, x.id::integer, x.d ->> 'name', x.d ->> 'kind', x.d ->> 'attention',
      coalesce((x.d ->> 'active')::boolean, true)
    from unnest(docs) x
    where x.e = 'product'
      and not exists (select from public.ticket_types o where o.event_id = event and o.number = x.id::integer);
  update public.ticket_types t
    set name = x.d ->> 'name', kind = x.d ->> 'kind', attention = x.d ->> 'attention',
      active = coalesce((x.d ->> 'active')::boolean, true)
    from unnest(docs) x
    where x.e = 'product' and t.event_id = event and t.number = x.id::integer
      and (t.name, t.kind, t.attention, t.active) is distinct from
        (x.d ->> 'name', x.d ->> 'kind', x.d ->> 'attention', coalesce((x.d ->> 'active')::boolean, true));

  insert into public.zones (id, event_id, name, capacity)
    select x.id::uuid, event, x.d ->> 'name', (x.d ->> 'capacity')::bigint
    from unnest(docs) x
    where x.e = 'zone' and not exists (select from public.zones z where z.id = x.id::uuid);
  update public.zones z set name = x.d ->> 'name', capacity = (x.d ->> 'capacity')::bigint
    from unnest(docs) x
    where x.e = 'zone' and z.event_id = event and z.id = x.id::uuid
      and (z.name, z.capacity) is distinct from (x.d ->> 'name', (x.d ->> 'capacity')::bigint);

  with c as (
    select x.id::uuid as id, (x.d ->> 'zone')::uuid as zone_id, x.d ->> 'name' as name, x.d ->> 'policy' as policy,
      case when x.d ->> 'policy' = 'per_day' then (x.d ->> 'per_day')::integer end as per_day,
      gatehouse.at_ms((x.d ->> 'opens_ms')::bigint) as opens_at,
      gatehouse.at_ms((x.d ->> 'closes_ms')::bigint) as closes_at,
      coalesce((x.d ->> 'admits_unpaid')::boolean, false) as admits_unpaid,
      coalesce((x.d ->> 'position')::bigint, 0) as position,
      coalesce((select array_agg(n.value::text::integer order by n.ordinality)
        from jsonb_array_elements(nullif(x.d -> 'products', 'null')) with ordinality n), '{}') as products
    from unnest(docs) x where x.e = 'checkpoint'
  ), put as (
    insert into public.checkpoints (id, event_id, zone_id, name, policy, per_day, opens_at, closes_at, admits_unpaid,
        position, products)
      select c.id, event, c.zone_id, c.name, c.policy, c.per_day, c.opens_at, c.closes_at, c.admits_unpaid, c.position,
        c.products
      from c where not exists (select from public.checkpoints o where o.id = c.id)
  )
  update public.checkpoints o
    set zone_id = c.zone_id, name = c.name, policy = c.policy, per_day = c.per_day, opens_at = c.opens_at,
      closes_at = c.closes_at, admits_unpaid = c.admits_unpaid, position = c.position, products = c.products
    from c
    where o.id = c.id and o.event_id = event
      and (o.zone_id, o.name, o.policy, o.per_day, o.opens_at, o.closes_at, o.admits_unpaid, o.position, o.products)
        is distinct from (c.zone_id, c.name, c.policy, c.per_day, c.opens_at, c.closes_at, c.admits_unpaid, c.position,
          c.products);

  with k as (
    select x.id as public_key, x.d ->> 'status' as status,
      gatehouse.at_ms((x.d ->> 'not_before_ms')::bigint) as not_before,
      gatehouse.at_ms((x.d ->> 'not_after_ms')::bigint) as not_after
    from unnest(docs) x where x.e = 'key'
  ), put as (
    insert into public.signing_keys (event_id, public_key, status, not_before, not_after)
      select event, k.public_key, k.status, k.not_before, k.not_after from k
      where not exists (select from public.signing_keys o where o.event_id = event and o.public_key = k.public_key)
  )
  update public.signing_keys o set status = k.status, not_before = k.not_before, not_after = k.not_after
    from k
    where o.event_id = event and o.public_key = k.public_key
      and (o.status, o.not_before, o.not_after) is distinct from (k.status, k.not_before, k.not_after);
end
$$;

-- Authors. Trust only shrinks this way: a desk that has not heard of a fork or a revocation does not undo it.
create function gatehouse.publish_authors(event uuid, docs gatehouse.published[]) returns void
  language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  if not exists (select from unnest(docs) x where x.e = 'author') then
    return;
  end if;
  perform 1 from public.author_heads a where a.event_id = event order by a.author_id for no key update;
  insert into public.author_heads (author_id, event_id, device_id, public_key, name, frozen, cutoff)
    select x.id::uuid, event, (x.d ->> 'device')::uuid, x.d ->> 'public_key', coalesce(x.d ->> 'name', ''),
      coalesce((x.d ->> 'frozen')::boolean, false), (x.d ->> 'cutoff')::bigint
    from unnest(docs) x
    where x.e = 'author' and not exists (select from public.author_heads a where a.author_id = x.id::uuid);
  update public.author_heads a
    set name = coalesce(x.d ->> 'name', ''), frozen = a.frozen or coalesce((x.d ->> 'frozen')::boolean, false),
      cutoff = least(a.cutoff, (x.d ->> 'cutoff')::bigint)
    from unnest(docs) x
    where x.e = 'author' and a.event_id = event and a.author_id = x.id::uuid
      and (a.name, a.frozen, a.cutoff) is distinct from (coalesce(x.d ->> 'name', ''),
        a.frozen or coalesce((x.d ->> 'frozen')::boolean, false), least(a.cutoff, (x.d ->> 'cutoff')::bigint));
end
$$;

create type gatehouse.credential as (
  id uuid,
  known boolean,                            -- there is such a ticket
  attendee_id uuid,                         -- its own: known, or to be made
  attendee_known boolean,
  ticket_type_id uuid,
  d jsonb
);

-- Rows are looked up by their keys, whatever the statistics of yesterday say of tables that are being filled.
create function gatehouse.publish_credentials(event uuid, docs gatehouse.published[]) returns void
  language plpgsql set search_path = '' set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  rows gatehouse.credential[];
begin
  -- An attendee with several tickets is told by none of them: such a ticket gets one of its own when it says otherwise.
  select array_agg(row(x.id::uuid, t.id is not null,
      case when h.own then t.attendee_id else gen_random_uuid() end, h.own, p.id, x.d)::gatehouse.credential)
    into rows
    from unnest(docs) x
    join public.ticket_types p on p.event_id = event and p.number = (x.d ->> 'product')::integer
    left join public.tickets t on t.id = x.id::uuid and t.event_id = event
    left join public.attendees a on a.id = t.attendee_id
    cross join lateral (
      select coalesce(a.id is not null and ((a.name, a.email, a.company, a.attention) is not distinct from
          (coalesce(x.d ->> 'name', ''), x.d ->> 'email', x.d ->> 'company', x.d ->> 'attention')
        or not exists (select from public.tickets s where s.attendee_id = a.id and s.id <> t.id)), false) as own
    ) h
    where x.e = 'credential';
  if rows is null then
    return;
  end if;

  insert into public.orders (event_id, code, status, buyer_name, buyer_email)
    select distinct on (r.d ->> 'order_code') event, r.d ->> 'order_code',
      case when r.d ->> 'approval' = 'awaited' then 'awaiting_approval' when r.d ->> 'payment' = 'due' then 'pending'
        else 'paid' end,
      r.d ->> 'name', r.d ->> 'email'
    from unnest(rows) r
    where r.d ->> 'order_code' is not null
      and not exists (select from public.orders o where o.event_id = event and o.code = r.d ->> 'order_code')
    order by r.d ->> 'order_code', r.id;

  insert into public.attendees (id, event_id, name, email, company, attention)
    select r.attendee_id, event, coalesce(r.d ->> 'name', ''), r.d ->> 'email', r.d ->> 'company', r.d ->> 'attention'
    from unnest(rows) r where not r.attendee_known;
  update public.attendees a
    set name = coalesce(r.d ->> 'name', ''), email = r.d ->> 'email', company = r.d ->> 'company',
      attention = r.d ->> 'attention'
    from unnest(rows) r
    where r.attendee_known and a.id = r.attendee_id
      and (a.name, a.email, a.company, a.attention) is distinct from
        (coalesce(r.d ->> 'name', ''), r.d ->> 'email', r.d ->> 'company', r.d ->> 'attention');

  with c as (
    select r.id, r.known, r.attendee_id, r.ticket_type_id, o.id as order_id, r.d ->> 'kind' as kind,
      coalesce((r.d ->> 'generation')::smallint, 0) as generation,
      coalesce(nullif(r.d ->> 'standing', 'good'), 'valid') as status,
      nullif(coalesce(r.d ->> 'approval', 'given'), coalesce(gatehouse.approval_of(o.status), 'given')) as approval,
      nullif(coalesce(r.d ->> 'payment', 'settled'), coalesce(gatehouse.payment_of(o.status), 'settled')) as payment,
      gatehouse.at_ms((r.d ->> 'valid_from_ms')::bigint) as valid_from,
      gatehouse.at_ms((r.d ->> 'valid_until_ms')::bigint) as valid_until,
      r.d ->> 'seat' as seat, r.d ->> 'reference' as reference,
      coalesce((r.d ->> 'rehearsal')::boolean, false) as rehearsal
    from unnest(rows) r
    left join public.orders o on o.event_id = event and o.code = r.d ->> 'order_code'
  ), put as (
    insert into public.tickets (id, event_id, ticket_type_id, attendee_id, order_id, kind, generation, status, approval,
        payment, valid_from, valid_until, seat, reference, rehearsal, issued_at)
      select c.id, event, c.ticket_type_id, c.attendee_id, c.order_id, c.kind, c.generation, c.status, c.approval,
        c.payment, c.valid_from, c.valid_until, c.seat, c.reference, c.rehearsal, now()
      from c where not c.known
  )
  update public.tickets t
    set ticket_type_id = c.ticket_type_id, attendee_id = c.attendee_id, order_id = c.order_id, kind = c.kind,
      generation = c.generation, approval = c.approval, payment = c.payment, valid_from = c.valid_from,
      valid_until = c.valid_until, seat = c.seat, reference = c.reference, rehearsal = c.rehearsal, attention = null,
      status = case when t.status = 'refunded' and c.status = 'cancelled' then t.status else c.status end
    from c
    where c.known and t.id = c.id and t.event_id = event
      and (t.ticket_type_id, t.attendee_id, t.order_id, t.kind, t.generation, t.approval, t.payment, t.valid_from,
          t.valid_until, t.seat, t.reference, t.rehearsal, t.attention,
          case when t.status = 'refunded' and c.status = 'cancelled' then c.status else t.status end)
        is distinct from (c.ticket_type_id, c.attendee_id, c.order_id, c.kind, c.generation, c.approval, c.payment,
          c.valid_from, c.valid_until, c.seat, c.reference, c.rehearsal, null, c.status);

  -- An order says what all of its tickets say, so that the shop's screens agree with the gates.
  with said as (
    select t.order_id,
      min(coalesce(t.approval, gatehouse.approval_of(o.status), 'given')) as approval,
      min(coalesce(t.payment, gatehouse.payment_of(o.status), 'settled')) as payment,
      bool_or(t.status = 'valid') as valid
    from public.tickets t join public.orders o on o.id = t.order_id
    where o.event_id = event and o.code in (select r.d ->> 'order_code' from unnest(rows) r)
    group by t.order_id
    having count(distinct coalesce(t.approval, gatehouse.approval_of(o.status), 'given')) = 1
      and count(distinct coalesce(t.payment, gatehouse.payment_of(o.status), 'settled')) = 1
  ), due as (
    select s.order_id, s.valid, case
      when s.approval = 'awaited' and s.payment = 'settled' then 'awaiting_approval'
      when s.approval = 'given' and s.payment = 'due' then 'pending'
      when s.approval = 'given' and s.payment = 'settled' then 'paid' end as status
    from said s
  )
  update public.orders o set status = d.status
    from due d
    where o.id = d.order_id and d.status is not null and o.status <> d.status
      and not (o.status = 'free' and d.status = 'paid')
      and (o.status not in ('cancelled', 'refunded') or d.valid);
end
$$;

create function gatehouse.publish_gone(event uuid, docs gatehouse.published[]) returns void
  language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  delete from public.tickets t using unnest(docs) x
    where x.e = 'credential' and t.event_id = event and t.id = x.id::uuid;
  delete from public.checkpoints c using unnest(docs) x
    where x.e = 'checkpoint' and c.event_id = event and c.id = x.id::uuid;
  delete from public.zones z using unnest(docs) x
    where x.e = 'zone' and z.event_id = event and z.id = x.id::uuid;
  delete from public.ticket_types t using unnest(docs) x
    where x.e = 'product' and t.event_id = event and t.number = x.id::integer;
  delete from public.signing_keys k using unnest(docs) x
    where x.e = 'key' and k.event_id = event and k.public_key = x.id;
  -- An author with records cannot go: nothing more is taken from it.
  delete from public.author_heads a using unnest(docs) x
    where x.e = 'author' and a.event_id = event and a.author_id = x.id::uuid and a.head = 0
      and not exists (select from public.devices d where d.author_id = a.author_id);
  update public.author_heads a set frozen = true, frozen_reason = coalesce(a.frozen_reason, 'gone')
    from unnest(docs) x
    where x.e = 'author' and a.event_id = event and a.author_id = x.id::uuid and not a.frozen;
end
$$;

create function public.publish(event uuid, rows jsonb) returns json
  language plpgsql security definer set search_path = '' set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  usr uuid := (select auth.uid());
  who gatehouse.caller;
  docs gatehouse.published[];
  there gatehouse.published[];
  gone gatehouse.published[];
  own gatehouse.published;
  wrong bigint;
begin
  if exists (select from public.events e where e.id = $1) then
    who := gatehouse.organizer($1);
    if who.revoked then
      return gatehouse.revoked(who);
    end if;
  elsif usr is null or coalesce((select auth.jwt() ->> 'is_anonymous')::boolean, false) then
    raise exception 'not a member of this event' using errcode = '42501';
  end if;
  if jsonb_typeof($2) is distinct from 'array' then
    return json_build_object('ok', false, 'error', 'malformed', 'index', 0);
  end if;
  if jsonb_array_length($2) > 20000 then
    return gatehouse.no('too_large');
  end if;
  select min(x.ordinality) - 1 into wrong from jsonb_array_elements($2) with ordinality x
    where gatehouse.document_flaw(x.value) is not null
      or x.value ->> 'e' = 'event' and (x.value ->> 'id')::uuid <> $1;
  if wrong is not null then
    return json_build_object('ok', false, 'error', 'malformed', 'index', wrong);
  end if;

  -- The last of several documents of one row counts.
  select array_agg(y.doc) filter (where not y.gone), array_agg(y.doc) filter (where y.gone), array_agg(y.doc)
    into there, gone, docs
  from (
    select distinct on (x.e, x.id) row(x.place, x.e, x.id, x.d)::gatehouse.published as doc, x.gone
    from (
      select x.ordinality - 1 as place, x.value ->> 'e' as e,
        case x.value ->> 'e' when 'key' then x.value ->> 'id' when 'product' then (x.value ->> 'id')::integer::text
          else (x.value ->> 'id')::uuid::text end as id,
        x.value -> 'd' as d, coalesce(x.value -> 'gone' = 'true', false) as gone
      from jsonb_array_elements($2) with ordinality x
    ) x
    order by x.e, x.id, x.place desc
  ) y;

  perform gatehouse.lock_changes($1);
  select * into own from unnest(there) x where x.e = 'event';
  if not exists (select from public.events e where e.id = $1) then
    if own.id is null then
      return gatehouse.no('unknown_event');
    end if;
  end if;
  -- Everything is looked at before anything is written.
  select min(x.place) into wrong from unnest(docs) x
    where case x.e
      when 'zone' then exists (select from public.zones o where o.id = x.id::uuid and o.event_id <> $1)
      when 'checkpoint' then exists (select from public.checkpoints o where o.id = x.id::uuid and o.event_id <> $1)
      when 'author' then exists (select from public.author_heads o where o.author_id = x.id::uuid and o.event_id <> $1)
      when 'credential' then exists (select from public.tickets o where o.id = x.id::uuid and o.event_id <> $1)
      else false end;
  if wrong is not null then
    return json_build_object('ok', false, 'error', 'not_yours', 'index', wrong);
  end if;
  select min(x.place) into wrong from unnest(there) x
    where x.e = 'author' and (
      exists (select from public.author_heads a
        where a.event_id = $1 and (a.author_id = x.id::uuid) <> (a.public_key = x.d ->> 'public_key'))
      or exists (select from unnest(there) y
        where y.e = 'author' and y.id <> x.id and y.d ->> 'public_key' = x.d ->> 'public_key'));
  if wrong is not null then
    return json_build_object('ok', false, 'error', 'bad_key', 'index', wrong);
  end if;
  with known as (
    select t.number from public.ticket_types t where t.event_id = $1
    union
    select x.id::integer from unnest(there) x where x.e = 'product'
  )
  select min(x.place) into wrong from unnest(there) x
    where x.e = 'credential' and (x.d ->> 'product')::integer not in (select k.number from known k);
  if wrong is not null then
    return json_build_object('ok', false, 'error', 'unknown_product', 'index', wrong);
  end if;
  select min(x.place) into wrong from unnest(there) x
    where x.e = 'checkpoint'
      and not exists (select from public.zones z where z.event_id = $1 and z.id = (x.d ->> 'zone')::uuid)
      and not exists (select from unnest(there) z where z.e = 'zone' and z.id = (x.d ->> 'zone')::uuid::text);
  if wrong is not null then
    return json_build_object('ok', false, 'error', 'unknown_zone', 'index', wrong);
  end if;

  if own.id is not null then
    insert into public.events (id, name, venue_name, timezone, starts_at, ends_at, locale, currency, created_by)
      select $1, own.d ->> 'name', own.d ->> 'venue', own.d ->> 'zone',
        gatehouse.at_ms((own.d ->> 'starts_ms')::bigint), gatehouse.at_ms((own.d ->> 'ends_ms')::bigint),
        own.d ->> 'locale', own.d ->> 'currency', usr
      where not exists (select from public.events e where e.id = $1);
    if found then
      insert into public.event_members (event_id, user_id, role) values ($1, usr, 'owner');
    else
      update public.events e
        set name = own.d ->> 'name', venue_name = own.d ->> 'venue', timezone = own.d ->> 'zone',
          starts_at = gatehouse.at_ms((own.d ->> 'starts_ms')::bigint),
          ends_at = gatehouse.at_ms((own.d ->> 'ends_ms')::bigint), locale = own.d ->> 'locale',
          currency = own.d ->> 'currency'
        where e.id = $1
          and (e.name, e.venue_name, e.timezone, e.starts_at, e.ends_at, e.locale, e.currency) is distinct from
            (own.d ->> 'name', own.d ->> 'venue', own.d ->> 'zone',
              gatehouse.at_ms((own.d ->> 'starts_ms')::bigint), gatehouse.at_ms((own.d ->> 'ends_ms')::bigint),
              own.d ->> 'locale', own.d ->> 'currency');
    end if;
  end if;
  perform gatehouse.publish_plan($1, there);
  perform gatehouse.publish_authors($1, there);
  perform gatehouse.publish_credentials($1, there);
  perform gatehouse.publish_gone($1, gone);
  return json_build_object('ok', true, 'written', coalesce(cardinality(docs), 0),
    'change', (select c.change from public.event_changes c where c.event_id = $1));
end
$$;
