-- The plan of a show: for every field the change with the greatest place in the common order.

create type gatehouse.show_entry as (
  entry uuid,
  kind text,
  grp uuid,
  place bigint,
  fields jsonb,                             -- by the words of the records
  changed_ms bigint,
  planned_start text,
  starts timestamp,                         -- on the venue's clock, as far as it can be told
  duration_ms bigint
);

-- Changes that hold: not proposed, or adopted by the latest answer. `place` is that of the change in the common order.
create function gatehouse.show_changes(facts gatehouse.show_fact[])
  returns table (place bigint[], at_ms bigint, change jsonb)
  language sql immutable set search_path = ''
as $$
  with answer as (
    select distinct on (1) gatehouse.name_text(f.p -> 'proposal') as proposal, (f.p -> 'adopt')::boolean as adopt
    from unnest(facts) f where f.kind = 16 and f.p ->> 'action' = 'settle'
    order by 1, f.n desc
  )
  select array[f.n, c.ordinality], f.at_ms, c.value
  from unnest(facts) f
  left join answer a on a.proposal = gatehouse.name_text(f.author, f.seq)
  cross join lateral jsonb_array_elements(f.p -> 'changes') with ordinality c
  where f.kind = 17 and jsonb_typeof(c.value) = 'object'
    and (coalesce((f.p -> 'proposed')::boolean, false) = false or a.adopt)
$$;

-- A civil time of the records, as a date that may be missing and a time. Null where it is none.
create function gatehouse.is_civil(p jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(p ->> 'time' ~ '^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?$'
    and (gatehouse.is_absent(p -> 'date') or p ->> 'date' ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'), false);

-- What a field may hold; a change with anything else is passed over.
create function gatehouse.is_plan_value(field text, value jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(case
    when field in ('title', 'stage', 'zone', 'number', 'note', 'owner') then jsonb_typeof(value) = 'string'
    when field in ('skip', 'count_to_end') then jsonb_typeof(value) = 'boolean'
    when field = 'duration_ms' then gatehouse.is_whole(value, 0, 18446744073709551615)
    when field = 'date' then gatehouse.is_civil(jsonb_build_object('time', '00:00', 'date', value))
    when field = 'start' then case value ->> 'kind'
      when 'soft' then true
      when 'hard' then gatehouse.is_civil(value)
      when 'window' then gatehouse.is_civil(value -> 'earliest') and gatehouse.is_civil(value -> 'latest') end
    when field in ('ranks', 'hold_raisers', 'hold_releasers') then jsonb_typeof(value) = 'array'
      and not jsonb_path_exists(value, '$[*] ? (@.type() != "string" || !(@ like_regex "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"))')
  end, false);

-- What is said of the show as a whole.
create function gatehouse.show_settings(facts gatehouse.show_fact[]) returns jsonb
  language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_object_agg(l.field, l.value), '{}')
  from (
    select distinct on (1) c.change ->> 'field' as field, c.change -> 'value' as value
    from gatehouse.show_changes(facts) c
    where c.change ->> 'change' = 'show' and gatehouse.is_plan_value(c.change ->> 'field', c.change -> 'value')
    order by 1, c.place desc
  ) l
$$;

create function gatehouse.civil_text(p jsonb) returns text
  language sql immutable parallel safe
  return concat_ws(' ', p ->> 'date', p ->> 'time');

-- The entries in their order, those of a group behind it, without times.
create function gatehouse.show_order(facts gatehouse.show_fact[]) returns setof gatehouse.show_entry
  language sql immutable set search_path = ''
as $$
  with
    change as materialized (
      select c.*, (c.change ->> 'entry')::uuid as entry from gatehouse.show_changes(facts) c
      where c.change ->> 'change' in ('add', 'place', 'set') and gatehouse.is_id(c.change -> 'entry')
    ),
    added as (
      select distinct on (c.entry) c.entry, c.change ->> 'kind' as kind from change c
      where c.change ->> 'change' = 'add' and c.change ->> 'kind' in ('cue', 'group', 'delay', 'milestone')
      order by c.entry, c.place
    ),
    placed as (
      select p.* from (
        select distinct on (c.entry) c.entry, c.change -> 'place' as at from change c
        where c.change ->> 'change' = 'place' and (gatehouse.is_absent(c.change -> 'place')
          or gatehouse.is_text(c.change #> '{place,order}')
            and (gatehouse.is_absent(c.change #> '{place,group}') or gatehouse.is_id(c.change #> '{place,group}')))
        order by c.entry, c.place desc
      ) p where jsonb_typeof(p.at) = 'object'
    ),
    field as (
      select s.entry, jsonb_object_agg(s.field, s.value) as fields from (
        select distinct on (c.entry, 2) c.entry, c.change ->> 'field' as field, c.change -> 'value' as value from change c
        where c.change ->> 'change' = 'set' and gatehouse.is_plan_value(c.change ->> 'field', c.change -> 'value')
        order by c.entry, 2, c.place desc
      ) s group by s.entry
    ),
    touched as (select c.entry, max(c.at_ms) as at_ms from change c group by c.entry),
    entry as (
      select a.entry, a.kind, p.at ->> 'order' as ord, case when a.kind <> 'group' then (p.at ->> 'group')::uuid end as grp
      from added a join placed p on p.entry = a.entry
    )
  select e.entry, e.kind, g.entry, row_number() over (order by coalesce(g.ord, e.ord) collate "C",
      coalesce(g.entry, e.entry), g.entry is not null, e.ord collate "C", e.entry),
    coalesce(f.fields, '{}'), t.at_ms, null::text, null::timestamp,
    least((f.fields ->> 'duration_ms')::numeric, 1000000000000)::bigint
  from entry e
  left join entry g on g.entry = e.grp and g.kind = 'group'
  left join field f on f.entry = e.entry
  join touched t on t.entry = e.entry
$$;

-- The same with times: a soft cue follows the one before it, a time without a date is on the day of the one before it or
-- on the next, where it would lie behind. What is skipped takes no time.
create function gatehouse.show_plan(facts gatehouse.show_fact[], settings jsonb) returns setof gatehouse.show_entry
  language plpgsql immutable set search_path = ''
as $$
declare
  e gatehouse.show_entry;
  start jsonb;
  civil jsonb;
  before timestamp;                         -- start of the cue before it
  free timestamp;                           -- its end
begin
  for e in select * from gatehouse.show_order(facts) o order by o.place loop
    if e.kind = 'cue' then
      start := coalesce(e.fields -> 'start', '{"kind": "soft"}');
      civil := case start ->> 'kind' when 'hard' then start when 'window' then start -> 'earliest' end;
      e.planned_start := case start ->> 'kind' when 'soft' then 'soft' when 'hard' then gatehouse.civil_text(start)
        else concat_ws(' – ', gatehouse.civil_text(start -> 'earliest'), gatehouse.civil_text(start -> 'latest')) end;
      e.starts := case
        when civil is null then free
        when civil ->> 'date' is not null then (civil ->> 'date')::date + (civil ->> 'time')::time
        else coalesce(before::date, (settings ->> 'date')::date) + (civil ->> 'time')::time end;
      if civil ->> 'time' is not null and civil ->> 'date' is null and before < free
        and (e.starts <= before or free::date > before::date)
      then
        e.starts := e.starts + interval '1 day';
      end if;
      if start ->> 'kind' = 'window' then
        e.starts := greatest(e.starts, free);
      end if;
      if not coalesce((e.fields -> 'skip')::boolean, false) then
        before := e.starts;
        free := e.starts + coalesce(e.duration_ms, 0) * interval '1 millisecond';
      end if;
    end if;
    return next e;
  end loop;
end
$$;
