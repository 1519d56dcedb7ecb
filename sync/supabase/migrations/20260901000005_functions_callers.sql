-- Who is calling.

create type gatehouse.caller as (
  user_id uuid,
  device_id uuid,
  author_id uuid,                           -- whoever the device writes as
  role text,                                -- of a member
  revoked boolean,
  cutoff bigint
);

-- The signed-in user as a device or member of an event. Raises 42501 for everybody else.
create function gatehouse.caller(event uuid) returns gatehouse.caller
  language plpgsql stable set search_path = ''
as $$
declare
  who gatehouse.caller;
begin
  who.user_id := (select auth.uid());
  select m.role into who.role from public.event_members m where m.event_id = event and m.user_id = who.user_id;
  select d.id, d.author_id, d.revoked_at is not null, d.revoked_cutoff
    into who.device_id, who.author_id, who.revoked, who.cutoff
    from public.devices d where d.event_id = event and d.user_id = who.user_id;
  if who.role is null and who.device_id is null then
    raise exception 'not a member or device of this event' using errcode = '42501';
  end if;
  who.revoked := coalesce(who.revoked, false) and who.role is null;
  return who;
end
$$;

-- The same for what only an organizer may do.
create function gatehouse.organizer(event uuid) returns gatehouse.caller
  language plpgsql stable set search_path = ''
as $$
declare
  who gatehouse.caller := gatehouse.caller(event);
begin
  if not who.revoked and who.role is distinct from 'owner' and who.role is distinct from 'organizer' then
    raise exception 'not an organizer of this event' using errcode = '42501';
  end if;
  return who;
end
$$;

create function gatehouse.revoked(who gatehouse.caller) returns json
  language sql immutable
  return json_build_object('ok', false, 'error', 'revoked', 'cutoff', who.cutoff);

create function gatehouse.no(error text) returns json
  language sql immutable
  return json_build_object('ok', false, 'error', error);

create function gatehouse.server_ms() returns bigint
  language sql stable
  return (extract(epoch from clock_timestamp()) * 1000)::bigint;

-- For the policies: events as arrays, so that a query works them out once and then uses its index.

create function gatehouse.member_events() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(m.event_id), '{}') from public.event_members m where m.user_id = (select auth.uid())
$$;

create function gatehouse.organizer_events() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(m.event_id), '{}') from public.event_members m
    where m.user_id = (select auth.uid()) and m.role in ('owner', 'organizer')
$$;

create function gatehouse.owner_events() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(m.event_id), '{}') from public.event_members m
    where m.user_id = (select auth.uid()) and m.role = 'owner'
$$;

create function gatehouse.device_events() returns uuid[]
  language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(d.event_id), '{}') from public.devices d
    where d.user_id = (select auth.uid()) and d.revoked_at is null
$$;
