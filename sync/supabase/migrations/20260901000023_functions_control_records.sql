-- What records of the control room say. As tolerant as the devices: a deed, a field or a setting that is not known here,
-- or cannot be read, is passed over; only what keeps a whole record from being read is a flaw.

create function gatehouse.is_flag(value jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(jsonb_typeof(value) = 'boolean', false);

create function gatehouse.record_name(p jsonb) returns gatehouse.record_name
  language sql immutable parallel safe
  return case when gatehouse.is_name(p)
    then row((p ->> 'author')::uuid, (p ->> 'seq')::bigint)::gatehouse.record_name end;

-- Of a moment in milliseconds; null when it is none.
create function gatehouse.moment(value jsonb) returns timestamptz
  language sql immutable parallel safe
  return case when gatehouse.is_whole(value, -9223372036854775808, 9223372036854775807)
    then gatehouse.at_ms(gatehouse.sane_ms((value #>> '{}')::numeric)) end;

-- Words of the records, in their order.
create function gatehouse.log_severity(value jsonb) returns smallint
  language sql immutable parallel safe
  return case when gatehouse.is_text(value)
    then array_position(array['info', 'minor', 'serious', 'critical'], value #>> '{}')::smallint end;

create function gatehouse.log_level(word text) returns smallint
  language sql immutable parallel safe
  return case word when 'none' then 0 when 'info' then 1 when 'urgent' then 3 when 'emergency' then 5 end::smallint;

-- How far an incident has got, from 1.
create function gatehouse.log_progress(word text) returns integer
  language sql immutable parallel safe
  return array_position(array['logged', 'acknowledged', 'dispatched', 'on_scene', 'on_hold', 'resolved', 'closed'], word);

create function gatehouse.is_texts(value jsonb) returns boolean
  language sql immutable parallel safe
  return case when jsonb_typeof(value) = 'array' then
    not jsonb_path_exists(value, '$[*] ? (@.type() != "string")') else false end;

create function gatehouse.is_opening(d jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(gatehouse.is_text(d #> '{number,desk}') and gatehouse.is_whole(d #> '{number,no}', 0, 4294967295)
    and (gatehouse.is_absent(d -> 'types') or gatehouse.is_texts(d -> 'types'))
    and gatehouse.log_severity(d -> 'severity') is not null
    and (gatehouse.is_absent(d -> 'title') or gatehouse.is_text(d -> 'title'))
    and (gatehouse.is_absent(d -> 'place') or gatehouse.is_text(d -> 'place'))
    and (gatehouse.is_absent(d -> 'zone') or gatehouse.is_id(d -> 'zone'))
    and (gatehouse.is_absent(d -> 'sealed') or gatehouse.is_flag(d -> 'sealed')), false);

create function gatehouse.is_log_field(d jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(case d ->> 'field'
    when 'type' then gatehouse.is_text(d #> '{value,code}') and gatehouse.is_flag(d #> '{value,on}')
    when 'severity' then gatehouse.log_severity(d #> '{value,severity}') is not null
    when 'zone' then gatehouse.is_absent(d -> 'value') or gatehouse.is_id(d -> 'value')
    when 'sealed' then gatehouse.is_flag(d -> 'value')
    when 'alert' then gatehouse.is_absent(d -> 'value') or gatehouse.log_level(d ->> 'value') is not null
    else d ->> 'field' in ('title', 'place', 'reporter', 'outcome') and gatehouse.is_text(d -> 'value') end, false);

create function gatehouse.is_setting(d jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(case d ->> 'setting'
    when 'category' then gatehouse.is_text(d -> 'code') and gatehouse.log_severity(d -> 'severity') is not null
      and (gatehouse.is_absent(d -> 'sealed') or gatehouse.is_flag(d -> 'sealed'))
      and (gatehouse.is_absent(d -> 'hidden') or gatehouse.is_flag(d -> 'hidden'))
    when 'door_from' then gatehouse.is_id(d -> 'door') and (gatehouse.is_absent(d -> 'from') or gatehouse.is_id(d -> 'from'))
    else d ->> 'setting' in ('limit', 'chain', 'playbook', 'door_rate', 'band', 'capacity') end, false);

-- Whether a deed is one that means something here. This and what follows are procedures, because their plans are kept: as
-- expressions they would be worked into every statement that asks, which takes longer to plan than to run.
create function gatehouse.is_deed(d jsonb) returns boolean
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return coalesce(case d ->> 'deed'
    when 'open' then gatehouse.is_opening(d)
    when 'set' then gatehouse.is_log_field(d)
    when 'move' then gatehouse.log_progress(d ->> 'status') is not null
    when 'unit' then gatehouse.is_text(d -> 'unit') and (gatehouse.is_absent(d -> 'role') or gatehouse.is_text(d -> 'role'))
      and d ->> 'state' in ('assigned', 'en_route', 'on_scene', 'clear')
    when 'link' then gatehouse.is_name(d -> 'to') and gatehouse.is_text(d -> 'link') and gatehouse.is_flag(d -> 'on')
    when 'strike' then gatehouse.is_name(d -> 'entry') and gatehouse.is_text(d -> 'reason')
    when 'correct' then gatehouse.is_name(d -> 'entry') and gatehouse.is_text(d -> 'text')
    when 'density' then gatehouse.is_id(d -> 'zone') and gatehouse.is_whole(d -> 'grade', 0, 255)
    when 'configure' then gatehouse.is_setting(d)
    else d ->> 'deed' in ('subject', 'decide', 'escalate', 'heed', 'report', 'read_back', 'tick', 'promise', 'settle',
      'hand_over', 'take', 'withdraw', 'visit', 'letter', 'post', 'share_key', 'system') end, false);
end
$$;

-- The deeds of an entry that mean something here, in their order.
create function gatehouse.deeds(p jsonb) returns setof jsonb
  language plpgsql immutable parallel safe rows 2 set search_path = ''
as $$
declare
  d jsonb;
begin
  if jsonb_typeof(p -> 'deeds') = 'array' then
    for d in select e.value from jsonb_array_elements(p -> 'deeds') e loop
      if gatehouse.is_deed(d) then
        return next d;
      end if;
    end loop;
  end if;
end
$$;

-- The first opening in an entry. One entry opens one incident.
create function gatehouse.opening(p jsonb) returns jsonb
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  -- Asked first: few entries open anything.
  if p @? '$.deeds[*] ? (@.deed == "open")' then
    return (select d from gatehouse.deeds(p) d where d ->> 'deed' = 'open' limit 1);
  end if;
  return null;
end
$$;

-- The incident that an entry belongs to, by the record that opened it.
create function gatehouse.incident_of(author uuid, seq bigint, p jsonb) returns gatehouse.record_name
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case when gatehouse.opening(p) is not null then row(author, seq)::gatehouse.record_name
    else gatehouse.record_name(p -> 'incident') end;
end
$$;

create function gatehouse.entry_flaw(p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when gatehouse.repeats(body::json, array['said', 'incident', 'deeds']) then 'a key twice'
    when not (gatehouse.is_absent(p -> 'said') or jsonb_typeof(p -> 'said') = 'object') then 'said'
    when not (gatehouse.is_absent(p #> '{said,verbatim}') or gatehouse.is_text(p #> '{said,verbatim}')) then 'verbatim'
    when not (gatehouse.is_absent(p #> '{said,occurred_ms}')
      or gatehouse.is_whole(p #> '{said,occurred_ms}', -9223372036854775808, 9223372036854775807)) then 'occurred_ms'
    when not (gatehouse.is_absent(p -> 'incident') or gatehouse.is_name(p -> 'incident')) then 'incident'
    when not (gatehouse.is_absent(p -> 'deeds') or jsonb_typeof(p -> 'deeds') = 'array') then 'deeds'
  end;
end
$$;

-- More people than there are have not come through a door: such figures could not be added up.
create function gatehouse.count_flaw(kind integer, p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when gatehouse.repeats(body::json, array['door', 'entries', 'exits', 'zone', 'by', 'reason']) then 'a key twice'
    when kind = 6 then case
      when not gatehouse.is_id(p -> 'door') then 'door'
      when not gatehouse.is_whole(p -> 'entries', 0, 1000000000000) then 'entries'
      when not gatehouse.is_whole(p -> 'exits', 0, 1000000000000) then 'exits' end
    when not gatehouse.is_id(p -> 'zone') then 'zone'
    when not gatehouse.is_whole(p -> 'by', -1000000000000, 1000000000000) then 'by'
    when not (gatehouse.is_absent(p -> 'reason') or gatehouse.is_text(p -> 'reason')) then 'reason'
  end;
end
$$;

create function gatehouse.anomaly_flaw(p jsonb) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when not gatehouse.is_text(p -> 'rule') then 'rule'
    when not gatehouse.is_text(p -> 'key') then 'key'
    when gatehouse.log_severity(p -> 'severity') is null then 'severity'
  end;
end
$$;

create function gatehouse.message_flaw(p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when gatehouse.repeats(body::json, array['incident', 'level', 'trigger', 'text']) then 'a key twice'
    when not (gatehouse.is_absent(p -> 'incident') or gatehouse.is_name(p -> 'incident')) then 'incident'
    when gatehouse.log_level(p ->> 'level') is null then 'level'
    when not gatehouse.is_text(p -> 'trigger') then 'trigger'
    when not gatehouse.is_text(p -> 'text') then 'text'
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
  if p is null and kind between 1 and 20 then
    return 'not JSON';
  end if;
  case kind
    when 3 then return gatehouse.scan_flaw(p);
    when 5 then return gatehouse.undo_flaw(p, body);
    when 6, 7 then return gatehouse.count_flaw(kind, p, body);
    when 8 then return gatehouse.anomaly_flaw(p);
    when 9 then return gatehouse.entry_flaw(p, body);
    when 16, 17 then return gatehouse.show_flaw(kind, p, body);
    when 18 then return gatehouse.message_flaw(p, body);
    when 21 then return gatehouse.recovered_flaw(p, body);
    else return null;
  end case;
end
$$;

-- What came before this was known.
update public.records r set projection_error = gatehouse.flaw(r.kind, r.version, r.payload, r.payload::text)
  where r.kind in (6, 7, 8, 9, 18) and r.projection_error is null
    and gatehouse.flaw(r.kind, r.version, r.payload, r.payload::text) is not null;
update public.records r set projection_error = gatehouse.flaw(r.quoted_kind, 1, r.quoted_payload, r.quoted_payload::text)
  where r.quoted_kind in (6, 7, 8, 9, 18) and r.projection_error is null and r.payload ->> 'version' = '1'
    and gatehouse.flaw(r.quoted_kind, 1, r.quoted_payload, r.quoted_payload::text) is not null;

-- The facts of some kinds that an author's records in a range tell of, whoever's they are.
create function gatehouse.facts_told(author uuid, after bigint, until bigint, kinds integer[])
  returns gatehouse.record_name[]
  language sql stable set search_path = ''
as $$
  select array_agg(distinct case
      when r.quoted_author is not null and not r.quoted_forked
        then row(r.quoted_author, r.quoted_seq)::gatehouse.record_name
      else row(r.author_id, r.seq)::gatehouse.record_name end)
  from public.records r
  where r.author_id = author and r.seq > after and r.seq <= until and r.projection_error is null and r.version = 1
    and (r.kind = any (kinds) or r.quoted_kind = any (kinds) and r.payload ->> 'version' = '1')
$$;

-- The row of `event_logs` that follows from a record.
create function gatehouse.log_row_id(event uuid, kind text, author uuid, seq bigint) returns uuid
  language sql immutable parallel safe
  return md5(event::text || kind || author::text || seq::text)::uuid;
