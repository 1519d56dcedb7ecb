-- From the logs to `event_logs`.
--
-- Whoever projects entries has the event's whole log to himself until he commits: entries strike, correct and number each
-- other. That lock is taken behind the heads of authors and before any row of a show or of presence. What follows is a
-- function of the set of trusted entries; an entry may come before its incident, and a strike before its entry.

-- The most entries that an incident is worked out from; one with more stays as it was and says so.
create function gatehouse.incident_limit() returns bigint
  language sql immutable parallel safe
  return 5000;

create function gatehouse.lock_log(event uuid) returns void
  language sql volatile set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('gatehouse.log ' || event, 0)) $$;

-- Takes over what entries strike and correct, and decides which of that counts: a correction, and a strike that is later in
-- the common order than its entry, unless a strike that counts has struck it. Tells the entries that may be another now.
create function gatehouse.follow_ties(event uuid, names gatehouse.record_name[], entries gatehouse.telling[])
  returns gatehouse.record_name[]
  language plpgsql set search_path = '' set enable_seqscan = off
as $$
declare
  moved gatehouse.record_name[];
  tie record;
begin
  with gone as (
    delete from public.log_ties t using unnest(names) n
      where t.event_id = event and t.author_id = n.author and t.seq = n.seq
      returning t.entry_author, t.entry_seq
  )
  select array_agg(distinct row(g.entry_author, g.entry_seq)::gatehouse.record_name) into moved from gone g;
  with came as (
    insert into public.log_ties as t (event_id, author_id, seq, hlc, tie, entry_author, entry_seq)
      select distinct event, e.author, e.seq, e.hlc, d ->> 'deed', (d #>> '{entry,author}')::uuid,
        (d #>> '{entry,seq}')::bigint
      from unnest(entries) e cross join lateral gatehouse.deeds(e.payload) d
      where d ->> 'deed' in ('strike', 'correct')
      returning t.entry_author, t.entry_seq
  )
  select moved || array_agg(distinct row(c.entry_author, c.entry_seq)::gatehouse.record_name) into moved from came c;
  if moved is null and not exists (select from unnest(names) n
    cross join lateral (select from public.log_ties t
      where t.event_id = event and t.entry_author = n.author and t.entry_seq = n.seq limit 1) t)
  then
    return '{}';
  end if;

  for tie in
    select t.*, t.counts as counted, (t.hlc, t.author_id, t.seq) > (e.hlc, e.author, e.seq) or t.tie = 'correct' and e.author is not null as later
    from public.log_ties t
    left join gatehouse.told(event, array(select row(t.entry_author, t.entry_seq)::gatehouse.record_name
      from public.log_ties t where t.event_id = event), 9) e on e.author = t.entry_author and e.seq = t.entry_seq
    where t.event_id = event
    order by t.hlc desc, t.author_id desc, t.seq desc
  loop
    tie.counts := coalesce(tie.later, false) and not exists (select from public.log_ties s
      where s.event_id = event and s.entry_author = tie.author_id and s.entry_seq = tie.seq and s.tie = 'strike'
        and s.counts and (s.hlc, s.author_id, s.seq) > (tie.hlc, tie.author_id, tie.seq));
    if tie.counts <> tie.counted then
      update public.log_ties t set counts = tie.counts
        where t.event_id = event and t.author_id = tie.author_id and t.seq = tie.seq and t.tie = tie.tie
          and t.entry_author = tie.entry_author and t.entry_seq = tie.entry_seq;
      moved := moved || row(tie.entry_author, tie.entry_seq)::gatehouse.record_name;
    end if;
  end loop;
  return coalesce(moved, '{}');
end
$$;

create function gatehouse.is_struck(event uuid, author uuid, seq bigint) returns boolean
  language plpgsql stable set search_path = ''
as $$
begin
  return exists (select from public.log_ties t where t.event_id = $1 and t.entry_author = $2 and t.entry_seq = $3
    and t.tie = 'strike' and t.counts);
end
$$;

-- Takes over how the control room is set up, if one of these entries says so, or said so; tells whether types changed.
create function gatehouse.follow_settings(event uuid, names gatehouse.record_name[], entries gatehouse.telling[])
  returns boolean
  language plpgsql set search_path = '' set enable_seqscan = off
as $$
declare
  known gatehouse.record_name[] := array(select row(l.author_id, l.seq)::gatehouse.record_name from public.event_logs l
    where l.event_id = event and l.author_id is not null and l.kind = 'entry' and 'configure' = any (l.deeds));
  came gatehouse.record_name[] := array(select row(e.author, e.seq)::gatehouse.record_name from unnest(entries) e
    where exists (select from gatehouse.deeds(e.payload) d where d ->> 'deed' = 'configure'));
  settings jsonb[];
  changed boolean;
begin
  if cardinality(came) = 0 and not exists (select from unnest(names) n join unnest(known) k using (author, seq)) then
    return false;
  end if;
  settings := array(
    select d.value
    from gatehouse.told(event, known || came, 9) e
    cross join lateral gatehouse.deeds(e.payload) with ordinality d (value, place)
    where d.value ->> 'deed' = 'configure' and not gatehouse.is_struck(event, e.author, e.seq)
    order by e.hlc, e.author, e.seq, d.place);

  delete from public.door_sides s where s.event_id = event;
  insert into public.door_sides (event_id, checkpoint_id, from_zone_id)
    select event, l.door, l.zone
    from (select distinct on (1) (s.d ->> 'door')::uuid as door, (s.d ->> 'from')::uuid as zone
      from unnest(settings) with ordinality s (d, place) where s.d ->> 'setting' = 'door_from'
      order by 1, s.place desc) l
    where l.zone is not null;

  with
    said as (
      select distinct on (1) s.d ->> 'code' as code, coalesce(s.d ->> 'label', '') as label,
        gatehouse.log_severity(s.d -> 'severity') as severity, coalesce((s.d ->> 'sealed')::boolean, false) as sealed,
        coalesce((s.d ->> 'hidden')::boolean, false) as hidden
      from unnest(settings) with ordinality s (d, place) where s.d ->> 'setting' = 'category'
      order by 1, s.place desc
    ),
    gone as (
      delete from public.log_types t where t.event_id = event and t.code not in (select s.code from said s)
      returning 1
    ),
    put as (
      insert into public.log_types as t (event_id, code, label, severity, sealed, hidden)
        select event, s.code, s.label, s.severity, s.sealed, s.hidden from said s
        on conflict (event_id, code) do update
          set label = excluded.label, severity = excluded.severity, sealed = excluded.sealed, hidden = excluded.hidden
          where (t.label, t.severity, t.sealed, t.hidden)
            is distinct from (excluded.label, excluded.severity, excluded.sealed, excluded.hidden)
        returning 1
    )
  select exists (select from gone) or exists (select from put) into changed;
  return changed;
end
$$;

-- Puts the row of an incident. Its number carries a mark only once others with the same one are looked at.
create function gatehouse.put_incident(made public.event_logs) returns void
  language plpgsql set search_path = ''
as $$
begin
  insert into public.event_logs as l (id, event_id, kind, logged_at, category, title, alert_level, status, location,
      reported_by, resolved_at, author_id, seq, hlc, device_id, incident_author, incident_seq, incident_number, desk,
      desk_no, types, severity, progress, zone_id, occurred_at, late, acknowledged_at, first_unit_at, changed_at, reopened,
      outcome, units, duplicate_of, sealed, struck_at, strike_reason)
    select made.id, made.event_id, made.kind, made.logged_at, made.category, made.title, made.alert_level, made.status,
      made.location, made.reported_by, made.resolved_at, made.author_id, made.seq, made.hlc, made.device_id,
      made.incident_author, made.incident_seq, concat(made.desk, '-', lpad(made.desk_no::text,
        greatest(4, length(made.desk_no::text)), '0')), made.desk, made.desk_no, made.types, made.severity, made.progress,
      made.zone_id, made.occurred_at, made.late, made.acknowledged_at, made.first_unit_at, made.changed_at, made.reopened, made.outcome,
      made.units, made.duplicate_of, made.sealed, made.struck_at, made.strike_reason
    on conflict (id) do update
      set logged_at = excluded.logged_at, category = excluded.category, title = excluded.title,
        alert_level = excluded.alert_level, status = excluded.status, location = excluded.location,
        reported_by = excluded.reported_by, resolved_at = excluded.resolved_at, hlc = excluded.hlc,
        device_id = excluded.device_id, incident_number = case when (l.desk, l.desk_no) = (excluded.desk, excluded.desk_no)
          then l.incident_number else excluded.incident_number end, desk = excluded.desk, desk_no = excluded.desk_no,
        types = excluded.types, severity = excluded.severity, progress = excluded.progress, zone_id = excluded.zone_id,
        occurred_at = excluded.occurred_at, late = excluded.late, acknowledged_at = excluded.acknowledged_at,
        first_unit_at = excluded.first_unit_at, changed_at = excluded.changed_at, reopened = excluded.reopened,
        outcome = excluded.outcome, units = excluded.units, duplicate_of = excluded.duplicate_of, sealed = excluded.sealed,
        struck_at = excluded.struck_at, strike_reason = excluded.strike_reason, projection_error = null
      where (l.logged_at, l.category, l.title, l.alert_level, l.status, l.location, l.reported_by, l.resolved_at, l.hlc,
          l.device_id, l.desk, l.desk_no, l.types, l.severity, l.progress, l.zone_id, l.occurred_at, l.acknowledged_at,
          l.first_unit_at, l.changed_at, l.reopened, l.outcome, l.units, l.duplicate_of, l.sealed, l.struck_at,
          l.strike_reason, l.projection_error)
        is distinct from (excluded.logged_at, excluded.category, excluded.title, excluded.alert_level, excluded.status,
          excluded.location, excluded.reported_by, excluded.resolved_at, excluded.hlc, excluded.device_id, excluded.desk,
          excluded.desk_no, excluded.types, excluded.severity, excluded.progress, excluded.zone_id, excluded.occurred_at,
          excluded.acknowledged_at, excluded.first_unit_at, excluded.changed_at, excluded.reopened, excluded.outcome,
          excluded.units, excluded.duplicate_of, excluded.sealed, excluded.struck_at, excluded.strike_reason, null::text);
end
$$;

-- The entries of an incident, as the rows know them, and these; at most one over the limit.
create function gatehouse.incident_facts(event uuid, own gatehouse.record_name, came gatehouse.record_name[])
  returns gatehouse.log_fact[]
  language plpgsql stable set search_path = '' set enable_seqscan = off
as $$
declare
  names gatehouse.record_name[] := array(
    select row(l.author_id, l.seq)::gatehouse.record_name from public.event_logs l
      where l.event_id = event and l.author_id is not null and l.kind = 'entry'
        and l.incident_author = own.author and l.incident_seq = own.seq
    union
    select row(n.author, n.seq)::gatehouse.record_name from unnest(came) n
    limit gatehouse.incident_limit() + 1);
begin
  return array(
    select row(e.author, e.seq, e.hlc, e.at_ms, e.payload, gatehouse.is_struck(event, e.author, e.seq))::gatehouse.log_fact
    from gatehouse.told(event, names, 9) e
    where gatehouse.incident_of(e.author, e.seq, e.payload) = own
    order by e.hlc, e.author, e.seq);
end
$$;

-- The strike of an entry that counts: when it was, and why.
create function gatehouse.strike_of(event uuid, author uuid, seq bigint, out at timestamptz, out reason text)
  language plpgsql stable set search_path = ''
as $$
declare
  tie gatehouse.record_name;
begin
  select t.author_id, t.seq into tie from public.log_ties t
    where t.event_id = event and t.entry_author = $2 and t.entry_seq = $3 and t.tie = 'strike' and t.counts
    order by t.hlc, t.author_id, t.seq limit 1;
  if tie.author is not null then
    select gatehouse.at_ms(gatehouse.sane_ms(e.at_ms)), d ->> 'reason' into at, reason
      from gatehouse.told(event, array[tie], 9) e cross join lateral gatehouse.deeds(e.payload) d
      where d ->> 'deed' = 'strike' and gatehouse.record_name(d -> 'entry') = row($2, $3)::gatehouse.record_name
      limit 1;
  end if;
end
$$;

-- The words of the newest correction of an entry that counts.
create function gatehouse.correction_of(event uuid, author uuid, seq bigint) returns text
  language plpgsql stable set search_path = ''
as $$
declare
  tie gatehouse.record_name;
begin
  select t.author_id, t.seq into tie from public.log_ties t
    where t.event_id = event and t.entry_author = $2 and t.entry_seq = $3 and t.tie = 'correct' and t.counts
    order by t.hlc desc, t.author_id desc, t.seq desc limit 1;
  if tie.author is null then
    return null;
  end if;
  return (
    select d ->> 'text' from gatehouse.told(event, array[tie], 9) e cross join lateral gatehouse.deeds(e.payload) d
    where d ->> 'deed' = 'correct' and gatehouse.record_name(d -> 'entry') = row($2, $3)::gatehouse.record_name limit 1);
end
$$;

-- Works out an incident anew. What cannot be worked out says so in its row and keeps no record from being stored. Tells
-- the entries whose rows are to be written for it: all of them when its number or its seal is another, or it came or went.
create function gatehouse.project_incident(event uuid, own gatehouse.record_name, came gatehouse.record_name[])
  returns gatehouse.record_name[]
  language plpgsql set search_path = ''
as $$
declare
  row_id uuid := gatehouse.log_row_id(event, 'incident', own.author, own.seq);
  facts gatehouse.log_fact[] := gatehouse.incident_facts(event, own, came);
  was public.event_logs;
  made public.event_logs;
begin
  select l.* into was from public.event_logs l where l.id = row_id;
  if cardinality(facts) > gatehouse.incident_limit() then
    update public.event_logs l set projection_error = 'too many records' where l.id = row_id;
    return '{}';
  end if;
  begin
    made := gatehouse.fold_incident(event, own, facts);
    if made.id is null then
      delete from public.event_logs l where l.id = row_id;
    else
      made.device_id := (select a.device_id from public.author_heads a
        where a.author_id = own.author and a.event_id = event);
      perform gatehouse.put_incident(made);
    end if;
  exception when data_exception or integrity_constraint_violation or program_limit_exceeded then
    update public.event_logs l set projection_error = sqlstate where l.id = row_id;
    return '{}';
  end;
  if (was.id, was.sealed, was.desk, was.desk_no) is not distinct from (made.id, made.sealed, made.desk, made.desk_no) then
    return '{}';
  end if;
  return array(select row(f.author, f.seq)::gatehouse.record_name from unnest(facts) f);
end
$$;

-- Marks the numbers that several desks gave: the first in the common order keeps it bare, the others get a letter behind
-- it. Tells the entries of incidents whose number is another now.
create function gatehouse.mark_numbers(event uuid, desks text[], numbers bigint[]) returns gatehouse.record_name[]
  language plpgsql set search_path = ''
as $$
declare
  moved gatehouse.record_name[];
begin
  with
    given as (
      select l.id, concat(l.desk, '-', lpad(l.desk_no::text, greatest(4, length(l.desk_no::text)), '0'),
        case when l.place > 1 then chr(96 + least(l.place, 26)::integer) end) as said
      from (
        select l.id, l.desk, l.desk_no, row_number() over (partition by l.desk, l.desk_no
          order by l.hlc, l.author_id, l.seq) as place
        from (select distinct d, n from unnest(desks, numbers) t (d, n)) t
        join public.event_logs l on l.event_id = event and l.author_id is not null and l.kind = 'incident'
          and l.desk = t.d and l.desk_no = t.n
      ) l
    ),
    put as (
      update public.event_logs l set incident_number = g.said
        from given g where l.id = g.id and l.incident_number is distinct from g.said
        returning l.author_id, l.seq
    )
  select coalesce(array_agg(row(l.author_id, l.seq)::gatehouse.record_name), '{}') into moved
  from put p join public.event_logs l on l.event_id = event and l.author_id is not null and l.kind = 'entry'
    and l.incident_author = p.author_id and l.incident_seq = p.seq;
  return moved;
end
$$;
