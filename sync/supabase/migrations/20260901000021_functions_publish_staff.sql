-- Publishing staff.

create function gatehouse.publish_staff(event uuid, docs gatehouse.published[]) returns void
  language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  with s as (
    select x.id::uuid as id, x.d ->> 'name' as name, x.d ->> 'role' as role, x.d ->> 'team' as team,
      x.d ->> 'post' as post, x.d ->> 'call_sign' as call_sign,
      gatehouse.at_ms((x.d ->> 'shift_from_ms')::bigint) as shift_starts_at,
      gatehouse.at_ms((x.d ->> 'shift_until_ms')::bigint) as shift_ends_at,
      (x.d ->> 'checkpoint')::uuid as checkpoint_id,
      coalesce((select array_agg((n.value #>> '{}')::uuid order by n.ordinality)
        from jsonb_array_elements(nullif(x.d -> 'zones', 'null')) with ordinality n), '{}') as zones
    from unnest(docs) x where x.e = 'staff'
  ), put as (
    insert into public.staff (id, event_id, name, role, team, post, call_sign, shift_starts_at, shift_ends_at,
        checkpoint_id, zones)
      select s.id, event, s.name, s.role, s.team, s.post, s.call_sign, s.shift_starts_at, s.shift_ends_at,
        s.checkpoint_id, s.zones
      from s where not exists (select from public.staff o where o.id = s.id)
  )
  update public.staff o
    set name = s.name, role = s.role, team = s.team, post = s.post, call_sign = s.call_sign,
      shift_starts_at = s.shift_starts_at, shift_ends_at = s.shift_ends_at, checkpoint_id = s.checkpoint_id,
      zones = s.zones
    from s
    where o.id = s.id and o.event_id = event
      and (o.name, o.role, o.team, o.post, o.call_sign, o.shift_starts_at, o.shift_ends_at, o.checkpoint_id, o.zones)
        is distinct from (s.name, s.role, s.team, s.post, s.call_sign, s.shift_starts_at, s.shift_ends_at,
          s.checkpoint_id, s.zones);
end
$$;

create or replace function gatehouse.document_flaw(x jsonb) returns text
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
    when 'event', 'zone', 'checkpoint', 'author', 'credential', 'staff' then
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
    'public_key', 'device', 'standing', 'approval', 'payment', 'email', 'company', 'order_code', 'reference', 'seat', 'role',
    'team', 'post', 'call_sign']
  loop
    if not (gatehouse.is_absent(d -> field) or gatehouse.is_text(d -> field)) then
      return field;
    end if;
  end loop;
  foreach field in array array['starts_ms', 'ends_ms', 'opens_ms', 'closes_ms', 'not_before_ms', 'not_after_ms',
    'valid_from_ms', 'valid_until_ms', 'shift_from_ms', 'shift_until_ms']
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
    when 'staff' then case
      when d ->> 'name' is null then 'name'
      when not (gatehouse.is_absent(d -> 'checkpoint') or gatehouse.is_id(d -> 'checkpoint')) then 'checkpoint'
      when not (gatehouse.is_absent(d -> 'zones') or jsonb_typeof(d -> 'zones') = 'array'
        and not exists (select from jsonb_array_elements(d -> 'zones') n
          where not gatehouse.is_id(n.value))) then 'zones' end
  end;
end
$$;

create or replace function gatehouse.publish_gone(event uuid, docs gatehouse.published[]) returns void
  language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  delete from public.tickets t using unnest(docs) x
    where x.e = 'credential' and t.event_id = event and t.id = x.id::uuid;
  delete from public.staff s using unnest(docs) x
    where x.e = 'staff' and s.event_id = event and s.id = x.id::uuid;
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

create or replace function public.publish(event uuid, rows jsonb) returns json
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
      when 'staff' then exists (select from public.staff o where o.id = x.id::uuid and o.event_id <> $1)
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
  select min(x.place) into wrong from unnest(there) x
    where x.e = 'staff' and x.d ->> 'checkpoint' is not null
      and not exists (select from public.checkpoints c where c.event_id = $1 and c.id = (x.d ->> 'checkpoint')::uuid)
      and not exists (select from unnest(there) c where c.e = 'checkpoint' and c.id = (x.d ->> 'checkpoint')::uuid::text);
  if wrong is not null then
    return json_build_object('ok', false, 'error', 'unknown_checkpoint', 'index', wrong);
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
  perform gatehouse.publish_staff($1, there);
  perform gatehouse.publish_gone($1, gone);
  return json_build_object('ok', true, 'written', coalesce(cardinality(docs), 0),
    'change', (select c.change from public.event_changes c where c.event_id = $1));
end
$$;
