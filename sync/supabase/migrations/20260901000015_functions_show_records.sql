-- What records of shows say, and which of them belong to a show. As tolerant as the devices: an action or a change that is
-- not known here is no flaw and changes nothing.

create function gatehouse.is_name(p jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(jsonb_typeof(p) = 'object', false) and gatehouse.is_id(p -> 'author')
    and gatehouse.is_whole(p -> 'seq', 0, 9223372036854775807);

-- A record's name as text, to compare with others.
create function gatehouse.name_text(author uuid, seq bigint) returns text
  language sql immutable parallel safe
  return concat(author, ':', seq);

create function gatehouse.name_text(p jsonb) returns text
  language sql immutable parallel safe
  return case when gatehouse.is_name(p) then gatehouse.name_text((p ->> 'author')::uuid, (p ->> 'seq')::bigint) end;

create function gatehouse.go_flaw(p jsonb) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when not (gatehouse.is_absent(p -> 'call') or gatehouse.is_name(p -> 'call')) then 'call'
    when not (gatehouse.is_absent(p -> 'from') or gatehouse.is_name(p -> 'from')) then 'from'
    when not (p -> 'to' = '"finish"' or gatehouse.is_id(p #> '{to,cue}')
      and gatehouse.is_whole(p #> '{to,planned_start_ms}', -9223372036854775808, 9223372036854775807)
      and gatehouse.is_whole(p #> '{to,duration_ms}', 0, 18446744073709551615)) is true then 'to'
    when not (gatehouse.is_absent(p -> 'started_ms')
      or gatehouse.is_whole(p -> 'started_ms', -9223372036854775808, 9223372036854775807)) then 'started_ms'
  end;
end
$$;

create function gatehouse.show_flaw(kind integer, p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  name text;
begin
  case
    when p is null then return 'not JSON';
    when jsonb_typeof(p) <> 'object' then return 'not an object';
    when not gatehouse.is_id(p -> 'show') then return 'show';
    when gatehouse.repeats(body::json, array['show', 'action', 'proposed', 'changes', 'call', 'from', 'to', 'instance',
      'hold', 'epoch', 'after', 'offer', 'proposal', 'adopt']) then return 'a key twice';
    when kind = 17 then
      return case
        when coalesce(jsonb_typeof(p -> 'changes'), '') <> 'array' then 'changes'
        when coalesce(jsonb_typeof(p -> 'proposed'), 'boolean') <> 'boolean' then 'proposed'
      end;
    when not gatehouse.is_text(p -> 'action') then return 'action';
    when p ->> 'action' = 'go' then return gatehouse.go_flaw(p);
    else null;
  end case;
  -- The records that others are named by, by action.
  foreach name in array case p ->> 'action'
      when 'ungo' then array['call', 'instance'] when 'adopt_lane' then array['call', 'instance']
      when 'standby' then array['call'] when 'offer_call' then array['call'] when 'accept_call' then array['offer', 'after']
      when 'release' then array['hold'] when 'settle' then array['proposal'] else '{}' end
  loop
    if not gatehouse.is_name(p -> name) then
      return name;
    end if;
  end loop;
  return case
    when p ->> 'action' in ('take_call', 'accept_call') and not gatehouse.is_whole(p -> 'epoch', 0, 4294967295) then 'epoch'
    when p ->> 'action' = 'standby' and not gatehouse.is_id(p -> 'cue') then 'cue'
    when p ->> 'action' = 'offer_call' and not gatehouse.is_id(p -> 'to') then 'to'
    when p ->> 'action' = 'hold' and not gatehouse.is_text(p -> 'reason') then 'reason'
    when p ->> 'action' = 'message' and not gatehouse.is_text(p -> 'text') then 'text'
    when p ->> 'action' = 'blackout' and coalesce(jsonb_typeof(p -> 'on'), '') <> 'boolean' then 'on'
    when p ->> 'action' = 'settle' and coalesce(jsonb_typeof(p -> 'adopt'), '') <> 'boolean' then 'adopt'
  end;
end
$$;

create or replace function gatehouse.flaw(kind integer, version integer, p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  if version <> 1 then
    return null;
  end if;
  case kind
    when 3 then return gatehouse.scan_flaw(p);
    when 5 then return gatehouse.undo_flaw(p, body);
    when 16, 17 then return gatehouse.show_flaw(kind, p, body);
    when 21 then return gatehouse.recovered_flaw(p, body);
    else return case when kind between 1 and 20 and p is null then 'not JSON' end;
  end case;
end
$$;

-- What came before this was known.
update public.records r set projection_error = gatehouse.flaw(r.kind, r.version, r.payload, r.payload::text)
  where r.kind in (16, 17) and r.projection_error is null
    and gatehouse.flaw(r.kind, r.version, r.payload, r.payload::text) is not null;
update public.records r set projection_error = gatehouse.flaw(r.quoted_kind, 1, r.quoted_payload, r.quoted_payload::text)
  where r.quoted_kind in (16, 17) and r.projection_error is null and r.payload ->> 'version' = '1'
    and gatehouse.flaw(r.quoted_kind, 1, r.quoted_payload, r.quoted_payload::text) is not null;

create index records_show on public.records (event_id, ((payload ->> 'show')::uuid))
  where kind in (16, 17) and version = 1 and projection_error is null;
create index records_show_quoted on public.records (event_id, ((quoted_payload ->> 'show')::uuid))
  where quoted_kind in (16, 17) and payload ->> 'version' = '1' and projection_error is null;

-- Something that was done in a show, or a change of its plan; `n` is its place in the common order.
create type gatehouse.show_fact as (
  n bigint,
  author uuid,
  seq bigint,
  hlc bigint,
  at_ms bigint,
  kind integer,
  p jsonb
);

-- The facts of a show as trusted records tell of them, in the common order.
create function gatehouse.show_facts(event uuid, show uuid) returns setof gatehouse.show_fact
  language plpgsql stable rows 1000
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    select row_number() over (order by t.hlc, t.author, t.seq), t.author, t.seq, t.hlc, gatehouse.sane_ms(t.at_ms),
      t.kind, t.p
    from (
      select distinct on (t.author, t.seq) t.*
      from (
        select r.author_id as author, r.seq, r.hlc, r.wall_ms as at_ms, r.kind, r.payload as p,
          null::uuid as told_by, 0::bigint as told_seq
        from public.records r
        join public.author_heads a on a.author_id = r.author_id and r.seq <= coalesce(a.cutoff, r.seq)
        where r.event_id = event and (r.payload ->> 'show')::uuid = show and r.kind in (16, 17) and r.version = 1
          and r.projection_error is null
        union all
        select case when r.quoted_forked then r.author_id else r.quoted_author end,
          case when r.quoted_forked then r.seq else r.quoted_seq end, r.quoted_hlc, r.quoted_at_ms, r.quoted_kind,
          r.quoted_payload, case when not r.quoted_forked then r.author_id end, r.seq
        from public.records r
        join public.author_heads a on a.author_id = r.author_id and r.seq <= coalesce(a.cutoff, r.seq)
        where r.event_id = event and (r.quoted_payload ->> 'show')::uuid = show and r.quoted_kind in (16, 17)
          and r.payload ->> 'version' = '1' and r.projection_error is null
      ) t
      order by t.author, t.seq, t.told_by nulls first, t.told_seq
    ) t
    order by 1;
end
$$;

-- The shows that an author's records in a range tell of.
create function gatehouse.shows_told(author uuid, after bigint, until bigint) returns uuid[]
  language sql stable set search_path = ''
as $$
  select array_agg(distinct t.show order by t.show)
  from (
    select case when r.kind = 21 then r.quoted_payload ->> 'show' else r.payload ->> 'show' end::uuid as show
    from public.records r
    where r.author_id = author and r.seq > after and r.seq <= until and r.projection_error is null and r.version = 1
      and (r.kind in (16, 17) or r.quoted_kind in (16, 17) and r.payload ->> 'version' = '1')
  ) t
$$;
