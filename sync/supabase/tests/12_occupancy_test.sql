-- Counts at the doors, and messages of the control room.
begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.put(device integer, variadic items jsonb[]) returns jsonb
  language sql
as $$ select tests.send(tests.id(device), tests.a(), tests.author(device), to_jsonb(items)) $$;
create function tests.click(door integer, entries bigint, exits bigint) returns jsonb
  language sql immutable
  return tests.item(6, jsonb_build_object('door', tests.id(4106 + door), 'entries', entries, 'exits', exits)::text);
create function tests.recount(zone integer, by bigint) returns jsonb
  language sql immutable
  return tests.item(7, jsonb_build_object('zone', tests.id(4096 + zone), 'by', by, 'reason', 'by hand')::text);
create function tests.pass(credential integer, direction text default 'in', rehearsal boolean default false) returns jsonb
  language sql immutable
  return tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4196 + credential), direction,
    case direction when 'in' then 'admit' else 'exit' end, rehearsal));
create function tests.entry(hlc bigint, variadic deeds jsonb[]) returns jsonb
  language sql immutable
  return tests.item(9, jsonb_build_object('deeds', to_jsonb(deeds))::text, hlc * 65536);
create function tests.door_from(door integer, zone integer) returns jsonb
  language sql immutable
  return jsonb_strip_nulls(jsonb_build_object('deed', 'configure', 'setting', 'door_from', 'door', tests.id(4106 + door), 'from',
    tests.id(4096 + zone)));
create function tests.strike(device integer, seq bigint) returns jsonb
  language sql stable
as $$ select jsonb_build_object('deed', 'strike', 'entry', jsonb_build_object('author', tests.author(device), 'seq', seq), 'reason', 'x') $$;
-- What the zones hold: the hall, then the lounge.
create function tests.known() returns text
  language sql stable
as $$ select string_agg(o.known::text, ' ' order by o.zone_id) from public.zone_occupancy o where o.event_id = tests.a() $$;
-- What is counted is what the rows say, whatever brought it about.
create function tests.is_sum() returns boolean
  language sql stable
as $$ select not exists (
    select from (select c.checkpoint_id, c.author_id, count(*) filter (where c.direction = 'in') as i,
        count(*) filter (where c.direction = 'out') as o
      from public.check_ins c where c.event_id = tests.a() and c.undone_at is null and not c.rehearsal group by 1, 2) s
    full join (select * from public.door_counts d where d.event_id = tests.a() and (d.scanned_in, d.scanned_out) <> (0, 0)) d
      using (checkpoint_id, author_id)
    where (s.i, s.o) is distinct from (d.scanned_in, d.scanned_out)) $$;
savepoint empty;

select is(tests.known(), '0 0', 'nobody yet');
select tests.put(11, tests.pass(1), tests.pass(2), tests.pass(3, 'in', true), tests.pass(1, 'out')) \g /dev/null
select is(tests.known(), '1 0', 'scanned in and out; practice does not count');
select tests.put(12, tests.pass(4), tests.item(5, tests.undo(tests.author(11), 2))) \g /dev/null
select is(tests.known(), '1 0', 'what was taken back does not count');
select ok(tests.is_sum(), 'counts are the sums of the passes');
-- Clicked.
select tests.put(12, tests.click(1, 10, 2), tests.click(1, 25, 3), tests.click(1, 7, 9)) \g /dev/null
select is((select row(clicked_in, clicked_out)::text from public.door_counts where author_id = tests.author(12)), '(25,9)',
  'of what a device clicked at a door the greatest counts');
select tests.put(11, tests.click(1, 4, 0), tests.click(2, 5, 0)) \g /dev/null
select is(tests.known(), '26 0', 'each device has its own, at each door: 1 + 25 - 9 + 4 + 5');
select tests.put(13, tests.item(21, tests.recovered(tests.author(12), 4, 6, tests.click(1, 25, 3) ->> 'payload', 4 * 65536, 1790000004000)),
  tests.item(21, tests.recovered(tests.author(12), 6, 6, tests.click(1, 30, 9) ->> 'payload', 6 * 65536, 1790000006000))) \g /dev/null
select is(tests.known(), '31 0', 'told again it is the same device''s');
-- Recounted.
select tests.put(11, tests.recount(1, -6), tests.recount(2, 3)) \g /dev/null
select tests.put(12, tests.recount(1, 1)) \g /dev/null
select is(tests.known(), '26 3', 'a recount is a difference, and all of them count');
select is((select row(entries, exits, recounted, known, capacity)::text from public.zone_occupancy where zone_id = tests.id(4097)),
  '(41,10,-5,26,500)', 'in its parts');
-- Doors between zones.
update public.checkpoints set zone_id = tests.id(4098) where id = tests.id(4108);
select is(tests.known(), '21 8', 'a door that leads elsewhere takes its count along');
select tests.put(11, tests.entry(50, tests.door_from(2, 1))) \g /dev/null
select is(tests.known(), '16 8', 'and what came in there has left the zone before it');
select tests.put(12, tests.entry(60, tests.strike(11, 9))) \g /dev/null
select is(tests.known(), '21 8', 'unless that was a mistake');
select tests.put(12, tests.entry(55, tests.door_from(2, 2))) \g /dev/null
select tests.put(11, tests.entry(54, tests.door_from(2, 1)), tests.entry(61, tests.door_from(1, 2), tests.door_from(1, null))) \g /dev/null
select is((select string_agg(concat(checkpoint_id = tests.id(4108), from_zone_id = tests.id(4098)), ',') from public.door_sides), 'tt',
  'the last one in the order counts, and may take it back');
-- Trust.
select tests.call(tests.id(1), format('public.revoke_device(%L, 3)', (select device from tests.device where n = 12))) \g /dev/null
select is((select row(clicked_in, clicked_out)::text from public.door_counts where author_id = tests.author(12)), '(30,9)',
  'of a revoked device''s, what another one told again stays');
select tests.call(tests.id(1), format('public.revoke_device(%L, 0)', (select device from tests.device where n = 13))) \g /dev/null
select is((select row(clicked_in, clicked_out, scanned_in)::text from public.door_counts where author_id = tests.author(12)), '(10,2,1)',
  'otherwise what it had clicked by then');
select is((select count(*) from public.recounts), 2::bigint, 'its recounts are gone');
select ok(tests.is_sum(), 'counts are still the sums');
select is(tests.put(11, tests.item(6, '{"door":"x","entries":1,"exits":1}'), tests.item(6, '{"entries":1,"exits":1}'), tests.click(1, 9223372036854775807, 0), tests.recount(1, -9223372036854775807),
  tests.item(7, '{"zone":7,"by":1}'), tests.item(7, jsonb_build_object('zone', tests.id(4097), 'by', 'x')::text)) ->> 'ok', 'true',
  'what cannot be read is kept');
select is(array(select projection_error from public.records where projection_error is not null order by seq), array['door', 'door', 'entries', 'by', 'zone', 'by'],
  'with its error');
select lives_ok(format('delete from public.events where id = %L', tests.a()), 'an event goes with its counts');
rollback to empty;

-- For dashboards.
create function tests.samples() returns text
  language sql stable
as $$ select string_agg(a.value::text, ',' order by a.measured_at, a.value) from public.event_analytics a where a.metric = 'occupancy' $$;
select tests.put(11, tests.click(1, 10, 0)) \g /dev/null
select is(tests.samples(), '10', 'what a zone holds is written down');
select tests.put(11, tests.click(1, 20, 0), tests.pass(1)) \g /dev/null
select is(tests.samples(), '10', 'not again within a minute');
update public.event_analytics set measured_at = measured_at - interval '1 minute';
select tests.call(tests.id(12), format('public.heartbeat(%L)', tests.a()), true) \g /dev/null
select is(tests.samples(), '10,21', 'later the last of it, also when nobody passes');
update public.event_analytics set measured_at = measured_at - interval '1 minute';
select tests.call(tests.id(12), format('public.heartbeat(%L)', tests.a()), true) \g /dev/null
select tests.put(11, tests.recount(2, 5)) \g /dev/null
select is(tests.samples(), '10,21,5', 'what did not change is not written again');
select is((select dimensions from public.event_analytics where value = 5), jsonb_build_object('zone', tests.id(4098)), 'by zone');

-- Who sees it.
select tests.sign_in(tests.id(11), true) \g /dev/null
select is((select count(*) from zone_occupancy), 2::bigint, 'a device sees its event''s zones');
select throws_ok('delete from door_counts', '42501', null, 'nobody writes what they are made of');
select throws_ok('select * from log_ties', '42501', null, 'and what strikes what is nobody''s to see');
select tests.sign_in(tests.id(2)) \g /dev/null
select is((select count(*) from zone_occupancy where event_id = tests.a()), 0::bigint, 'another event''s organizer does not');
select tests.sign_out() \g /dev/null
rollback to empty;

-- Messages.
create function tests.message(hlc bigint, text text, level text default 'urgent', more jsonb default '{}') returns jsonb
  language sql immutable
  return tests.item(18, (jsonb_build_object('level', level, 'trigger', 'incident', 'text', text) || more)::text, hlc * 65536,
    1790000000000 + hlc * 1000);
create function tests.outbox() returns text
  language sql stable
as $$ select string_agg(concat_ws(' ', m.channel, m.recipient, m.trigger, m.level, m.status, m.body), '; ' order by m.body)
  from public.event_messages m where m.event_id = tests.a() $$;
savepoint messages;
select tests.put(11, tests.entry(1, jsonb_build_object('deed', 'open', 'number', '{"desk":"A","no":7}'::jsonb, 'severity', 'critical',
  'context', '{}'::jsonb)), tests.message(2, 'fire', 'emergency', jsonb_build_object('incident', jsonb_build_object('author', tests.author(11), 'seq', 1)))) \g /dev/null
select is(tests.outbox(), 'webhook incident emergency queued fire', 'a message goes into the outbox');
select is((select payload - 'device' from public.event_messages), jsonb_build_object('level', 'emergency', 'text', 'fire', 'trigger', 'incident', 'at_ms',
  1790000002000, 'author', tests.author(11), 'seq', 2, 'incident_number', 'A-0007', 'incident',
  (select id from public.event_logs where kind = 'incident')), 'with what a worker needs');
select is((select dedupe_key from public.event_messages), tests.author(11) || ':2', 'under its record''s name');
select tests.put(12, tests.item(21, tests.recovered(tests.author(11), 2, 18, tests.message(2, 'fire', 'emergency') ->> 'payload', 2 * 65536, 1790000002000)),
  tests.item(21, tests.recovered(tests.author(11), 3, 18, tests.message(3, 'crush') ->> 'payload', 3 * 65536, 1790000003000))) \g /dev/null
select tests.put(11, tests.message(3, 'crush')) \g /dev/null
select is(tests.outbox(), 'webhook incident urgent queued crush; webhook incident emergency queued fire', 'once, whoever tells of it and however often');
update public.events set incident_channel = 'whatsapp', incident_recipient = '+57 300' where id = tests.a();
select tests.put(12, tests.message(9, 'late', 'info')) \g /dev/null
select is((select row(channel, recipient)::text from public.event_messages where body = 'late'), '(whatsapp,"+57 300")', 'where the event says');
update public.event_messages set status = 'dead', attempts = 3, last_error = 'no route' where body = 'crush';
update public.event_messages set status = 'sent', attempts = 1 where body = 'fire';
select is((select string_agg(concat_ws(' ', channel, queued, due, sending, failed, dead, sent), '; ' order by channel) from public.message_queue
  where event_id = tests.a()), 'webhook 0 0 0 0 1 1; whatsapp 1 1 0 0 0 0', 'how long the outbox is');
select is((select row(body, last_error, attempts)::text from public.dead_messages where event_id = tests.a()), '(crush,"no route",3)', 'and what is dead');
select tests.call(tests.id(1), format('public.revoke_device(%L, 0)', (select device from tests.device where n = 12))) \g /dev/null
select is(tests.outbox(), 'webhook incident urgent dead crush; webhook incident emergency sent fire',
  'what nobody trusts any more is not sent, what was sent stays');
select is(tests.put(11, tests.message(10, 'x', 'loud'), tests.item(18, '{"level":"info","trigger":"incident"}'), tests.item(18, '{"level":"info","text":"x"}'),
  tests.message(11, 'x', 'info', '{"incident":7}')) ->> 'ok', 'true', 'what cannot be read is kept');
select is(array(select projection_error from public.records where projection_error is not null order by seq), array['level', 'text', 'trigger', 'incident'],
  'with its error');
select tests.sign_in(tests.id(11), true) \g /dev/null
select is((select count(*) from message_queue) + (select count(*) from dead_messages), 0::bigint, 'a device sees no messages');
select tests.sign_in(tests.id(1)) \g /dev/null
select is((select count(*) from dead_messages), 1::bigint, 'an organizer does');
select tests.sign_out() \g /dev/null

select * from finish();
rollback;
