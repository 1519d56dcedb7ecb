-- Who may what. Nothing by default.
--
-- `anon` sees nothing. A device sees what its event's screens need and writes through functions only. Members see their
-- events; owners and organizers edit the ordinary tables, viewers do not. The logs and what follows from them are written
-- by functions alone. The owner of the tables runs those functions and must be able to pass row level security by
-- (superuser or `bypassrls`), because it is forced.

-- Supabase grants every new object in `public` to the API's roles, and Postgres every new function to everybody.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke all on functions from anon, authenticated;
alter default privileges revoke execute on functions from public;

revoke all on schema gatehouse from public, anon;
revoke all on all tables in schema gatehouse from public, anon, authenticated;
revoke all on all functions in schema gatehouse from public, anon, authenticated;
grant usage on schema gatehouse to authenticated, service_role;

do $$
declare
  -- sees: members (m), devices (d). edits: organizers (o), owners (w), nobody but functions (-).
  rule record;
  reads text;
  edits text;
begin
  for rule in
    select * from (values
      ('events', 'id', 'md', 'o'),
      ('venues', 'event_id', 'md', 'o'),
      ('ticket_types', 'event_id', 'md', 'o'),
      ('orders', 'event_id', 'm', 'o'),
      ('attendees', 'event_id', 'md', 'o'),
      ('tickets', 'event_id', 'md', 'o'),
      ('check_ins', 'event_id', 'md', '-'),
      ('sessions', 'event_id', 'md', 'o'),
      ('speakers', 'event_id', 'md', 'o'),
      ('sponsors', 'event_id', 'md', 'o'),
      ('run_of_show', 'event_id', 'md', 'o'),
      ('event_logs', 'event_id', 'md', 'o'),
      ('staff', 'event_id', 'm', 'o'),
      ('tasks', 'event_id', 'm', 'o'),
      ('event_messages', 'event_id', 'm', 'o'),
      ('event_analytics', 'event_id', 'm', 'o'),
      ('zones', 'event_id', 'md', 'o'),
      ('checkpoints', 'event_id', 'md', 'o'),
      ('signing_keys', 'event_id', 'md', 'o'),
      ('event_members', 'event_id', 'm', 'w'),
      ('devices', 'event_id', 'm', '-'),
      ('enrolment_codes', 'event_id', 'm', '-'),
      ('author_heads', 'event_id', 'md', '-'),
      ('records', 'event_id', 'm', '-'),
      ('forked_records', 'event_id', 'm', '-'),
      ('revocations', 'event_id', 'm', '-'),
      ('admission_conflicts', 'event_id', 'md', '-'),
      ('undos', 'event_id', 'm', '-'),
      ('presence', 'event_id', 'md', '-'),
      ('event_changes', 'event_id', '', '-'),
      ('change_marks', 'event_id', '', '-'),
      ('tombstones', 'event_id', '', '-'),
      ('snapshots', 'event_id', '', '-'),
      ('snapshot_chunks', 'event_id', '', '-')) as t (name, key, sees, edits)
  loop
    execute format('alter table public.%I enable row level security', rule.name);
    execute format('alter table public.%I force row level security', rule.name);
    execute format('revoke all on public.%I from public, anon, authenticated', rule.name);
    execute format('grant all on public.%I to service_role', rule.name);

    reads := concat_ws(' or ',
      case when rule.sees like '%m%' then format('%I = any ((select gatehouse.member_events())::uuid[])', rule.key) end,
      case when rule.sees like '%d%' then format('%I = any ((select gatehouse.device_events())::uuid[])', rule.key) end);
    if reads <> '' then
      if rule.name not in ('devices', 'enrolment_codes') then
        execute format('grant select on public.%I to authenticated', rule.name);
      end if;
      execute format('create policy see on public.%I for select to authenticated using (%s)', rule.name, reads);
    end if;

    edits := format('%I = any ((select gatehouse.%s_events())::uuid[])', rule.key,
      case rule.edits when 'w' then 'owner' else 'organizer' end);
    if rule.edits in ('o', 'w') then
      execute format('grant insert, update, delete on public.%I to authenticated', rule.name);
      execute format('create policy edit on public.%I for update to authenticated using (%s) with check (%2$s)',
        rule.name, edits);
      execute format('create policy remove on public.%I for delete to authenticated using (%s)', rule.name, edits);
      if rule.name <> 'events' then
        execute format('create policy add on public.%I for insert to authenticated with check (%s)', rule.name, edits);
      end if;
    end if;
  end loop;
end
$$;

-- Events begin with `publish`, which makes their owner.
revoke insert on public.events from authenticated;
-- All but the secrets.
grant select (id, event_id, user_id, author_id, name, role, checkpoint_id, platform, app_version, enrolled_at,
  last_seen_at, queue, clock_offset_ms, revoked_at, revoked_cutoff) on public.devices to authenticated;
grant select (id, event_id, role, name, checkpoint_id, created_by, created_at, expires_at, used_at, device_id)
  on public.enrolment_codes to authenticated;

-- The functions of the protocol, one by one.
do $$
declare
  name text;
begin
  foreach name in array array[
    'enrol(text, text, jsonb)',
    'resume(uuid, text)',
    'incarnate(uuid, text, text)',
    'ingest(uuid, uuid, bigint, jsonb)',
    'pull(uuid, jsonb, integer)',
    'pull_master(uuid, text, integer)',
    'snapshot(uuid, boolean)',
    'snapshot_chunk(uuid, text, integer)',
    'heartbeat(uuid, jsonb, bigint, bigint, text)',
    'fleet(uuid)',
    'conflicts(uuid)',
    'report(uuid)',
    'publish(uuid, jsonb)',
    'create_enrolment_code(uuid, text, text, uuid, integer)',
    'revoke_device(uuid, bigint)']
  loop
    execute format('revoke all on function public.%s from public, anon', name);
    execute format('grant execute on function public.%s to authenticated, service_role', name);
  end loop;
end
$$;
-- What the policies call.
grant execute on function gatehouse.member_events(), gatehouse.organizer_events(), gatehouse.owner_events(),
  gatehouse.device_events() to authenticated;
-- What a check calls.
grant execute on function gatehouse.is_time_zone(text) to authenticated, service_role;

-- Live screens, where the project has Supabase's Realtime.
do $$
begin
  if exists (select from pg_publication p where p.pubname = 'supabase_realtime') then
    alter publication supabase_realtime add table public.check_ins, public.admission_conflicts, public.event_logs,
      public.run_of_show, public.event_messages;
  end if;
end
$$;
