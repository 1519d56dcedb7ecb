-- How many are inside: what each author let through each door, and by how many the figure was off.
--
-- Counts are kept by author and door, so that two gates never wait for each other; what a zone holds is added up when it is
-- asked for. A clicker only counts upwards: of what an author clicked at a door the greatest figures count.

-- What a zone holds as far as the store knows: in through its doors and out again, what left through doors into other
-- zones, and what recounts found.
create view public.zone_occupancy with (security_invoker = true) as
  with way as (
    select k.event_id, k.zone_id, c.scanned_in + c.clicked_in as entries, c.scanned_out + c.clicked_out as exits,
      0::bigint as difference, c.changed_at
    from public.door_counts c
    join public.checkpoints k on k.event_id = c.event_id and k.id = c.checkpoint_id
    union all
    select s.event_id, s.from_zone_id, c.scanned_out + c.clicked_out, c.scanned_in + c.clicked_in, 0, c.changed_at
    from public.door_counts c
    join public.door_sides s on s.event_id = c.event_id and s.checkpoint_id = c.checkpoint_id
    union all
    select r.event_id, r.zone_id, 0, 0, r.difference, r.changed_at from public.recounts r
  )
  select z.event_id, z.id as zone_id, z.name, z.capacity, coalesce(sum(w.entries), 0)::bigint as entries,
    coalesce(sum(w.exits), 0)::bigint as exits, coalesce(sum(w.difference), 0)::bigint as recounted,
    coalesce(sum(w.entries - w.exits + w.difference), 0)::bigint as known, max(w.changed_at) as changed_at
  from public.zones z
  left join way w on w.event_id = z.event_id and w.zone_id = z.id
  group by z.event_id, z.id;
revoke all on public.zone_occupancy from public, anon, authenticated;
grant select on public.zone_occupancy to authenticated, service_role;

create index event_analytics_occupancy on public.event_analytics (event_id, (dimensions ->> 'zone'), measured_at desc)
  where metric = 'occupancy';

-- Once a minute, writes down what the zones hold where that is another figure than the last one. Whoever finds somebody
-- else at it leaves it to him: nobody waits, and the next one comes soon.
create function gatehouse.sample_occupancy(event uuid) returns void
  language plpgsql set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  if not exists (select from public.event_analytics a
      where a.event_id = event and a.metric = 'occupancy' and a.measured_at > now() - interval '1 minute')
    and pg_try_advisory_xact_lock(hashtextextended('gatehouse.occupancy ' || event, 0))
  then
    insert into public.event_analytics (event_id, metric, value, dimensions)
      select event, 'occupancy', o.known, jsonb_build_object('zone', o.zone_id)
      from public.zone_occupancy o
      left join lateral (select a.value from public.event_analytics a
        where a.event_id = event and a.metric = 'occupancy' and a.dimensions ->> 'zone' = o.zone_id::text
        order by a.measured_at desc limit 1) a on true
      where o.event_id = event and o.known <> coalesce(a.value, 0);
  end if;
end
$$;

create function gatehouse.follow_counts() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform gatehouse.sample_occupancy(a.event_id) from (select distinct a.event_id from arrived a) a;
  return null;
end
$$;
create trigger sample_new after insert on public.door_counts referencing new table as arrived
  for each statement execute function gatehouse.follow_counts();
create trigger sample_changed after update on public.door_counts referencing new table as arrived
  for each statement execute function gatehouse.follow_counts();
create trigger sample_new after insert on public.recounts referencing new table as arrived
  for each statement execute function gatehouse.follow_counts();

-- Passes came or went. Practice and what was taken back do not count.
create function gatehouse.count_passes() returns trigger
  language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  passes public.door_counts[];
begin
  case tg_op
    when 'INSERT' then
      passes := array(select row(a.event_id, a.checkpoint_id, a.author_id, count(*) filter (where a.direction = 'in'),
          count(*) filter (where a.direction = 'out'), 0, 0, now())::public.door_counts
        from arrived a where a.undone_at is null and not a.rehearsal
        group by a.event_id, a.checkpoint_id, a.author_id);
    when 'DELETE' then
      passes := array(select row(g.event_id, g.checkpoint_id, g.author_id, -count(*) filter (where g.direction = 'in'),
          -count(*) filter (where g.direction = 'out'), 0, 0, now())::public.door_counts
        from gone g where g.undone_at is null and not g.rehearsal
        group by g.event_id, g.checkpoint_id, g.author_id);
    else
      passes := array(select row(p.event_id, p.checkpoint_id, p.author_id,
          coalesce(sum(p.sign) filter (where p.direction = 'in'), 0),
          coalesce(sum(p.sign) filter (where p.direction = 'out'), 0), 0, 0, now())::public.door_counts
        from (
          select a.event_id, a.checkpoint_id, a.author_id, a.direction, 1 as sign from arrived a
            where a.undone_at is null and not a.rehearsal
          union all
          select g.event_id, g.checkpoint_id, g.author_id, g.direction, -1 from gone g
            where g.undone_at is null and not g.rehearsal
        ) p
        group by p.event_id, p.checkpoint_id, p.author_id);
  end case;
  insert into public.door_counts as c (event_id, checkpoint_id, author_id, scanned_in, scanned_out)
    select p.event_id, p.checkpoint_id, p.author_id, p.scanned_in, p.scanned_out
    from unnest(passes) p
    -- The passes of an event that is itself deleted leave nothing.
    where (p.scanned_in, p.scanned_out) <> (0, 0) and exists (select from public.events e where e.id = p.event_id)
    order by p.event_id, p.checkpoint_id, p.author_id
    on conflict (event_id, checkpoint_id, author_id) do update
      set scanned_in = c.scanned_in + excluded.scanned_in, scanned_out = c.scanned_out + excluded.scanned_out,
        changed_at = now();
  return null;
end
$$;
create trigger count_new after insert on public.check_ins referencing new table as arrived
  for each statement execute function gatehouse.count_passes();
create trigger count_changed after update on public.check_ins referencing old table as gone new table as arrived
  for each statement execute function gatehouse.count_passes();
create trigger count_gone after delete on public.check_ins referencing old table as gone
  for each statement execute function gatehouse.count_passes();

-- What was clicked. What comes in can only raise a figure; when trust was taken back, all that the authors clicked is
-- looked at again.
create function gatehouse.project_clicks(event uuid, names gatehouse.record_name[], grown boolean) returns void
  language plpgsql
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
begin
  if not grown then
    update public.door_counts c set clicked_in = 0, clicked_out = 0, changed_at = now()
      where c.event_id = event and c.author_id in (select n.author from unnest(names) n)
        and (c.clicked_in, c.clicked_out) <> (0, 0);
    names := array(
      select row(r.author_id, r.seq)::gatehouse.record_name from public.records r
        where r.author_id in (select n.author from unnest(names) n)
          and (r.kind = 6 or r.quoted_forked and r.quoted_kind = 6)
      union
      select row(r.quoted_author, r.quoted_seq)::gatehouse.record_name from public.records r
        where r.quoted_author in (select n.author from unnest(names) n) and r.quoted_author is not null
          and not r.quoted_forked and r.quoted_kind = 6);
  end if;
  insert into public.door_counts as c (event_id, checkpoint_id, author_id, clicked_in, clicked_out)
    select event, (e.payload ->> 'door')::uuid, e.author, max((e.payload ->> 'entries')::bigint),
      max((e.payload ->> 'exits')::bigint)
    from gatehouse.told(event, names, 6) e
    where gatehouse.count_flaw(6, e.payload, e.payload::text) is null
    group by 2, 3
    order by 2, 3
    on conflict (event_id, checkpoint_id, author_id) do update
      set clicked_in = greatest(c.clicked_in, excluded.clicked_in), clicked_out = greatest(c.clicked_out, excluded.clicked_out),
        changed_at = now()
      where excluded.clicked_in > c.clicked_in or excluded.clicked_out > c.clicked_out;
end
$$;

create function gatehouse.project_recounts(event uuid, names gatehouse.record_name[]) returns void
  language plpgsql
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
declare
  found gatehouse.telling[] := array(select e from gatehouse.told(event, names, 7) e
    where gatehouse.count_flaw(7, e.payload, e.payload::text) is null);
begin
  delete from public.recounts r using unnest(names) n
    where r.event_id = event and r.author_id = n.author and r.seq = n.seq
      and not exists (select from unnest(found) e where e.author = n.author and e.seq = n.seq);
  insert into public.recounts (event_id, author_id, seq, zone_id, difference, reason, recounted_at)
    select event, e.author, e.seq, (e.payload ->> 'zone')::uuid, (e.payload ->> 'by')::bigint, coalesce(e.payload ->> 'reason', ''),
      gatehouse.at_ms(gatehouse.sane_ms(e.at_ms))
    from unnest(found) e
    on conflict do nothing;
end
$$;

-- Devices are heard when nobody passes, too: what changed within the last minute is written down by then.
create or replace function public.heartbeat(
  event_id uuid, vector jsonb default '{}', queue bigint default null, clock_ms bigint default null,
  version text default null
) returns json
  language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
  log public.author_heads;
  now_ms bigint := gatehouse.server_ms();
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  if who.device_id is not null then
    update public.devices d
      set last_seen_at = now(), queue = greatest($3, 0),
        clock_offset_ms = gatehouse.sane_ms($4) - now_ms, app_version = coalesce(left($5, 100), d.app_version)
      where d.id = who.device_id;
    select * into log from public.author_heads a where a.author_id = who.author_id;
  end if;
  perform gatehouse.sample_occupancy($1);
  return json_build_object('ok', true, 'server_ms', now_ms, 'head', coalesce(log.head, 0),
    'rolled_back', coalesce(log.head > gatehouse.held($2, log.author_id), false),
    'frozen', coalesce(log.frozen, false));
end
$$;
