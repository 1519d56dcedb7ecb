-- What records say. Strict in what counts: a scan that a gate passes over must not count here either.

create function gatehouse.le4(bytes bytea, place integer) returns bigint
  language sql immutable parallel safe
  return get_byte(bytes, place)::bigint | (get_byte(bytes, place + 1)::bigint << 8)
    | (get_byte(bytes, place + 2)::bigint << 16) | (get_byte(bytes, place + 3)::bigint << 24);

-- Little endian; what is unsigned and 2^63 or more comes out negative.
create function gatehouse.le8(bytes bytea, place integer) returns bigint
  language sql immutable parallel safe
  return gatehouse.le4(bytes, place) | (gatehouse.le4(bytes, place + 4) << 32);

create function gatehouse.uuid_at(bytes bytea, place integer) returns uuid
  language sql immutable parallel safe
  return encode(substr(bytes, place + 1, 16), 'hex')::uuid;

-- Times that a broken clock tells are moved to where a calendar has them.
create function gatehouse.sane_ms(ms numeric) returns bigint
  language sql immutable parallel safe
  return least(greatest(ms, -62135596800000), 253402300799000)::bigint;

create function gatehouse.base64(bytes bytea) returns text
  language sql immutable parallel safe
  return translate(encode(bytes, 'base64'), E'\n', '');

-- Null for what is no Base64 of the standard alphabet.
create function gatehouse.from_base64(text text) returns bytea
  language sql immutable parallel safe
  return case when text ~ '^[A-Za-z0-9+/]*={0,2}$' and length(text) % 4 = 0 then decode(text, 'base64') end;

-- The text of a payload that can be stored as jsonb; null when there is none. jsonb has no place for the character 0,
-- which JSON can name: it becomes the one that stands for something unreadable.
create function gatehouse.readable(payload text) returns text
  language plpgsql immutable set search_path = ''
as $$
declare
  mended text := payload;
begin
  if payload like '%\\u0000%' then
    mended := regexp_replace(payload, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g');
  end if;
  perform mended::jsonb;
  return mended;
exception when others then
  return null;
end
$$;

create function gatehouse.readable(payload bytea) returns text
  language plpgsql immutable set search_path = ''
as $$
begin
  return gatehouse.readable(convert_from(payload, 'UTF8'));
exception when others then
  return null;
end
$$;

create function gatehouse.is_id(value jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(jsonb_typeof(value) = 'string'
    and value #>> '{}' ~* '^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})$', false);

create function gatehouse.is_whole(value jsonb, lowest numeric, highest numeric) returns boolean
  language sql immutable parallel safe
  return case when jsonb_typeof(value) = 'number' and value #>> '{}' ~ '^-?[0-9]{1,30}$'
    then (value #>> '{}')::numeric between lowest and highest else false end;

create function gatehouse.is_absent(value jsonb) returns boolean
  language sql immutable parallel safe
  return value is null or value = 'null';

create function gatehouse.is_text(value jsonb) returns boolean
  language sql immutable parallel safe
  return coalesce(jsonb_typeof(value) = 'string', false);

-- Whether an object has one of these keys twice: jsonb would quietly take the last.
create function gatehouse.repeats(object json, keys text[]) returns boolean
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return exists (select from json_object_keys(object) k where k = any (keys) group by k having count(*) > 1);
end
$$;

-- The functions below tell what keeps a payload from being read; null: nothing. Written as procedures, because a payload
-- that is an argument of an inlined expression would be parsed again for each of its fields.

-- Whether a key is twice in it is asked of a whole batch elsewhere.
create function gatehouse.scan_flaw(p jsonb) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  -- As all sound scans look, in one go; the rest is for those that do not.
  if p @@ '$.type() == "object" && $.checkpoint like_regex "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    && $.zone like_regex "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    && $.credential like_regex "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    && ($.direction == "in" || $.direction == "out")
    && $.verdict.type() == "string" && $.source.type() == "string" && $.basis.type() == "string"
    && $.rehearsal.type() == "boolean" && $.rule.type() == "number" && $.product.type() == "number"
    && $.generation.type() == "number" && !exists($.invalid)'
    and p ->> 'rule' ~ '^[0-9]{1,2}$' and p ->> 'product' ~ '^[0-9]{1,4}$' and p ->> 'generation' ~ '^[0-9]{1,2}$'
  then
    return null;
  end if;
  return case
    when p is null then 'not JSON'
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when not gatehouse.is_id(p -> 'checkpoint') then 'checkpoint'
    when not gatehouse.is_text(p -> 'direction') or p ->> 'direction' not in ('in', 'out') then 'direction'
    when not (gatehouse.is_absent(p -> 'credential') or gatehouse.is_id(p -> 'credential')) then 'credential'
    when not (gatehouse.is_absent(p -> 'product') or gatehouse.is_whole(p -> 'product', 0, 65535)) then 'product'
    when not (gatehouse.is_absent(p -> 'generation') or gatehouse.is_whole(p -> 'generation', 0, 255))
      then 'generation'
    when not gatehouse.is_text(p -> 'verdict') then 'verdict'
    when not gatehouse.is_whole(p -> 'rule', 0, 255) then 'rule'
    when not (gatehouse.is_absent(p -> 'invalid') or gatehouse.is_text(p -> 'invalid')) then 'invalid'
    when not gatehouse.is_text(p -> 'source') then 'source'
    when not (gatehouse.is_absent(p -> 'basis') or gatehouse.is_text(p -> 'basis')) then 'basis'
    when coalesce(jsonb_typeof(p -> 'rehearsal'), '') <> 'boolean' then 'rehearsal'
    when not (gatehouse.is_absent(p -> 'zone') or gatehouse.is_id(p -> 'zone')) then 'zone'
  end;
end
$$;

create function gatehouse.scan_keys() returns text[]
  language sql immutable parallel safe
  return array['checkpoint', 'direction', 'credential', 'product', 'generation', 'verdict', 'rule', 'invalid', 'source',
    'basis', 'rehearsal', 'zone'];

-- Another record's name.
create function gatehouse.name_flaw(p jsonb, body json) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when coalesce(jsonb_typeof(p), '') <> 'object' then 'no name'
    when not gatehouse.is_id(p -> 'author') then 'author'
    when not gatehouse.is_whole(p -> 'seq', 0, 9223372036854775807) then 'seq'
    when gatehouse.repeats(body, array['author', 'seq']) then 'a key twice'
  end;
end
$$;

create function gatehouse.undo_flaw(p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when p is null then 'not JSON'
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when gatehouse.repeats(body::json, array['scan', 'reason']) then 'a key twice'
    when gatehouse.name_flaw(p -> 'scan', body::json -> 'scan') is not null then 'scan'
    when not (gatehouse.is_absent(p -> 'reason') or gatehouse.is_text(p -> 'reason')) then 'reason'
  end;
end
$$;

create function gatehouse.recovered_flaw(p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  return case
    when p is null then 'not JSON'
    when jsonb_typeof(p) <> 'object' then 'not an object'
    when gatehouse.repeats(body::json, array['from', 'wall_ms', 'hlc', 'kind', 'version', 'payload', 'forked'])
      then 'a key twice'
    when gatehouse.name_flaw(p -> 'from', body::json -> 'from') is not null then 'from'
    when not gatehouse.is_whole(p -> 'wall_ms', -9223372036854775808, 9223372036854775807) then 'wall_ms'
    when not gatehouse.is_whole(p -> 'hlc', 0, 18446744073709551615) then 'hlc'
    when not gatehouse.is_whole(p -> 'kind', 0, 65535) then 'kind'
    when not gatehouse.is_whole(p -> 'version', 0, 255) then 'version'
    when not gatehouse.is_text(p -> 'payload') then 'payload'
    when p ? 'forked' and jsonb_typeof(p -> 'forked') <> 'boolean' then 'forked'
  end;
end
$$;

-- By the number of its kind. Kinds that nothing is projected from, and newer forms, have no flaw.
create function gatehouse.flaw(kind integer, version integer, p jsonb, body text) returns text
  language plpgsql immutable parallel safe set search_path = ''
as $$
begin
  if version <> 1 then
    return null;
  end if;
  case kind
    when 3 then return gatehouse.scan_flaw(p);
    when 5 then return gatehouse.undo_flaw(p, body);
    when 21 then return gatehouse.recovered_flaw(p, body);
    else return case when kind between 1 and 20 and p is null then 'not JSON' end;
  end case;
end
$$;
