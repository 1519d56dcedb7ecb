-- The rows of entries and anomalies, and what sets all of the log off.

-- Whether what was said in an entry stays in its record: its incident is sealed, or is not here yet, and nobody knows.
create function gatehouse.is_hidden(event uuid, author uuid, seq bigint) returns boolean
  language plpgsql stable set search_path = ''
as $$
begin
  return $2 is not null and coalesce((select l.sealed from public.event_logs l
    where l.id = gatehouse.log_row_id($1, 'incident', $2, $3)), true);
end
$$;

-- Puts the rows of entries. One that strikes or corrects another repeats what that says: it is hidden along with it.
create function gatehouse.put_entries(event uuid, entries gatehouse.telling[]) returns void
  language plpgsql set search_path = ''
as $$
begin
  with
    entry as materialized (
      select e.author, e.seq, e.hlc, i.author as incident_author, i.seq as incident_seq,
        gatehouse.at_ms(gatehouse.sane_ms(e.at_ms)) as logged_at, coalesce(e.payload -> 'said', '{}') as said,
        array(select d ->> 'deed' from gatehouse.deeds(e.payload) d) as deeds
      from unnest(entries) e cross join lateral gatehouse.incident_of(e.author, e.seq, e.payload) i
    ),
    line as materialized (
      select e.author, e.seq, e.hlc, e.incident_author, e.incident_seq, e.logged_at, e.said, e.deeds,
        coalesce(gatehouse.moment(e.said -> 'occurred_ms'), e.logged_at) as occurred_at,
        case when gatehouse.is_text(e.said -> 'verbatim') then e.said ->> 'verbatim' else '' end as verbatim,
        gatehouse.is_hidden(event, e.incident_author, e.incident_seq) or exists (
          select from public.log_ties t join public.event_logs l
            on l.id = gatehouse.log_row_id(event, 'entry', t.entry_author, t.entry_seq)
          where t.event_id = event and t.author_id = e.author and t.seq = e.seq and l.sealed) as hidden
      from entry e
    )
  insert into public.event_logs as l (id, event_id, kind, logged_at, category, title, body, status, reported_by, author_id,
      seq, hlc, device_id, incident_author, incident_seq, incident_number, occurred_at, late, channel, said_to, deeds, sealed,
      correction, struck_at, strike_reason)
    select gatehouse.log_row_id(event, 'entry', e.author, e.seq), event, 'entry', e.logged_at, coalesce(e.deeds[1], 'note'),
      case when e.hidden then 'sealed'
        else coalesce(nullif(left(split_part(e.verbatim, E'\n', 1), 200), ''),
          nullif(array_to_string(e.deeds, ', '), ''), 'note') end,
      case when e.hidden then 'sealed' else e.verbatim end, 'closed',
      case when not e.hidden and gatehouse.is_text(e.said -> 'from') then nullif(e.said ->> 'from', '') end, e.author, e.seq, e.hlc,
      (select a.device_id from public.author_heads a where a.author_id = e.author and a.event_id = event),
      e.incident_author, e.incident_seq,
      (select i.incident_number from public.event_logs i
        where i.id = gatehouse.log_row_id(event, 'incident', e.incident_author, e.incident_seq)),
      e.occurred_at, e.logged_at - e.occurred_at > interval '5 minutes', left(e.said ->> 'channel', 40),
      case when not e.hidden and gatehouse.is_text(e.said -> 'to') then nullif(e.said ->> 'to', '') end, e.deeds, e.hidden,
      case when e.hidden then case when c is not null then 'sealed' end else c end,
      s.at, case when e.hidden and s.reason is not null then 'sealed' else s.reason end
    from line e
    left join lateral gatehouse.strike_of(event, e.author, e.seq) s on true
    left join lateral gatehouse.correction_of(event, e.author, e.seq) c on true
    on conflict (id) do update
      set logged_at = excluded.logged_at, category = excluded.category, title = excluded.title, body = excluded.body,
        reported_by = excluded.reported_by, hlc = excluded.hlc, device_id = excluded.device_id,
        incident_author = excluded.incident_author, incident_seq = excluded.incident_seq,
        incident_number = excluded.incident_number, occurred_at = excluded.occurred_at, late = excluded.late,
        channel = excluded.channel, said_to = excluded.said_to, deeds = excluded.deeds, sealed = excluded.sealed,
        correction = excluded.correction, struck_at = excluded.struck_at, strike_reason = excluded.strike_reason
      where (l.logged_at, l.category, l.title, l.body, l.reported_by, l.hlc, l.device_id, l.incident_author, l.incident_seq,
          l.incident_number, l.occurred_at, l.late, l.channel, l.said_to, l.deeds, l.sealed, l.correction, l.struck_at,
          l.strike_reason)
        is distinct from (excluded.logged_at, excluded.category, excluded.title, excluded.body, excluded.reported_by,
          excluded.hlc, excluded.device_id, excluded.incident_author, excluded.incident_seq, excluded.incident_number,
          excluded.occurred_at, excluded.late, excluded.channel, excluded.said_to, excluded.deeds, excluded.sealed,
          excluded.correction, excluded.struck_at, excluded.strike_reason);
end
$$;

create function gatehouse.density_row_id(event uuid, author uuid, seq bigint, place bigint) returns uuid
  language sql immutable parallel safe
  return md5(event::text || 'density' || author::text || seq::text || '.' || place::text)::uuid;

-- Looks at the crowd, for dashboards: a row of `crowd_density` for each that was not struck.
create function gatehouse.put_densities(event uuid, names gatehouse.record_name[], entries gatehouse.telling[]) returns void
  language plpgsql set search_path = ''
as $$
begin
  with
    look as (
      select gatehouse.density_row_id(event, e.author, e.seq, d.place) as id, (d.value ->> 'grade')::integer as grade,
        jsonb_build_object('zone', (d.value ->> 'zone')::uuid, 'author', e.author, 'seq', e.seq) as dimensions,
        coalesce(gatehouse.moment(e.payload #> '{said,occurred_ms}'), gatehouse.at_ms(gatehouse.sane_ms(e.at_ms))) as at
      from unnest(entries) e cross join lateral gatehouse.deeds(e.payload) with ordinality d (value, place)
      where d.value ->> 'deed' = 'density' and not gatehouse.is_struck(event, e.author, e.seq)
    ),
    gone as (
      delete from public.event_analytics a using unnest(names) n
        where a.event_id = event and a.metric = 'crowd_density' and a.dimensions ->> 'author' = n.author::text
          and a.dimensions ->> 'seq' = n.seq::text
          and a.id not in (select k.id from look k)
    )
  insert into public.event_analytics (id, event_id, metric, value, dimensions, measured_at)
    select k.id, event, 'crowd_density', k.grade, k.dimensions, k.at from look k
    on conflict (id) do nothing;
end
$$;

create type gatehouse.entry_place as (author uuid, seq bigint, incident_author uuid, incident_seq bigint);

-- Works out anew what follows from entries by their names.
create function gatehouse.project_log(event uuid, names gatehouse.record_name[]) returns void
  language plpgsql set search_path = '' set enable_seqscan = off
as $$
declare
  entries gatehouse.telling[];
  moved gatehouse.record_name[];            -- whose rows are to be written
  places gatehouse.entry_place[];
  incidents gatehouse.record_name[];
  own gatehouse.record_name;
  desks text[];
  numbers bigint[];
begin
  perform gatehouse.lock_log(event);
  entries := array(select e from gatehouse.told(event, names, 9) e);
  moved := names || gatehouse.follow_ties(event, names, entries);
  entries := array(select e from gatehouse.told(event, moved, 9) e);
  if gatehouse.follow_settings(event, moved, entries) then
    incidents := array(select row(l.author_id, l.seq)::gatehouse.record_name from public.event_logs l
      where l.event_id = event and l.author_id is not null and l.kind = 'incident');
  end if;
  places := array(select row(e.author, e.seq, i.author, i.seq)::gatehouse.entry_place
    from unnest(entries) e cross join lateral gatehouse.incident_of(e.author, e.seq, e.payload) i where i.author is not null);
  incidents := array(
    select i from unnest(incidents) i
    union
    select row(p.incident_author, p.incident_seq)::gatehouse.record_name from unnest(places) p
    union
    select row(l.incident_author, l.incident_seq)::gatehouse.record_name from unnest(moved) n
      join public.event_logs l on l.id = gatehouse.log_row_id(event, 'entry', n.author, n.seq)
      where l.incident_author is not null);

  select array_agg(l.desk), array_agg(l.desk_no) into desks, numbers
    from unnest(incidents) i join public.event_logs l on l.id = gatehouse.log_row_id(event, 'incident', i.author, i.seq);
  foreach own in array incidents loop
    moved := moved || gatehouse.project_incident(event, own, array(
      select row(p.author, p.seq)::gatehouse.record_name from unnest(places) p
      where p.incident_author = own.author and p.incident_seq = own.seq));
  end loop;
  select desks || array_agg(l.desk), numbers || array_agg(l.desk_no) into desks, numbers
    from unnest(incidents) i join public.event_logs l on l.id = gatehouse.log_row_id(event, 'incident', i.author, i.seq);
  moved := moved || gatehouse.mark_numbers(event, desks, numbers);

  -- What strikes or corrects a moved entry is written behind it.
  moved := array(select distinct row(n.author, n.seq)::gatehouse.record_name from unnest(moved) n);
  moved := array(
    select row(t.author_id, t.seq)::gatehouse.record_name from unnest(moved) n
      cross join lateral (select t.* from public.log_ties t
        where t.event_id = event and t.entry_author = n.author and t.entry_seq = n.seq offset 0) t
    union
    select row(n.author, n.seq)::gatehouse.record_name from unnest(moved) n);
  entries := array(select e from gatehouse.told(event, moved, 9) e);
  delete from public.event_logs l
    where l.id = any (array(
      select gatehouse.log_row_id(event, 'entry', n.author, n.seq)
      from (select n.author, n.seq from unnest(moved) n except select e.author, e.seq from unnest(entries) e) n));
  perform gatehouse.put_entries(event, array(select e from unnest(entries) e
    where not exists (select from public.log_ties t where t.event_id = event and t.author_id = e.author and t.seq = e.seq)));
  perform gatehouse.put_entries(event, array(select e from unnest(entries) e
    where exists (select from public.log_ties t where t.event_id = event and t.author_id = e.author and t.seq = e.seq)));
  perform gatehouse.put_densities(event, moved, entries);
end
$$;

-- Anomalies at the gates. Each record has a row; of several that tell of the same one only the first counts as open.
create function gatehouse.project_anomalies(event uuid, names gatehouse.record_name[]) returns void
  language plpgsql set search_path = '' set enable_seqscan = off
as $$
declare
  found gatehouse.telling[];
  ids uuid[] := array(select gatehouse.log_row_id(event, 'anomaly', n.author, n.seq) from unnest(names) n);
  keys text[];
begin
  perform gatehouse.lock_log(event);
  found := array(select e from gatehouse.told(event, names, 8) e where gatehouse.anomaly_flaw(e.payload) is null);
  with gone as (
    delete from public.event_logs l
      where l.id = any (ids)
        and l.id not in (select gatehouse.log_row_id(event, 'anomaly', e.author, e.seq) from unnest(found) e)
      returning l.anomaly_key
  )
  select array_agg(g.anomaly_key) into keys from gone g;
  insert into public.event_logs as l (id, event_id, kind, logged_at, category, title, alert_level, severity, location,
      author_id, seq, hlc, device_id, occurred_at, anomaly_key)
    select gatehouse.log_row_id(event, 'anomaly', e.author, e.seq), event, 'anomaly',
      gatehouse.at_ms(gatehouse.sane_ms(e.at_ms)), left(e.payload ->> 'rule', 100), left(e.payload ->> 'rule', 100),
      gatehouse.log_alert(gatehouse.log_severity(e.payload -> 'severity'), '{}'), gatehouse.log_severity(e.payload -> 'severity'),
      (select string_agg(k.name, ', ' order by k.position, k.name) from public.checkpoints k
        where k.event_id = event and e.payload -> 'checkpoints' ? k.id::text),
      e.author, e.seq, e.hlc,
      (select a.device_id from public.author_heads a where a.author_id = e.author and a.event_id = event),
      gatehouse.at_ms(gatehouse.sane_ms(e.at_ms)), left(e.payload ->> 'key', 200)
    from unnest(found) e
    on conflict (id) do nothing;
  keys := keys || array(select left(e.payload ->> 'key', 200) from unnest(found) e);
  update public.event_logs l
    set status = case when f.first = f.id then 'open' else 'closed' end,
      duplicate_of = case when f.first <> f.id then array[f.first] end
    from (
      select a.id, first_value(a.id) over (partition by a.anomaly_key order by a.hlc, a.author_id, a.seq) as first
      from public.event_logs a where a.event_id = event and a.anomaly_key = any (keys)
    ) f
    where l.id = f.id
      and (l.status, l.duplicate_of) is distinct from (case when f.first = f.id then 'open' else 'closed' end,
        case when f.first <> f.id then array[f.first] end);
end
$$;
