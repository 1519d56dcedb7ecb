-- From the logs to `shows` and `run_of_show`.
--
-- A show is worked out anew from all its records whenever one of them came or went, so that no order of arrival matters.
-- That costs as much as the show has records, up to the limit below. Whoever holds the row of a show has its projection to
-- himself; it is taken behind the heads of authors, and before any row of presence.

-- The most records that a show is worked out from; one with more stays as it was and says so.
create function gatehouse.show_limit() returns bigint
  language sql immutable parallel safe
  return 20000;

create function gatehouse.show_row_id(event uuid, show uuid, entry uuid) returns uuid
  language sql immutable parallel safe
  return md5(concat(event, show, entry))::uuid;

create function gatehouse.write_show(event uuid, show uuid, facts gatehouse.show_fact[]) returns void
  language plpgsql set search_path = ''
as $$
declare
  settings jsonb := gatehouse.show_settings(facts);
  zone text := coalesce(settings ->> 'zone', 'UTC');
  line gatehouse.show_instance[] := array(select l from gatehouse.show_line(facts, settings) l order by l.n);
  last gatehouse.show_instance := line[cardinality(line)];
  finished boolean := last.n is not null and last.cue is null;
  call record;
  hold record;
  standby uuid;
begin
  if not gatehouse.is_time_zone(zone) then
    zone := 'UTC';
  end if;
  select c.* into call from gatehouse.show_calls(facts, settings) c where c.place = 1;
  select h.* into hold from gatehouse.show_hold(facts, settings) h;
  select (f.p ->> 'cue')::uuid into standby
    from unnest(facts) f join gatehouse.show_calls(facts, settings) c on c.name = gatehouse.name_text(f.p -> 'call')
      and c.author = f.author
    where f.kind = 16 and f.p ->> 'action' = 'standby' and f.n > coalesce(last.last_n, 0)
    order by f.n desc limit 1;

  update public.shows s
    set title = coalesce(settings ->> 'title', ''), stage = coalesce(settings ->> 'stage', ''),
      status = case when finished then 'finished' when hold.at_ms is not null then 'held'
        when last.n is not null then 'live' else 'planned' end,
      caller_device = (select a.device_id from public.author_heads a
        where a.author_id = call.author and a.event_id = event),
      caller_author = call.author, call_epoch = call.epoch, called_at = gatehouse.at_ms(call.at_ms),
      live_entry = last.cue, live_since = case when not finished then gatehouse.at_ms(last.started_ms) end,
      held = hold.at_ms is not null and not finished, held_since = gatehouse.at_ms(hold.at_ms), hold_reason = hold.reason,
      message = coalesce((select f.p ->> 'text' from unnest(facts) f where f.kind = 16 and f.p ->> 'action' = 'message'
        order by f.n desc limit 1), ''),
      blackout = coalesce((select (f.p -> 'on')::boolean from unnest(facts) f
        where f.kind = 16 and f.p ->> 'action' = 'blackout' order by f.n desc limit 1), false),
      finished_at = case when finished then gatehouse.at_ms(last.started_ms) end, records = cardinality(facts),
      projection_error = null
    where s.event_id = event and s.show_id = show;

  with
    entry as materialized (select p.* from gatehouse.show_plan(facts, settings) p),
    -- Of a cue that was called twice, the last time.
    called as (
      select distinct on (v.cue) v.*
      from (select l.*, lead(l.started_ms) over (order by l.n) as ended_ms from unnest(line) l) v
      where v.cue is not null order by v.cue, v.n desc
    ),
    line as (
      select e.*, c.n as called, c.started_ms, c.ended_ms, c.author,
        coalesce(gatehouse.at_ms(c.planned_ms), e.starts at time zone zone) as planned
      from entry e left join called c on c.cue = e.entry and e.kind = 'cue'
    ),
    gone as (
      delete from public.run_of_show r
      where r.event_id = event and r.show_id = show and r.entry_id not in (select e.entry from entry e)
    )
  insert into public.run_of_show as r (id, event_id, show_id, entry_id, group_id, position, number, title, cue_type, owner,
      planned_start, planned_start_at, planned_end_at, duration_seconds, actual_start_at, actual_end_at, status, started_by,
      notes, changed_at)
    select gatehouse.show_row_id(event, show, l.entry), event, show, l.entry, l.grp, l.place, l.fields ->> 'number',
      coalesce(l.fields ->> 'title', ''), l.kind, l.fields ->> 'owner', l.planned_start, l.planned,
      l.planned + coalesce(l.duration_ms, 0) * interval '1 millisecond', l.duration_ms / 1000,
      gatehouse.at_ms(l.started_ms), gatehouse.at_ms(l.ended_ms),
      case
        when l.called = last.n and not finished then case when hold.at_ms is not null then 'held' else 'live' end
        when l.called is not null then 'done'
        when (l.fields -> 'skip')::boolean then 'skipped'
        when l.entry = standby and not finished then 'standby'
        else 'planned' end,
      (select a.device_id from public.author_heads a where a.author_id = l.author and a.event_id = event),
      l.fields ->> 'note', gatehouse.at_ms(l.changed_ms)
    from line l
    on conflict (id) do update
      set group_id = excluded.group_id, position = excluded.position, number = excluded.number, title = excluded.title,
        cue_type = excluded.cue_type, owner = excluded.owner, planned_start = excluded.planned_start,
        planned_start_at = excluded.planned_start_at, planned_end_at = excluded.planned_end_at,
        duration_seconds = excluded.duration_seconds, actual_start_at = excluded.actual_start_at,
        actual_end_at = excluded.actual_end_at, status = excluded.status, started_by = excluded.started_by,
        notes = excluded.notes, changed_at = excluded.changed_at
      where (r.group_id, r.position, r.number, r.title, r.cue_type, r.owner, r.planned_start, r.planned_start_at,
          r.planned_end_at, r.duration_seconds, r.actual_start_at, r.actual_end_at, r.status, r.started_by, r.notes,
          r.changed_at)
        is distinct from (excluded.group_id, excluded.position, excluded.number, excluded.title, excluded.cue_type,
          excluded.owner, excluded.planned_start, excluded.planned_start_at, excluded.planned_end_at,
          excluded.duration_seconds, excluded.actual_start_at, excluded.actual_end_at, excluded.status,
          excluded.started_by, excluded.notes, excluded.changed_at);
end
$$;

-- Works out shows anew. What cannot be worked out says so in its row and keeps no record from being stored.
create function gatehouse.project_shows(event uuid, shows uuid[]) returns void
  language plpgsql set search_path = ''
as $$
declare
  show uuid;
  facts gatehouse.show_fact[];
begin
  foreach show in array coalesce(shows, '{}') loop
    insert into public.shows (event_id, show_id) values (event, show) on conflict do nothing;
    perform 1 from public.shows s where s.event_id = event and s.show_id = show for update;
    facts := array(select f from gatehouse.show_facts(event, show) f order by f.n limit gatehouse.show_limit() + 1);
    if cardinality(facts) = 0 then
      delete from public.shows s where s.event_id = event and s.show_id = show;
    elsif cardinality(facts) > gatehouse.show_limit() then
      update public.shows s set projection_error = 'too many records' where s.event_id = event and s.show_id = show;
    else
      begin
        perform gatehouse.write_show(event, show, facts);
      exception when data_exception or integrity_constraint_violation or program_limit_exceeded then
        update public.shows s set projection_error = sqlstate where s.event_id = event and s.show_id = show;
      end;
    end if;
  end loop;
end
$$;

-- An author's trusted part grew or shrank.
create function gatehouse.follow_shows() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  before bigint := least(coalesce(old.cutoff, old.head), old.head);
  after bigint := least(coalesce(new.cutoff, new.head), new.head);
begin
  if before <> after then
    perform gatehouse.project_shows(new.event_id,
      gatehouse.shows_told(new.author_id, least(before, after), greatest(before, after)));
  end if;
  return null;
end
$$;
create trigger follow_shows after update of head, cutoff on public.author_heads
  for each row when ((old.head, old.cutoff) is distinct from (new.head, new.cutoff))
  execute function gatehouse.follow_shows();

-- What came before this was known.
do $$
declare
  found record;
begin
  for found in
    select r.event_id, array_agg(distinct r.show order by r.show) as shows
    from (
      select r.event_id, (r.payload ->> 'show')::uuid as show from public.records r
        where r.kind in (16, 17) and r.version = 1 and r.projection_error is null
      union
      select r.event_id, (r.quoted_payload ->> 'show')::uuid from public.records r
        where r.quoted_kind in (16, 17) and r.payload ->> 'version' = '1' and r.projection_error is null
    ) r
    where exists (select from public.events e where e.id = r.event_id)
    group by r.event_id
  loop
    perform gatehouse.project_shows(found.event_id, found.shows);
  end loop;
end
$$;
