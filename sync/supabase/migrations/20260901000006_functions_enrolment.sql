-- How devices come and go.

-- Hexadecimal digits of 256 bits, of which each random id gives 122.
create function gatehouse.random_secret() returns text
  language sql volatile
  return encode(sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid(), gen_random_uuid()), 'UTF8')), 'hex');

create function gatehouse.hash_of(secret text) returns bytea
  language sql immutable
  return sha256(convert_to('gatehouse:' || secret, 'UTF8'));

-- Eight characters that nobody confuses; bytes that would favour some of them are left out.
create function gatehouse.random_code() returns text
  language plpgsql volatile set search_path = ''
as $$
declare
  letters constant text := '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  fair constant integer := 256 - 256 % length(letters);
  code text := '';
  dice bytea;
begin
  while length(code) < 8 loop
    dice := sha256(convert_to(concat(gen_random_uuid(), gen_random_uuid()), 'UTF8'));
    for i in 0..31 loop
      if get_byte(dice, i) < fair and length(code) < 8 then
        code := code || substr(letters, get_byte(dice, i) % length(letters) + 1, 1);
      end if;
    end loop;
  end loop;
  return code;
end
$$;

create function public.create_enrolment_code(
  event_id uuid, role text, name text, checkpoint_id uuid default null, minutes integer default 60
) returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.organizer($1);
  code text := gatehouse.random_code();
  expires timestamptz := now() + least(greatest(coalesce($5, 60), 1), 60 * 24 * 30) * interval '1 minute';
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  if $4 is not null and not exists (select from public.checkpoints c where c.event_id = $1 and c.id = $4) then
    return gatehouse.no('unknown_checkpoint');
  end if;
  insert into public.enrolment_codes (event_id, code_hash, role, name, checkpoint_id, created_by, expires_at)
    values ($1, gatehouse.hash_of(code), coalesce($2, 'gate'), coalesce($3, ''), $4, who.user_id, expires);
  return json_build_object('ok', true, 'code', code, 'expires_ms', gatehouse.ms(expires));
end
$$;

-- One user speaks for one device of an event.
create function gatehouse.bind(device uuid, event uuid, usr uuid) returns void
  language plpgsql set search_path = ''
as $$
begin
  update public.devices d set user_id = null where d.event_id = event and d.user_id = usr and d.id <> device;
  update public.devices d set user_id = usr, last_seen_at = now() where d.id = device;
end
$$;

create function public.enrol(code text, public_key text, info jsonb default '{}') returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  usr uuid := (select auth.uid());
  given public.enrolment_codes;
  known public.devices;
  secret text := gatehouse.random_secret();
  device uuid := gen_random_uuid();
  author uuid := gen_random_uuid();
  called text;
begin
  if usr is null then
    raise exception 'nobody is signed in' using errcode = '42501';
  end if;
  -- People type it with spaces and in small letters.
  select * into given from public.enrolment_codes e
    where e.code_hash = gatehouse.hash_of(upper(regexp_replace(coalesce($1, ''), '[^0-9A-Za-z]', '', 'g')));
  if given.id is null then
    return gatehouse.no('unknown_code');
  end if;
  if $2 is null or $2 !~ '^[0-9a-f]{64}$' then
    return gatehouse.no('bad_key');
  end if;
  -- The counter before the code, in everybody's order.
  perform gatehouse.lock_changes(given.event_id);
  select * into given from public.enrolment_codes e where e.id = given.id for no key update;
  if given.used_at is not null then
    -- The same device again, because the answer was lost: it gets a new secret, nobody else has the old one.
    select d.* into known from public.devices d join public.author_heads a on a.author_id = d.author_id
      where d.id = given.device_id and d.user_id = usr and a.public_key = $2 and a.head = 0 and d.revoked_at is null;
    if known.id is null then
      return gatehouse.no('used_code');
    end if;
    update public.devices d set secret_hash = gatehouse.hash_of(secret) where d.id = known.id;
    device := known.id;
    author := known.author_id;
    called := known.name;
  else
    if given.expires_at <= now() then
      return gatehouse.no('expired_code');
    end if;
    if exists (select from public.author_heads a where a.event_id = given.event_id and a.public_key = $2) then
      return gatehouse.no('bad_key');
    end if;
    -- Where the event was made on the device itself, it has a log already and goes on in it.
    if ($3 ->> 'author') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
      author := ($3 ->> 'author')::uuid;
      if exists (select from public.author_heads a where a.author_id = author) then
        return gatehouse.no('bad_key');
      end if;
    end if;
    called := left(coalesce(nullif(given.name, ''), nullif($3 ->> 'name', ''), 'gate'), 200);
    insert into public.devices (id, event_id, author_id, name, role, checkpoint_id, secret_hash, platform, app_version)
      values (device, given.event_id, author, called, given.role, given.checkpoint_id, gatehouse.hash_of(secret),
        left($3 ->> 'platform', 100), left($3 ->> 'app_version', 100));
    insert into public.author_heads (author_id, event_id, device_id, public_key, name)
      values (author, given.event_id, device, $2, called);
    update public.enrolment_codes e set used_at = now(), device_id = device where e.id = given.id;
    perform gatehouse.bind(device, given.event_id, usr);
  end if;
  return json_build_object('ok', true, 'device', device, 'author', author, 'secret', secret, 'role', given.role,
    'name', called, 'checkpoint', given.checkpoint_id,
    'event', (select e.document from gatehouse.event_documents e where e.id = given.event_id),
    'server_ms', gatehouse.server_ms());
end
$$;

create function public.resume(device_id uuid, secret text) returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  usr uuid := (select auth.uid());
  known public.devices;
begin
  if usr is null then
    raise exception 'nobody is signed in' using errcode = '42501';
  end if;
  select * into known from public.devices d
    where d.id = $1 and d.secret_hash = gatehouse.hash_of(coalesce($2, '')) for no key update;
  if known.id is null then
    return gatehouse.no('unknown_device');
  end if;
  perform gatehouse.bind(known.id, known.event_id, usr);
  if known.revoked_at is not null then
    return json_build_object('ok', false, 'error', 'revoked', 'cutoff', known.revoked_cutoff);
  end if;
  return json_build_object('ok', true, 'event_id', known.event_id, 'author', known.author_id,
    'server_ms', gatehouse.server_ms());
end
$$;

create function public.incarnate(event_id uuid, public_key text, reason text default null) returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
  device public.devices;
  author uuid := gen_random_uuid();
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  if who.device_id is null then
    raise exception 'not a device of this event' using errcode = '42501';
  end if;
  if $2 is null or $2 !~ '^[0-9a-f]{64}$' then
    return gatehouse.no('bad_key');
  end if;
  perform gatehouse.lock_changes($1);
  select * into device from public.devices d where d.id = who.device_id for no key update;
  if device.revoked_at is not null then
    return json_build_object('ok', false, 'error', 'revoked', 'cutoff', device.revoked_cutoff);
  end if;
  if exists (select from public.author_heads a
    where a.author_id = device.author_id and a.public_key = $2 and not a.frozen)
  then
    -- Asked again, because the answer was lost.
    return json_build_object('ok', true, 'author', device.author_id);
  end if;
  if exists (select from public.author_heads a where a.event_id = $1 and a.public_key = $2) then
    return gatehouse.no('bad_key');
  end if;
  update public.author_heads a
    set frozen = true, frozen_reason = coalesce(a.frozen_reason, left(coalesce($3, 'incarnated'), 100))
    where a.author_id = device.author_id and not a.frozen;
  insert into public.author_heads (author_id, event_id, device_id, public_key, name)
    values (author, $1, device.id, $2, device.name);
  update public.devices d set author_id = author where d.id = device.id;
  return json_build_object('ok', true, 'author', author);
end
$$;

-- Records up to `cutoff` stay trusted; what follows was never there for anybody.
create function public.revoke_device(device_id uuid, cutoff bigint default null) returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  event uuid := (select d.event_id from public.devices d where d.id = $1);
  who gatehouse.caller;
  device public.devices;
  until bigint;
begin
  -- Also for a device that does not exist: nobody is an organizer of no event.
  who := gatehouse.organizer(event);
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  perform gatehouse.lock_changes(event);
  perform 1 from public.author_heads a where a.event_id = event order by a.author_id for no key update;
  select * into device from public.devices d where d.id = $1 for no key update;
  until := greatest(coalesce($2, (select a.head from public.author_heads a where a.author_id = device.author_id), 0), 0);
  update public.author_heads a
    set cutoff = until, frozen = true, frozen_reason = coalesce(a.frozen_reason, 'revoked')
    where a.author_id = device.author_id;
  update public.devices d set revoked_at = coalesce(d.revoked_at, now()), revoked_cutoff = until where d.id = device.id;
  insert into public.revocations (event_id, device_id, author_id, cutoff, revoked_by)
    values (event, device.id, device.author_id, until, who.user_id);
  return json_build_object('ok', true, 'cutoff', until);
end
$$;
