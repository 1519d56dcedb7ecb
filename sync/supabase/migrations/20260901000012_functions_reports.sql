-- What people look at.

create function public.fleet(event_id uuid) returns json
  language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  return json_build_object('ok', true, 'devices', (
    select coalesce(json_agg(json_build_object(
        'device', d.id, 'name', d.name, 'role', d.role, 'author', d.author_id, 'head', coalesce(a.head, 0),
        'queue', d.queue, 'last_seen_ms', gatehouse.ms(d.last_seen_at), 'clock_offset_ms', d.clock_offset_ms,
        'version', d.app_version, 'revoked', d.revoked_at is not null, 'frozen', coalesce(a.frozen, false))
      order by d.name, d.id), '[]')
    from public.devices d left join public.author_heads a on a.author_id = d.author_id
    where d.event_id = $1));
end
$$;

create function public.conflicts(event_id uuid) returns json
  language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  return json_build_object('ok', true, 'conflicts', (
    select coalesce(json_agg(to_json(c) order by c.loser_at desc, c.loser_author, c.loser_seq), '[]')
    from public.admission_conflicts c where c.event_id = $1));
end
$$;

-- Aggregates for the organizer. Practice and what was taken back do not count.
create function public.report(event_id uuid) returns json
  language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.organizer($1);
  answer json;
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  with
    pass as materialized (
      select c.checkpoint_id, c.direction, c.product, c.credential_id, c.attendee_id, c.checked_in_at
      from public.check_ins c where c.event_id = $1 and c.undone_at is null and not c.rehearsal
    ),
    refused as materialized (
      select (r.payload ->> 'checkpoint')::uuid as checkpoint_id, left(r.payload ->> 'verdict', 40) as verdict,
        count(*) as scans
      from public.records r
      join public.author_heads a on a.author_id = r.author_id and r.seq <= coalesce(a.cutoff, r.seq)
      where r.event_id = $1 and r.kind = 3 and r.projection_error is null and r.version = 1
        and r.payload ->> 'verdict' not in ('admit', 'exit') and not (r.payload ->> 'rehearsal')::boolean
      group by 1, 2
    ),
    at_checkpoint as (
      select p.checkpoint_id, count(*) filter (where p.direction = 'in') as entries,
        count(*) filter (where p.direction = 'out') as exits
      from pass p group by 1
    )
  select json_build_object(
      'ok', true,
      'totals', json_build_object(
        'tickets', (select count(*) from public.tickets t where t.event_id = $1 and not t.rehearsal),
        'valid', (select count(*) from public.tickets t
          where t.event_id = $1 and not t.rehearsal and t.status = 'valid'),
        'admitted', (select count(distinct p.credential_id) from pass p where p.direction = 'in'),
        'entries', (select count(*) from pass p where p.direction = 'in'),
        'exits', (select count(*) from pass p where p.direction = 'out'),
        'refused', (select coalesce(sum(r.scans), 0) from refused r),
        'undone', (select count(*) from public.check_ins c where c.event_id = $1 and c.undone_at is not null),
        'conflicts', (select count(*) from public.admission_conflicts c where c.event_id = $1),
        'records', (select coalesce(sum(a.head), 0) from public.author_heads a where a.event_id = $1),
        'projection_errors', (select count(*) from public.records r
          where r.event_id = $1 and r.projection_error is not null)),
      'products', (
        select coalesce(json_agg(json_build_object('number', t.number, 'name', t.name,
            'tickets', coalesce(n.tickets, 0), 'admitted', coalesce(e.admitted, 0)) order by t.number), '[]')
        from public.ticket_types t
        left join (select t.ticket_type_id, count(*) as tickets from public.tickets t
          where t.event_id = $1 and not t.rehearsal group by 1) n on n.ticket_type_id = t.id
        left join (select p.product, count(distinct p.credential_id) as admitted from pass p
          where p.direction = 'in' group by 1) e on e.product = t.number
        where t.event_id = $1),
      'checkpoints', (
        select coalesce(json_agg(json_build_object('checkpoint', k.id, 'name', k.name,
            'entries', coalesce(p.entries, 0), 'exits', coalesce(p.exits, 0),
            'refused', coalesce((select sum(r.scans) from refused r where r.checkpoint_id = k.id), 0))
          order by k.position, k.name), '[]')
        from public.checkpoints k left join at_checkpoint p on p.checkpoint_id = k.id
        where k.event_id = $1),
      'zones', (
        select coalesce(json_agg(json_build_object('zone', z.id, 'name', z.name, 'capacity', z.capacity,
            'inside', (select count(*) from public.presence s
              where s.event_id = $1 and s.zone_id = z.id and s.inside)) order by z.name), '[]')
        from public.zones z where z.event_id = $1),
      'refusals', (
        select coalesce(json_object_agg(r.verdict, r.scans), '{}')
        from (select r.verdict, sum(r.scans) as scans from refused r group by 1) r),
      'hours', (
        select coalesce(json_agg(json_build_object('hour_ms', gatehouse.ms(h.hour), 'entries', h.entries,
            'exits', h.exits) order by h.hour), '[]')
        from (select date_trunc('hour', p.checked_in_at) as hour, count(*) filter (where p.direction = 'in') as entries,
            count(*) filter (where p.direction = 'out') as exits
          from pass p group by 1) h))
    into answer;
  return answer;
end
$$;
