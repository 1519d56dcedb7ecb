-- The exchange of records: ingest, pull, heartbeat.

create type gatehouse.incoming as (
  place integer,                            -- in the call, from 0
  bytes bytea,
  signature bytea,
  event uuid,
  author uuid,
  seq bigint,
  prev_hash bytea,
  wall_ms bigint,
  hlc bigint,
  kind integer,
  version smallint,
  hash bytea,
  body text,                                -- null when the payload is no JSON
  flaw text,
  quoted_author uuid,
  quoted_seq bigint,
  quoted_kind integer,
  quoted_at_ms bigint,
  quoted_hlc bigint,
  quoted_payload jsonb,
  quoted_forked boolean
);

-- Reads what was sent. What has no record's layout has null everywhere but in `place`.
create function gatehouse.read_records(records jsonb) returns gatehouse.incoming[]
  language plpgsql immutable set search_path = ''
as $$
declare
  found gatehouse.incoming[];
  bodies text[];
begin
  -- `offset 0` keeps the planner from working a field out again wherever it is used.
  select array_agg(row(
      s.place, s.bytes, s.signature,
      case when s.sound then gatehouse.uuid_at(s.bytes, 15) end,
      case when s.sound then gatehouse.uuid_at(s.bytes, 31) end,
      case when s.sound then gatehouse.le8(s.bytes, 47) end,
      case when s.sound then substr(s.bytes, 56, 32) end,
      case when s.sound then gatehouse.le8(s.bytes, 87) end,
      case when s.sound then
        case when get_byte(s.bytes, 102) >= 128 then 9223372036854775807 else gatehouse.le8(s.bytes, 95) end end,
      case when s.sound then get_byte(s.bytes, 119) | (get_byte(s.bytes, 120) << 8) end,
      case when s.sound then get_byte(s.bytes, 121) end,
      case when s.sound then sha256(s.bytes) end,
      null, null, null, null, null, null, null, null, null)::gatehouse.incoming order by s.place)
    into found
  from (
    select d.place, d.bytes, d.signature,
      coalesce(case when length(d.bytes) >= 126 and length(d.signature) = 64 then
        substr(d.bytes, 1, 15) = '\x47415445484f5553452d5245433100'::bytea
          and gatehouse.le4(d.bytes, 122) = length(d.bytes) - 126
          and gatehouse.le8(d.bytes, 47) > 0 end, false) as sound
    from (
      select (r.ordinality - 1)::integer as place,
        case when p.pair then gatehouse.from_base64(r.value ->> 0) end as bytes,
        case when p.pair then gatehouse.from_base64(r.value ->> 1) end as signature
      from jsonb_array_elements(records) with ordinality r
      cross join lateral (select coalesce(jsonb_typeof(r.value) = 'array'
        and jsonb_typeof(r.value -> 0) = 'string' and jsonb_typeof(r.value -> 1) = 'string'
        and r.value -> 2 is null, false) as pair) p
      offset 0
    ) d
    offset 0
  ) s;
  if exists (select from unnest(found) f where f.seq is null) then
    return found;
  end if;

  -- All payloads at once; one by one only when one of them is bad.
  begin
    select array_agg(b.body order by b.place) into bodies
    from (select f.place, convert_from(substr(f.bytes, 127), 'UTF8') as body from unnest(found) f offset 0) b
    where b.body::jsonb is not null;
  exception when others then
    select array_agg(gatehouse.readable(substr(f.bytes, 127)) order by f.place) into bodies from unnest(found) f;
  end;

  select array_agg(row(
      f.place, f.bytes, f.signature, f.event, f.author, f.seq, f.prev_hash, f.wall_ms, f.hlc, f.kind, f.version, f.hash,
      f.body, coalesce(f.flaw, f.quoted_flaw),
      case when f.quotes then (f.p -> 'from' ->> 'author')::uuid end,
      case when f.quotes then (f.p -> 'from' ->> 'seq')::bigint end,
      case when f.quotes then (f.p ->> 'kind')::integer end,
      case when f.quotes then (f.p ->> 'wall_ms')::bigint end,
      case when f.quotes then least((f.p ->> 'hlc')::numeric, 9223372036854775807)::bigint end,
      case when f.quotes then f.q::jsonb end,
      case when f.quotes then coalesce((f.p ->> 'forked')::boolean, false) end)::gatehouse.incoming order by f.place)
    into found
  from (
    select g.*,
      case when g.quotes
        then coalesce(
          gatehouse.flaw((g.p ->> 'kind')::integer, (g.p ->> 'version')::integer, g.q::jsonb, g.q),
          case when g.p @> '{"kind": 3, "version": 1}' and gatehouse.repeats(g.q::json, gatehouse.scan_keys())
            then 'a key twice' end) end as quoted_flaw
    from (
      select e.*, case when e.quotes then gatehouse.readable(e.p ->> 'payload') end as q
      from (
        select d.*, d.kind = 21 and d.version = 1 and d.flaw is null as quotes
        from (
          select c.*, coalesce(gatehouse.flaw(c.kind, c.version, c.p, c.body),
            -- A scan with a key twice says two things; jsonb would quietly take the last.
            case when c.kind = 3 and c.version = 1 and exists (select from json_object_keys(
              case when jsonb_typeof(c.p) = 'object' then c.body::json else '{}' end) k
              where k = any (gatehouse.scan_keys()) group by k having count(*) > 1) then 'a key twice' end) as flaw
          from (
            select f.place, f.bytes, f.signature, f.event, f.author, f.seq, f.prev_hash, f.wall_ms, f.hlc, f.kind,
              f.version, f.hash, f.body, f.body::jsonb as p
            from (
              select u.* from rows from (unnest(found), unnest(bodies)) as u (place, bytes, signature, event, author,
                seq, prev_hash, wall_ms, hlc, kind, version, hash, no_body, no_flaw, q1, q2, q3, q4, q5, q6, q7, body)
            ) f
            offset 0
          ) c
          offset 0
        ) d
        offset 0
      ) e
      offset 0
    ) g
    offset 0
  ) f;
  return found;
end
$$;

-- Freezing is a change of master data, but an ingest must not wait for the counter while it holds a log: whoever holds
-- the counter may be waiting for that log. It starts over instead.
create function gatehouse.freeze(event uuid, author uuid, reason text) returns void
  language plpgsql set search_path = ''
as $$
begin
  begin
    perform 1 from public.event_changes c where c.event_id = event for no key update nowait;
  exception when lock_not_available then
    raise exception 'the master data is being changed' using errcode = '40001';
  end;
  update public.author_heads a set frozen = true, frozen_reason = coalesce(a.frozen_reason, reason)
    where a.author_id = author;
end
$$;

create function public.ingest(event_id uuid, author uuid, base_seq bigint, records jsonb) returns json
  language plpgsql security definer
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
  found gatehouse.incoming[];
  log public.author_heads;
  names gatehouse.record_name[];
  wrong record;
  fork bigint;
  last gatehouse.incoming;
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  if jsonb_typeof($4) is distinct from 'array' then
    return json_build_object('ok', false, 'error', 'malformed', 'index', 0);
  end if;
  -- Base64 is a third longer; what is just over is found below.
  if jsonb_array_length($4) > 1000 or pg_column_size($4) > 2 * 1048576 then
    return gatehouse.no('too_large');
  end if;
  select * into log from public.author_heads a where a.author_id = $2 and a.event_id = $1;
  -- A device writes as itself; an organizer as a desk, which is nobody's device.
  if log.author_id is null or not (coalesce(log.device_id = who.device_id, false)
    or coalesce(who.role in ('owner', 'organizer'), false)
      and not exists (select from public.devices d where d.id = log.device_id and d.event_id = $1))
  then
    return gatehouse.no('not_yours');
  end if;
  if log.frozen then
    return gatehouse.no('frozen');
  end if;

  found := gatehouse.read_records($4);
  if (select sum(length(f.bytes) + 64) from unnest(found) f) > 1048576 then
    return gatehouse.no('too_large');
  end if;
  select f.place, f.event = $1 and f.author = $2 as own into wrong
    from unnest(found) f
    where f.seq is null or f.event <> $1 or f.author <> $2 or f.seq <> $3 + f.place
    order by f.place limit 1;
  if wrong.place is not null then
    return json_build_object('ok', false, 'error', case when wrong.own is false then 'not_yours' else 'malformed' end,
      'index', wrong.place);
  end if;

  -- Whose facts may move: the own ones, and those that undos and quotations name.
  perform 1 from public.author_heads a
    where a.event_id = $1 and a.author_id in (
      select $2
      union all
      select (case f.kind when 5 then f.body::jsonb when 21 then f.quoted_payload end -> 'scan' ->> 'author')::uuid
        from unnest(found) f where f.flaw is null and f.version = 1 and (f.kind = 5 or f.quoted_kind = 5)
      union all
      select f.quoted_author from unnest(found) f where f.quoted_author is not null)
    order by a.author_id for no key update;
  select * into log from public.author_heads a where a.author_id = $2;
  if log.frozen then
    return gatehouse.no('frozen');
  end if;
  if found is null then
    return json_build_object('ok', true, 'head', log.head, 'hash', encode(log.head_hash, 'hex'));
  end if;
  if $3 > log.head + 1 then
    return json_build_object('ok', false, 'error', 'gap', 'head', log.head);
  end if;

  -- The first record that does not go with what is here, or with the one before it.
  select min(f.seq) into fork from (
    select f.seq, f.hash, f.prev_hash,
      case when f.seq = log.head + 1 then log.head_hash else lag(f.hash) over (order by f.place) end as expected
    from unnest(found) f
  ) f
  where case when f.seq <= log.head
      then f.hash is distinct from (select r.hash from public.records r where r.author_id = $2 and r.seq = f.seq)
      else f.prev_hash <> f.expected end;

  if fork is not null then
    perform gatehouse.freeze($1, $2, 'fork');
    insert into public.forked_records (author_id, seq, hash, event_id, bytes, signature)
      select $2, f.seq, f.hash, $1, f.bytes, f.signature from unnest(found) f where f.seq >= fork
      on conflict do nothing;
  end if;

  insert into public.records (author_id, seq, event_id, kind, version, wall_ms, hlc, hash, bytes, signature, payload,
      projection_error, quoted_author, quoted_seq, quoted_kind, quoted_at_ms, quoted_hlc, quoted_payload, quoted_forked)
    select $2, f.seq, $1, f.kind, f.version, f.wall_ms, f.hlc, f.hash, f.bytes, f.signature, f.body::jsonb,
      f.flaw, f.quoted_author, f.quoted_seq, f.quoted_kind, f.quoted_at_ms, f.quoted_hlc, f.quoted_payload,
      f.quoted_forked
    from unnest(found) f where f.seq > log.head and f.seq < coalesce(fork, f.seq + 1) order by f.seq;

  select f.* into last from unnest(found) f
    where f.seq > log.head and f.seq < coalesce(fork, f.seq + 1) order by f.seq desc limit 1;
  if last.seq is not null then
    update public.author_heads a set head = last.seq, head_hash = last.hash where a.author_id = $2;
    perform gatehouse.project($1, gatehouse.names_told($2, log.head, last.seq));
  end if;

  if fork is not null then
    return json_build_object('ok', false, 'error', 'fork', 'seq', fork);
  end if;
  return json_build_object('ok', true, 'head', coalesce(last.seq, log.head),
    'hash', encode(coalesce(last.hash, log.head_hash), 'hex'));
end
$$;

-- How far the caller holds an author's log, by its vector.
create function gatehouse.held(vector jsonb, author uuid) returns bigint
  language sql immutable parallel safe
  return case when gatehouse.is_whole(vector -> author::text, 0, 9223372036854775807)
    then (vector ->> author::text)::bigint else 0 end;

create function public.pull(event_id uuid, vector jsonb, row_limit integer default 1000) returns json
  language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
  room integer := least(greatest(coalesce($3, 1000), 1), 1000);
  answer json;
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  with
    -- What is behind a cut-off is told to nobody.
    log as (
      select a.author_id, least(a.head, a.cutoff) as head, gatehouse.held($2, a.author_id) as held
      from public.author_heads a where a.event_id = $1
    ),
    wanted as (
      select l.author_id, l.held, l.head - l.held as missing,
        sum(l.head - l.held) over (order by l.author_id) - (l.head - l.held) as before
      from log l where l.head > l.held
    ),
    -- So many records of each that all of them fill the room; the last author gets what is left.
    row as materialized (
      select r.author_id, r.seq, r.bytes, r.signature,
        sum(length(r.bytes) + 64) over (order by r.author_id, r.seq) as size,
        row_number() over (order by r.author_id, r.seq) as place
      from wanted w
      join lateral (
        select r.* from public.records r
        where r.author_id = w.author_id and r.seq > w.held
          and r.seq <= w.held + least(w.missing, room - w.before)
        order by r.seq
      ) r on true
      where w.before < room
    ),
    sent as (select * from row where size <= 1048576 or place = 1)
  select json_build_object(
      'ok', true,
      'logs', coalesce((
        select json_agg(json_build_object('author', s.author_id, 'records', s.records) order by s.author_id)
        from (
          select s.author_id,
            json_agg(json_build_array(gatehouse.base64(s.bytes), gatehouse.base64(s.signature)) order by s.seq) as records
          from sent s group by s.author_id
        ) s), '[]'),
      'more', coalesce((select sum(w.missing) from wanted w), 0) > (select count(*) from sent),
      'heads', coalesce((select json_object_agg(l.author_id, l.head) from log l where l.head > 0), '{}'))
    into answer;
  return answer;
end
$$;

create function public.heartbeat(
  event_id uuid, vector jsonb default '{}', queue bigint default null, clock_ms bigint default null,
  version text default null
) returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
  log public.author_heads;
  now_ms bigint := gatehouse.server_ms();
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  if who.device_id is not null then
    update public.devices d
      set last_seen_at = now(), queue = greatest($3, 0),
        clock_offset_ms = gatehouse.sane_ms($4) - now_ms, app_version = coalesce(left($5, 100), d.app_version)
      where d.id = who.device_id;
    select * into log from public.author_heads a where a.author_id = who.author_id;
  end if;
  return json_build_object('ok', true, 'server_ms', now_ms, 'head', coalesce(log.head, 0),
    'rolled_back', coalesce(log.head > gatehouse.held($2, log.author_id), false),
    'frozen', coalesce(log.frozen, false));
end
$$;
