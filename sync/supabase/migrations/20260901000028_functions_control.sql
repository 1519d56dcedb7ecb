-- Messages of the control room, and what sets everything of it off.

-- A message goes into the outbox once, however often its record is told: it has the record's name. What is no longer
-- trusted is taken out again while nobody has tried to send it; what was sent stays.
create function gatehouse.project_messages(event uuid, names gatehouse.record_name[]) returns void
  language plpgsql
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
declare
  found gatehouse.telling[] := array(select e from gatehouse.told(event, names, 18) e
    where gatehouse.message_flaw(e.payload, e.payload::text) is null);
begin
  delete from public.event_messages m
    where m.event_id = event and m.status = 'queued' and m.attempts = 0 and m.dedupe_key = any (array(
      select gatehouse.name_text(n.author, n.seq)
      from (select n.author, n.seq from unnest(names) n except select e.author, e.seq from unnest(found) e) n));
  insert into public.event_messages (event_id, channel, trigger, recipient, body, level, payload, dedupe_key)
    select event, v.incident_channel, 'incident', v.incident_recipient, e.payload ->> 'text', e.payload ->> 'level',
      jsonb_strip_nulls(jsonb_build_object('level', e.payload -> 'level', 'text', e.payload -> 'text',
        'trigger', e.payload -> 'trigger', 'at_ms', gatehouse.sane_ms(e.at_ms), 'author', e.author, 'seq', e.seq,
        'device', a.name, 'incident', n.id, 'incident_number', l.incident_number)),
      gatehouse.name_text(e.author, e.seq)
    from unnest(found) e
    join public.events v on v.id = event
    left join public.author_heads a on a.author_id = e.author
    cross join lateral (select gatehouse.log_row_id(event, 'incident', (e.payload #>> '{incident,author}')::uuid,
      (e.payload #>> '{incident,seq}')::bigint) as id offset 0) n
    left join public.event_logs l on l.id = n.id
    on conflict do nothing;
end
$$;

-- How long the outbox is, for each event and channel.
create view public.message_queue with (security_invoker = true) as
  select m.event_id, m.channel, count(*) filter (where m.status = 'queued') as queued,
    count(*) filter (where m.status in ('queued', 'failed') and m.next_attempt_at <= now()) as due,
    count(*) filter (where m.status = 'sending') as sending, count(*) filter (where m.status = 'failed') as failed,
    count(*) filter (where m.status = 'dead') as dead, count(*) filter (where m.status = 'sent') as sent,
    min(m.created_at) filter (where m.status in ('queued', 'sending', 'failed')) as oldest_at
  from public.event_messages m
  group by m.event_id, m.channel;

-- What could not be delivered, and why.
create view public.dead_messages with (security_invoker = true) as
  select m.id, m.event_id, m.channel, m.trigger, m.level, m.recipient, m.subject, m.body, m.payload, m.attempts, m.last_error,
    m.created_at, m.updated_at
  from public.event_messages m where m.status = 'dead';

revoke all on public.message_queue, public.dead_messages from public, anon, authenticated;
grant select on public.message_queue, public.dead_messages to authenticated, service_role;

create function gatehouse.project_control(event uuid, author uuid, after bigint, until bigint, grown boolean) returns void
  language plpgsql set search_path = ''
as $$
declare
  kinds integer[];
begin
  select array_agg(distinct coalesce(r.quoted_kind, r.kind)) into kinds from public.records r
    where r.author_id = author and r.seq > after and r.seq <= until and r.projection_error is null
      and (r.kind in (6, 7, 8, 9, 18) or r.quoted_kind in (6, 7, 8, 9, 18));
  if kinds is null then
    return;
  end if;
  if 9 = any (kinds) then
    perform gatehouse.project_log(event, gatehouse.facts_told(author, after, until, '{9}'));
  end if;
  if 8 = any (kinds) then
    perform gatehouse.project_anomalies(event, gatehouse.facts_told(author, after, until, '{8}'));
  end if;
  if 6 = any (kinds) then
    perform gatehouse.project_clicks(event, gatehouse.facts_told(author, after, until, '{6}'), grown);
  end if;
  if 7 = any (kinds) then
    perform gatehouse.project_recounts(event, gatehouse.facts_told(author, after, until, '{7}'));
  end if;
  if 18 = any (kinds) then
    perform gatehouse.project_messages(event, gatehouse.facts_told(author, after, until, '{18}'));
  end if;
end
$$;

-- An author's trusted part grew or shrank. Called behind `follow_cutoff`, which takes all heads: whoever has the log to
-- himself must not wait for a head any more.
create function gatehouse.follow_log() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  before bigint := least(coalesce(old.cutoff, old.head), old.head);
  after bigint := least(coalesce(new.cutoff, new.head), new.head);
begin
  if before <> after then
    perform gatehouse.project_control(new.event_id, new.author_id, least(before, after), greatest(before, after),
      after > before);
  end if;
  return null;
end
$$;
create trigger follow_log after update of head, cutoff on public.author_heads
  for each row when ((old.head, old.cutoff) is distinct from (new.head, new.cutoff))
  execute function gatehouse.follow_log();

-- What came before this was known.
insert into public.door_counts (event_id, checkpoint_id, author_id, scanned_in, scanned_out)
  select c.event_id, c.checkpoint_id, c.author_id, count(*) filter (where c.direction = 'in'),
    count(*) filter (where c.direction = 'out')
  from public.check_ins c where c.undone_at is null and not c.rehearsal
  group by c.event_id, c.checkpoint_id, c.author_id;
do $$
declare
  log record;
begin
  for log in
    select a.event_id, a.author_id, least(a.head, a.cutoff) as head from public.author_heads a order by a.event_id, a.author_id
  loop
    perform gatehouse.project_control(log.event_id, log.author_id, 0, log.head, true);
  end loop;
end
$$;
