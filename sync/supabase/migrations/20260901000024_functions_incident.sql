-- An incident as it stands: the fold of its entries in the common order, by the rules that the devices follow.
--
-- Of a field the last value counts. A unit that is sent or arrives moves the incident on, as whoever says so would.

-- An entry of an incident; `struck` when it was a mistake and does nothing.
create type gatehouse.log_fact as (author uuid, seq bigint, hlc bigint, at_ms bigint, p jsonb, struck boolean);

-- The alert that follows from severity and types: some types are urgent at least.
create function gatehouse.log_alert(severity smallint, types text[]) returns smallint
  language sql immutable parallel safe
  return greatest((array[0, 1, 3, 5])[severity],
    case when exists (select from unnest(types) t where split_part(t, '.', 1) in ('CHI', 'FIR', 'SEX', 'SUS')) then 3
      else 0 end)::smallint;

-- A type that is sealed, or below one that is: as every event starts with them, or as this one says otherwise.
create function gatehouse.is_sealed_type(event uuid, code text) returns boolean
  language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((select bool_or(coalesce(t.sealed, c = 'SEX'))
    from unnest(array[$2, split_part($2, '.', 1)]) c left join public.log_types t on t.event_id = event and t.code = c), false);
end
$$;

-- What the organizer's tools know as `status`.
create function gatehouse.log_status(progress text) returns text
  language sql immutable parallel safe
  return case when progress in ('logged', 'acknowledged') then 'open' when progress in ('resolved', 'closed') then progress
    else 'assigned' end;

-- How far its units have got an incident.
create function gatehouse.progress_by_units(units jsonb) returns text
  language sql immutable parallel safe
  return case when jsonb_path_exists(units, '$.*.state ? (@ == "on_scene")') then 'on_scene'
    when jsonb_path_exists(units, '$.*.state ? (@ == "assigned" || @ == "en_route")') then 'dispatched' else 'logged' end;

create function gatehouse.further(one text, other text) returns text
  language sql immutable parallel safe
  return case when gatehouse.log_progress(one) >= gatehouse.log_progress(other) then one else other end;

-- What an entry means to those who wait: 2, something new was said; 1, somebody took note; 0, neither. A mere note is news.
-- Whoever opens an incident has not thereby taken note of it, unless a unit was sent or it moved on in the same line.
create function gatehouse.weight(p jsonb, opens boolean) returns integer
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return (select case when opens then coalesce(max(case when d ->> 'deed' = 'unit' or d ->> 'deed' = 'move'
      and d ->> 'status' <> 'logged' then 2 else 0 end), 0)
    else coalesce(max(case
      when d ->> 'deed' in ('set', 'move', 'unit', 'subject', 'link', 'decide', 'report', 'read_back', 'tick', 'promise',
        'settle', 'density') then 2
      when d ->> 'deed' in ('heed', 'take') then 1 else 0 end), 2) end
  from gatehouse.deeds(p) d);
end
$$;

-- Says one thing of an incident anew.
create function gatehouse.set_field(made public.event_logs, d jsonb) returns public.event_logs
  language plpgsql stable set search_path = ''
as $$
begin
  case d ->> 'field'
    when 'title' then made.title := d ->> 'value';
    when 'place' then made.location := nullif(d ->> 'value', '');
    when 'zone' then made.zone_id := (d ->> 'value')::uuid;
    when 'reporter' then made.reported_by := nullif(d ->> 'value', '');
    when 'outcome' then made.outcome := nullif(d ->> 'value', '');
    when 'severity' then made.severity := gatehouse.log_severity(d #> '{value,severity}');
    when 'sealed' then made.sealed := (d -> 'value')::boolean;
    when 'alert' then made.alert_level := gatehouse.log_level(d ->> 'value');
    when 'type' then
      if not (d #> '{value,on}')::boolean then
        -- The seal stays: a mistaken type must not lay open what was said under it.
        made.types := array_remove(made.types, d #>> '{value,code}');
      else
        made.sealed := made.sealed or gatehouse.is_sealed_type(made.event_id, d #>> '{value,code}');
        if d #>> '{value,code}' <> all (made.types) then
          made.types := made.types || (d #>> '{value,code}');
        end if;
      end if;
  end case;
  return made;
end
$$;

create function gatehouse.open_incident(event uuid, first gatehouse.log_fact, opening jsonb) returns public.event_logs
  language plpgsql stable set search_path = ''
as $$
declare
  made public.event_logs;
begin
  made.id := gatehouse.log_row_id(event, 'incident', first.author, first.seq);
  made.event_id := event;
  made.kind := 'incident';
  made.author_id := first.author;
  made.seq := first.seq;
  made.hlc := first.hlc;
  made.incident_author := first.author;
  made.incident_seq := first.seq;
  made.desk := opening #>> '{number,desk}';
  made.desk_no := (opening #>> '{number,no}')::bigint;
  made.logged_at := gatehouse.at_ms(gatehouse.sane_ms(first.at_ms));
  made.occurred_at := coalesce(gatehouse.moment(first.p #> '{said,occurred_ms}'), made.logged_at);
  made.late := made.logged_at - made.occurred_at > interval '5 minutes';
  made.types := array(select t.value from jsonb_array_elements_text(coalesce(nullif(opening -> 'types', 'null'), '[]')) with ordinality t
    group by t.value order by min(t.ordinality));
  made.severity := gatehouse.log_severity(opening -> 'severity');
  made.title := coalesce(opening ->> 'title', '');
  made.location := nullif(opening ->> 'place', '');
  made.zone_id := (opening ->> 'zone')::uuid;
  made.sealed := coalesce((opening ->> 'sealed')::boolean, false) or exists (select from unnest(made.types) t
    where gatehouse.is_sealed_type(event, t));
  made.progress := 'logged';
  made.reopened := 0;
  made.changed_at := made.logged_at;
  made.units := '{}';
  made.duplicate_of := '{}';
  return made;
end
$$;

-- Moves an incident on, or back.
create function gatehouse.move_incident(made public.event_logs, progress text, at timestamptz) returns public.event_logs
  language plpgsql immutable set search_path = ''
as $$
declare
  was_open boolean := made.progress not in ('resolved', 'closed');
begin
  made.progress := progress;
  if was_open and progress in ('resolved', 'closed') then
    made.resolved_at := at;
  elsif not was_open and progress not in ('resolved', 'closed') then
    made.reopened := made.reopened + 1;
    made.resolved_at := null;
  end if;
  return made;
end
$$;

-- What a unit does moves an incident forward and takes it off hold, but opens none again. What is said about an open one
-- does not fall below what its units do.
create function gatehouse.take_deed(made public.event_logs, d jsonb, at timestamptz) returns public.event_logs
  language plpgsql stable set search_path = ''
as $$
declare
  other uuid;
begin
  case d ->> 'deed'
    when 'set' then
      made := gatehouse.set_field(made, d);
    when 'move' then
      made := gatehouse.move_incident(made, case when d ->> 'status' in ('on_hold', 'resolved', 'closed') then d ->> 'status'
        else gatehouse.further(d ->> 'status', gatehouse.progress_by_units(made.units)) end, at);
    when 'unit' then
      made.units := made.units || jsonb_build_object(d ->> 'unit', jsonb_build_object('role',
        coalesce(nullif(d ->> 'role', ''), made.units #>> array[d ->> 'unit', 'role'], ''), 'state', d ->> 'state'));
      if d ->> 'state' <> 'clear' and made.progress not in ('resolved', 'closed') then
        made := gatehouse.move_incident(made, case when made.progress = 'on_hold'
          then gatehouse.progress_by_units(made.units)
          else gatehouse.further(made.progress, case d ->> 'state' when 'on_scene' then 'on_scene' else 'dispatched' end) end, at);
      end if;
    when 'link' then
      if d ->> 'link' = 'duplicate_of' then
        other := gatehouse.log_row_id(made.event_id, 'incident', (d #>> '{to,author}')::uuid, (d #>> '{to,seq}')::bigint);
        made.duplicate_of := array_remove(made.duplicate_of, other);
        if (d -> 'on')::boolean and other <> made.id then
          made.duplicate_of := made.duplicate_of || other;
        end if;
      end if;
    else null;
  end case;
  if d ->> 'deed' = 'move' and d ->> 'status' = 'on_scene' or d ->> 'deed' = 'unit' and d ->> 'state' = 'on_scene' then
    made.first_unit_at := least(made.first_unit_at, at);
  end if;
  return made;
end
$$;

-- The row of an incident; null while its opening is not among its entries.
create function gatehouse.fold_incident(event uuid, own gatehouse.record_name, facts gatehouse.log_fact[])
  returns public.event_logs
  language plpgsql stable set search_path = ''
as $$
declare
  made public.event_logs;
  first gatehouse.log_fact;
  fact gatehouse.log_fact;
  weight integer;
  logged timestamptz;
  d jsonb;
begin
  select f.* into first from unnest(facts) f where f.author = own.author and f.seq = own.seq;
  if gatehouse.opening(first.p) is null then
    return null;
  end if;
  made := gatehouse.open_incident(event, first, gatehouse.opening(first.p));
  for fact in select f.* from unnest(facts) f where not f.struck order by f.hlc, f.author, f.seq loop
    logged := gatehouse.at_ms(gatehouse.sane_ms(fact.at_ms));
    weight := gatehouse.weight(fact.p, (fact.author, fact.seq) = (own.author, own.seq));
    if weight > 0 then
      made.acknowledged_at := least(made.acknowledged_at, logged);
    end if;
    if weight > 1 then
      made.changed_at := greatest(made.changed_at, logged);
    end if;
    for d in select e from gatehouse.deeds(fact.p) e loop
      made := gatehouse.take_deed(made, d, coalesce(gatehouse.moment(fact.p #> '{said,occurred_ms}'), logged));
    end loop;
  end loop;

  made.category := made.types[1];
  made.alert_level := coalesce(made.alert_level, gatehouse.log_alert(made.severity, made.types));
  made.status := case when first.struck then 'closed' else gatehouse.log_status(made.progress) end;
  if first.struck then
    select s.at, s.reason into made.struck_at, made.strike_reason from gatehouse.strike_of(event, own.author, own.seq) s;
  end if;
  if made.sealed then
    made.title := 'sealed';
    made.location := null;
    made.reported_by := null;
    made.outcome := null;
    made.strike_reason := case when made.strike_reason is not null then 'sealed' end;
  end if;
  return made;
end
$$;
