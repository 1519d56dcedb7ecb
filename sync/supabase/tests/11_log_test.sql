-- From entries to `event_logs`.
begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.name(device integer, seq bigint) returns jsonb
  language sql stable
as $$ select jsonb_build_object('author', tests.author(device), 'seq', seq) $$;

-- An entry at a place in the common order, which is also its second.
create function tests.entry(hlc bigint, verbatim text, incident jsonb, variadic deeds jsonb[] default '{}') returns jsonb
  language sql stable
as $$ select tests.item(9, (jsonb_strip_nulls(jsonb_build_object('said', jsonb_build_object('verbatim', verbatim), 'incident', incident))
  || jsonb_build_object('deeds', to_jsonb(deeds)))::text, hlc * 65536, 1790000000000 + hlc * 1000) $$;

create function tests.open(no integer, title text, types jsonb default '["MED"]', severity text default 'serious',
  more jsonb default '{}') returns jsonb
  language sql immutable
  return jsonb_build_object('deed', 'open', 'number', jsonb_build_object('desk', 'A', 'no', no), 'types', types,
    'severity', severity, 'title', title, 'context', '{}'::jsonb) || more;

create function tests.set(field text, value jsonb) returns jsonb
  language sql immutable return jsonb_build_object('deed', 'set', 'field', field, 'value', value);
create function tests.move(status text) returns jsonb
  language sql immutable return jsonb_build_object('deed', 'move', 'status', status);
create function tests.unit(unit text, state text) returns jsonb
  language sql immutable return jsonb_build_object('deed', 'unit', 'unit', unit, 'role', 'medic', 'state', state);
create function tests.strike(device integer, seq bigint, reason text default 'wrong') returns jsonb
  language sql stable
as $$ select jsonb_build_object('deed', 'strike', 'entry', tests.name(device, seq), 'reason', reason) $$;
create function tests.category(code text, sealed boolean) returns jsonb
  language sql immutable
  return jsonb_build_object('deed', 'configure', 'setting', 'category', 'code', code, 'severity', 'minor', 'sealed', sealed);

create function tests.put(device integer, variadic items jsonb[]) returns jsonb
  language sql
as $$ select tests.send(tests.id(device), tests.a(), tests.author(device), to_jsonb(items)) $$;

-- The second at which something was.
create function tests.second(at timestamptz) returns integer
  language sql immutable
  return extract(epoch from at) - 1790000000;
-- Incidents in short, by number.
create function tests.incidents() returns text
  language sql stable
as $$ select string_agg(concat_ws(' ', l.incident_number, l.title, l.severity, l.status, l.progress,
    case when l.struck_at is not null then 'struck' end), '; ' order by l.incident_number)
  from public.event_logs l where l.event_id = tests.a() and l.kind = 'incident' $$;
create function tests.entries() returns text
  language sql stable
as $$ select string_agg(concat_ws(' ', l.incident_number, l.category, l.title, case when l.struck_at is not null then 'struck' end),
    '; ' order by l.hlc, l.author_id, l.seq)
  from public.event_logs l where l.event_id = tests.a() and l.kind = 'entry' $$;
create function tests.one() returns public.event_logs
  language sql stable
as $$ select l from public.event_logs l where l.event_id = tests.a() and l.kind = 'incident' order by l.hlc, l.author_id, l.seq limit 1 $$;
create function tests.leaks(word text) returns bigint
  language sql stable
as $$ select count(*) from public.event_logs l where l.event_id = tests.a() and to_jsonb(l)::text like '%' || word || '%' $$;
create function tests.density(grade integer) returns jsonb
  language sql immutable return jsonb_build_object('deed', 'density', 'zone', tests.id(4097), 'grade', grade, 'note', 'front left');
create function tests.anomaly(hlc bigint, key text) returns jsonb
  language sql immutable
  return tests.item(8, jsonb_build_object('rule', 'admitted_twice', 'key', key, 'severity', 'serious', 'checkpoints',
    jsonb_build_array(tests.id(4108), tests.id(4107)), 'evidence', '[]'::jsonb)::text, hlc * 65536, 1790000000000 + hlc * 1000);
savepoint empty;

-- A night in short.
select is(tests.put(11, tests.entry(1, 'med3 faint bar-left >medic1', null, tests.open(143, 'faint', '["MED", "MED.FAINT", "MED"]',
  'serious', jsonb_build_object('place', 'bar left', 'zone', tests.id(4097))), tests.unit('medic1', 'assigned')))
  ->> 'ok', 'true', 'an incident is opened');
select is(tests.incidents(), 'A-0143 faint 3 assigned dispatched', 'with what was known');
select is(tests.entries(), 'A-0143 open med3 faint bar-left >medic1', 'and the line that opened it');
select is((select row(category, types, location, zone_id = tests.id(4097), alert_level, severity, units #>> '{medic1,state}', device_id
    = (select device from tests.device where n = 11), tests.second(logged_at), tests.second(acknowledged_at), body)::text
  from tests.one()), '(MED,"{MED,MED.FAINT}","bar left",t,3,3,assigned,t,1,1,)', 'in the organizer''s columns');
select tests.put(12, tests.entry(10, 'on scene', tests.name(11, 1), tests.unit('medic1', 'on_scene'))) \g /dev/null
select is((select row(progress, status, tests.second(first_unit_at), tests.second(changed_at))::text from tests.one()),
  '(on_scene,assigned,10,10)', 'a unit that arrives moves it on, whoever says so');
select tests.put(11, tests.entry(11, '', tests.name(11, 1), tests.move('acknowledged')),
  tests.entry(12, 'radio', tests.name(11, 1))) \g /dev/null
select is((tests.one()).progress, 'on_scene', 'and an acknowledgement does not call it back');
select is((tests.one()).changed_at, gatehouse.at_ms(1790000012000), 'a note is news');
select tests.put(12, tests.entry(20, 'walked off', tests.name(11, 1), tests.set('outcome', '"walked off"'), tests.unit('medic1', 'clear'),
  tests.move('resolved')), tests.entry(21, 'late report', tests.name(11, 1), tests.unit('medic2', 'on_scene'))) \g /dev/null
select is((select row(progress, status, tests.second(resolved_at), outcome, reopened)::text from tests.one()),
  '(resolved,resolved,20,"walked off",0)', 'resolved; a unit''s late report opens it not again');
select tests.put(11, tests.entry(30, 'again', tests.name(11, 1), tests.move('logged')), tests.entry(31, 'hold', tests.name(11, 1),
  tests.move('on_hold'))) \g /dev/null
select is((select row(progress, status, resolved_at, reopened)::text from tests.one()), '(on_hold,assigned,,1)', 'opened again, on hold');
select tests.put(11, tests.entry(32, 'done', tests.name(11, 1), tests.move('closed'))) \g /dev/null
select is((select row(progress, status, tests.second(resolved_at))::text from tests.one()), '(closed,closed,32)', 'and closed');
rollback to empty;

-- A field has its last value, whoever came last.
select tests.put(11, tests.entry(1, 'x', null, tests.open(1, 'first'))) \g /dev/null
select tests.put(12, tests.entry(9, 'x', tests.name(11, 1), tests.set('title', '"later"'), tests.set('severity',
  '{"severity":"critical","why":"worse"}'), tests.set('reporter', '"sec2"'), tests.set('zone', to_jsonb(tests.id(4098))))) \g /dev/null
select tests.put(11, tests.entry(5, 'x', tests.name(11, 1), tests.set('title', '"earlier"'), tests.set('severity',
  '{"severity":"minor","why":"better"}'), tests.set('place', '"gate 2"'))) \g /dev/null
select is((select row(title, severity, alert_level, location, reported_by, zone_id = tests.id(4098))::text from tests.one()),
  '(later,4,5,"gate 2",sec2,t)', 'by the clock, not by arrival');
select tests.put(11, tests.entry(10, 'x', tests.name(11, 1), tests.set('alert', '"info"'), tests.set('type',
  '{"code":"CHI","on":true}'), tests.set('type', '{"code":"MED","on":false}'), tests.set('zone', 'null'))) \g /dev/null
select is((select row(alert_level, types, category, zone_id)::text from tests.one()), '(1,{CHI},CHI,)', 'an alert by hand; types one by one');
select tests.put(11, tests.entry(11, 'x', tests.name(11, 1), tests.set('alert', 'null'),
  tests.set('severity', '{"severity":"info"}'))) \g /dev/null
select is((tests.one()).alert_level, 3::smallint, 'a child is urgent at least');
-- What is not known is passed over, and so is what cannot be read.
select tests.put(12, tests.entry(40, 'newer', tests.name(11, 1), '{"deed":"teleport"}', '17', '{"deed":"set","field":"smell","value":1}',
  '{"deed":"set","field":"title","value":7}', '{"deed":"move","status":"gone"}', '{"deed":"unit","unit":"x","state":"flying"}',
  tests.set('outcome', '"kept"'))) \g /dev/null
select is((select row(title, progress, outcome)::text from tests.one()), '(later,logged,kept)', 'and the rest of the entry counts');
select is((select deeds from public.event_logs where event_id = tests.a() and title = 'newer'), array['set'], 'its row says what it does');
rollback to empty;

-- An entry before its opening waits, and what it says is nobody's.
select tests.put(12, tests.entry(5, 'secret', tests.name(11, 1), tests.move('on_scene'), tests.set('reporter', '"x"'))) \g /dev/null
select is(tests.incidents(), null, 'no incident without its opening');
select is((select row(title, body, sealed, incident_number, incident_author = tests.author(11), incident_seq)::text
  from public.event_logs where event_id = tests.a()), '(sealed,sealed,t,,t,1)', 'its entry waits, and shows nothing yet');
select tests.put(11, tests.entry(1, 'x', null, tests.open(7, 'here'))) \g /dev/null
select is(tests.incidents() || ' | ' || tests.entries(), 'A-0007 here 3 assigned on_scene | A-0007 open x; A-0007 move secret',
  'until the opening is here');
rollback to empty;

-- Strikes.
select tests.put(11, tests.entry(1, 'x', null, tests.open(1, 'faint')), tests.entry(2, 'fatal', tests.name(11, 1),
  tests.set('severity', '{"severity":"critical"}'), tests.set('title', '"dead"'), tests.move('closed'))) \g /dev/null
select tests.put(12, tests.entry(3, 'undo', tests.name(11, 1), tests.strike(11, 2, 'wrong incident'))) \g /dev/null
select is(tests.incidents(), 'A-0001 faint 3 open logged', 'what an entry did is taken out');
select is((select row(title, tests.second(struck_at), strike_reason)::text from public.event_logs
  where event_id = tests.a() and kind = 'entry' and seq = 2), '(fatal,3,"wrong incident")', 'it stays readable, with when and why');
select tests.put(11, tests.entry(4, 'redo', tests.name(11, 1), tests.strike(12, 1))) \g /dev/null
select is(tests.incidents(), 'A-0001 dead 4 closed closed', 'a strike that is struck does not count');
select tests.put(12, tests.entry(5, 'undo', tests.name(11, 1), tests.strike(11, 3))) \g /dev/null
select is(tests.incidents(), 'A-0001 faint 3 open logged', 'and counts once that strike is struck');
select tests.put(12, tests.entry(9, 'no incident', tests.name(11, 1), tests.strike(11, 1, 'a test'))) \g /dev/null
select is(tests.incidents(), 'A-0001 faint 3 closed logged struck', 'an incident whose opening is struck is none, and its number stays');
select is((select row(tests.second(struck_at), strike_reason)::text from tests.one()), '(9,"a test")', 'it says when and why');
select tests.put(11, tests.entry(10, 'correction', tests.name(11, 1), jsonb_build_object('deed', 'correct', 'entry',
  tests.name(11, 2), 'text', 'not fatal')), tests.entry(12, 'correction', tests.name(11, 1), jsonb_build_object('deed', 'correct', 'entry',
  tests.name(11, 2), 'text', 'fainted'))) \g /dev/null
select is((select row(body, correction)::text from public.event_logs where event_id = tests.a() and kind = 'entry' and seq = 2
  and author_id = tests.author(11)), '(fatal,fainted)', 'what it should have said, by the newest correction');
rollback to empty;

select tests.put(12, tests.entry(4, 'too early', null, tests.strike(11, 2))) \g /dev/null
select tests.put(11, tests.entry(1, 'x', null, tests.open(1, 'faint')), tests.entry(5, 'x', tests.name(11, 1), tests.set('title', '"kept"'))) \g /dev/null
select is((tests.one()).title, 'kept', 'a strike that is earlier than its entry does not count');
rollback to empty;

-- Two desks with one letter.
select tests.put(12, tests.entry(6, 'x', null, tests.open(1, 'second')), tests.entry(7, 'note', tests.name(12, 1))) \g /dev/null
select is(tests.incidents(), 'A-0001 second 3 open logged', 'alone');
select tests.put(11, tests.entry(5, 'x', null, tests.open(1, 'first'))) \g /dev/null
select is(tests.incidents(), 'A-0001 first 3 open logged; A-0001b second 3 open logged', 'the later in the order gets a mark');
select is(tests.entries(), 'A-0001 open x; A-0001b open x; A-0001b note note', 'its entries too');
select tests.call(tests.id(1), format('public.revoke_device(%L, 0)', (select device from tests.device where n = 11))) \g /dev/null
select is(tests.incidents() || ' | ' || tests.entries(), 'A-0001 second 3 open logged | A-0001 open x; A-0001 note note',
  'until the other one is gone');
rollback to empty;

-- Sealed: nothing of what was said, in any column.
select tests.put(11, tests.entry(1, 'whisper one', null, tests.open(1, 'whisper', '["SEX"]', 'serious', '{"place":"whisper st"}'),
    tests.set('reporter', '"whisper"'), tests.set('outcome', '"whisper"')),
  tests.entry(2, 'whisper two', tests.name(11, 1)), tests.entry(3, '', tests.name(11, 1), tests.strike(11, 2, 'whisper why')),
  tests.entry(4, 'whisper four', null, jsonb_build_object('deed', 'correct', 'entry', tests.name(11, 2), 'text', 'whisper'))) \g /dev/null
select is(tests.leaks('whisper'), 0::bigint, 'a sealed type seals all of it');
select is((select row(title, location, status, severity, category, alert_level)::text from tests.one()), '(sealed,,open,3,SEX,3)',
  'what is counted stays');
select is((select string_agg(concat_ws(' ', title, strike_reason, correction), '; ' order by seq) from public.event_logs where event_id = tests.a()
  and kind = 'entry'), 'sealed; sealed sealed sealed; sealed; sealed', 'what strikes or corrects it is sealed with it');
select tests.put(12, tests.entry(5, 'whisper', tests.name(11, 1), tests.set('type', '{"code":"SEX","on":false}'))) \g /dev/null
select is(tests.leaks('whisper'), 0::bigint, 'a type that is taken away leaves the seal');
select tests.put(12, tests.entry(6, 'open it', tests.name(11, 1), tests.set('sealed', 'false'))) \g /dev/null
select is((select row(title, location, strike_reason)::text from tests.one()), '(whisper,"whisper st",)', 'until somebody says so');
select is((select count(*) from public.event_logs where event_id = tests.a() and (sealed or title = 'sealed')), 0::bigint, 'for all of it');
select tests.put(11, tests.entry(7, 'close it', tests.name(11, 1), tests.set('sealed', 'true'))) \g /dev/null
select is(tests.leaks('whisper'), 0::bigint, 'and back');
rollback to empty;
select tests.put(11, tests.entry(1, 'whisper', null, tests.open(1, 'whisper', '["WEL.HOME"]')), tests.entry(2, 'whisper', tests.name(11, 1))) \g /dev/null
select is(tests.leaks('whisper'), 3::bigint, 'a type that is open');
select tests.put(12, tests.entry(5, 'set up', null, tests.category('WEL', true))) \g /dev/null
select is(tests.leaks('whisper'), 0::bigint, 'is sealed when the event says so, also of one above it');
select is((select row(code, severity, sealed, hidden)::text from public.log_types), '(WEL,2,t,f)', 'which is written down');
select tests.put(12, tests.entry(6, 'undo', null, tests.strike(12, 1))) \g /dev/null
select is(tests.leaks('whisper') || ' ' || (select count(*) from public.log_types), '3 0', 'and a setting can be struck like anything');
rollback to empty;

-- Told twice, told again by a later author, told wrong.
select tests.put(11, tests.entry(1, 'x', null, tests.open(1, 'faint')), tests.entry(2, 'note', tests.name(11, 1))) \g /dev/null
create temp table before as select tests.incidents() as i, tests.entries() as e;
select tests.put(12, tests.item(21, tests.recovered(tests.author(11), 2, 9, tests.entry(2, 'note', tests.name(11, 1)) ->> 'payload',
  2 * 65536, 1790000002000)), tests.item(21, tests.recovered(tests.author(11), 3, 9, tests.entry(3, 'more', tests.name(11, 1),
  tests.move('dispatched')) ->> 'payload', 3 * 65536, 1790000003000))) \g /dev/null
select is(tests.entries(), (select e from before) || '; A-0001 move more', 'a quotation counts like the original, and once');
select is((tests.one()).progress, 'dispatched', 'at its time');
select is(tests.call(tests.id(11), format('public.ingest(%L, %L, 1, %L)', tests.a(), tests.author(11), tests.log(tests.a(),
  tests.author(11), 1, decode(repeat('00', 32), 'hex'), jsonb_build_array(tests.entry(1, 'x', null, tests.open(1, 'faint')),
  tests.entry(2, 'note', tests.name(11, 1))))), true) ->> 'ok', 'true', 'sent again');
select is(tests.entries(), (select e from before) || '; A-0001 move more', 'nothing is there twice');
select is(tests.put(11, tests.item(9, '{"deeds":7}'), tests.item(9, '[]'), tests.item(9, '{"incident":{"author":"x","seq":1}}'),
  tests.item(9, '{"said":{"verbatim":7}}'), tests.item(9, '{"deeds":[],"deeds":[]}'), tests.item(9, 'no'), tests.item(9, '{"said":{"occurred_ms":"x"}}'),
  tests.item(8, '{"rule":"x"}')) ->> 'ok', 'true', 'what cannot be read is kept');
select is(array(select projection_error from public.records where author_id = tests.author(11) and seq > 2 order by seq),
  array['deeds', 'not an object', 'incident', 'verbatim', 'a key twice', 'not JSON', 'occurred_ms', 'key'], 'with its error');
select is(tests.entries(), (select e from before) || '; A-0001 move more', 'and changes nothing');
rollback to empty;

-- When it happened, how it came, what is not of an incident.
select tests.put(11, tests.item(9, jsonb_build_object('said', jsonb_build_object('verbatim', E'long ago\nsecond line', 'occurred_ms', 1790000000000 - 301000 + 50000,
  'channel', 'radio', 'from', 'sec2', 'to', 'control'))::text, 50 * 65536, 1790000050000), tests.entry(51, '', null, '{"deed":"letter","letter":"A"}'),
  tests.entry(52, '', null)) \g /dev/null
select is((select row(title, body, late, channel, reported_by, said_to, tests.second(occurred_at), status, alert_level)::text
  from public.event_logs where author_id = tests.author(11) and seq = 1),
  E'("long ago","long ago\nsecond line",t,radio,sec2,control,-251,closed,0)', 'an entry on its own');
select is(tests.entries(), 'note long ago; letter letter; note note', 'what was done with a button has a title too');
rollback to empty;

-- Looks at the crowd.
select tests.put(11, tests.entry(1, 'dens', null, tests.density(4), tests.density(2)), tests.entry(2, 'dens', null, tests.density(5))) \g /dev/null
select is((select string_agg(value::text, ',' order by value) from public.event_analytics where metric = 'crowd_density'), '2,4,5', 'for dashboards');
select is((select row(dimensions ->> 'zone' = tests.id(4097)::text, tests.second(measured_at))::text from public.event_analytics
  where metric = 'crowd_density' and value = 5), '(t,2)', 'where and when');
select tests.put(12, tests.entry(3, 'undo', null, tests.strike(11, 1))) \g /dev/null
select is((select string_agg(value::text, ',' order by value) from public.event_analytics where metric = 'crowd_density'), '5', 'and not when it was a mistake');
rollback to empty;

-- Duplicates and anomalies.
select tests.put(11, tests.entry(1, 'x', null, tests.open(1, 'one')), tests.entry(2, 'x', null, tests.open(2, 'two')),
  tests.entry(3, 'dup', tests.name(11, 2), jsonb_build_object('deed', 'link', 'to', tests.name(11, 1), 'link', 'duplicate_of', 'on', true),
    jsonb_build_object('deed', 'link', 'to', tests.name(11, 2), 'link', 'duplicate_of', 'on', true))) \g /dev/null
select is((select duplicate_of from public.event_logs where incident_number = 'A-0002' and kind = 'incident'), array[(tests.one()).id], 'a duplicate says of what');
select tests.put(12, tests.entry(4, 'no dup', tests.name(11, 2), jsonb_build_object('deed', 'link', 'to', tests.name(11, 1), 'link', 'duplicate_of',
  'on', false))) \g /dev/null
select is((select duplicate_of from public.event_logs where incident_number = 'A-0002' and kind = 'incident'), '{}'::uuid[], 'or not after all');
select tests.put(12, tests.anomaly(6, 'k'), tests.anomaly(7, 'other')) \g /dev/null
select tests.put(11, tests.anomaly(5, 'k')) \g /dev/null
select is((select string_agg(concat_ws(' ', title, severity, alert_level, location, status, tests.second(logged_at), cardinality(duplicate_of)), '; '
  order by hlc) from public.event_logs where event_id = tests.a() and kind = 'anomaly'),
  'admitted_twice 3 3 Gate 1, Gate 2 open 5; admitted_twice 3 3 Gate 1, Gate 2 closed 6 1; admitted_twice 3 3 Gate 1, Gate 2 open 7',
  'of two desks that found one the first counts');
select tests.call(tests.id(1), format('public.revoke_device(%L, 0)', (select device from tests.device where n = 11))) \g /dev/null
select is((select string_agg(concat_ws(' ', status, tests.second(logged_at), cardinality(duplicate_of)), '; ' order by hlc) from public.event_logs
  where event_id = tests.a() and kind = 'anomaly'), 'open 6; open 7', 'until it is gone');
select is(tests.incidents() || (select count(*) from public.event_logs where event_id = tests.a() and kind = 'entry')::text, null,
  'a revoked desk''s incidents are gone');
select is((select string_agg(concat(sealed, incident_number), ',') from public.event_logs where event_id = tests.a() and kind = 'entry'), 't',
  'what others said of them waits');
rollback to empty;

-- Any order of arrival. Three desks on their own views; each log arrives in its order and in pieces of any size.
create table tests.night (device integer, place integer, item jsonb, primary key (device, place));
insert into tests.night select 11, row_number() over (), i from unnest(array[
  tests.entry(1, 'a1', null, tests.open(1, 'faint'), tests.unit('medic1', 'assigned')),
  tests.entry(4, 'a2', tests.name(12, 1), tests.set('title', '"from a"'), tests.move('on_scene')),
  tests.entry(8, 'a3', null, tests.strike(12, 3)), tests.entry(9, 'a4', tests.name(13, 2), tests.move('closed')),
  tests.entry(13, 'a5', null, tests.category('WEL', true)), tests.anomaly(14, 'k'), tests.entry(15, 'a7', null, tests.density(3)),
  tests.entry(18, 'a8', tests.name(11, 1), tests.set('type', '{"code":"SEX","on":true}'))]) i;
insert into tests.night select 12, row_number() over (), i from unnest(array[
  tests.entry(2, 'b1', null, tests.open(1, 'fight', '["DIS"]')), tests.entry(3, 'b2', tests.name(11, 1), tests.unit('medic1', 'on_scene')),
  tests.entry(5, 'b3', tests.name(12, 1), tests.set('title', '"from b"'), tests.set('severity', '{"severity":"critical"}')),
  tests.entry(10, 'b4', null, tests.strike(11, 3)), tests.entry(16, 'b5', null, tests.strike(11, 5)), tests.anomaly(6, 'k'),
  tests.entry(17, 'b7', tests.name(13, 2), tests.move('logged'))]) i;
insert into tests.night select 13, row_number() over (), i from unnest(array[
  tests.entry(6, 'c1', tests.name(12, 1), tests.move('resolved')), tests.entry(7, 'c2', null, tests.open(1, 'home', '["WEL"]')),
  tests.entry(11, 'c3', null, tests.strike(12, 4)), tests.entry(12, 'c4', null, tests.strike(11, 1, 'test')),
  tests.entry(19, 'c5', tests.name(11, 1), tests.strike(13, 4)),
  tests.entry(20, 'c6', null, jsonb_build_object('deed', 'correct', 'entry', tests.name(11, 2), 'text', 'right')),
  tests.entry(21, 'c7', null, tests.strike(11, 7))]) i;
create function tests.state() returns text
  language sql stable
as $$ select concat((select string_agg((to_jsonb(l) - '{created_at,updated_at}'::text[])::text, E'\n' order by l.id) from public.event_logs l
    where l.event_id = tests.a()), (select string_agg(t.code || t.sealed, ',' order by t.code) from public.log_types t),
    (select string_agg(a.id::text || a.value, ',' order by a.id) from public.event_analytics a where a.metric = 'crowd_density'),
    (select string_agg(concat(t.author_id, t.seq, t.entry_author, t.entry_seq, t.counts), ',' order by t.author_id, t.seq) from public.log_ties t)) $$;
create function tests.arrive(seed integer) returns text
  language plpgsql
as $$
declare
  heads jsonb := '{"11":0,"12":0,"13":0}';
  who integer;
  pieces integer;
  found text;
begin
  begin
    for step in 1..60 loop
      who := 11 + (('x' || left(md5(seed || '.' || step), 6))::bit(24)::integer % 3);
      pieces := 1 + (('x' || left(md5(step || ':' || seed), 6))::bit(24)::integer % case when seed % 5 = 0 then 8 else 3 end);
      perform tests.send(tests.id(who), tests.a(), tests.author(who), (select jsonb_agg(n.item order by n.place) from tests.night n
          where n.device = who and n.place > (heads ->> who::text)::integer
            and n.place <= (heads ->> who::text)::integer + pieces))
        where exists (select from tests.night n where n.device = who and n.place > (heads ->> who::text)::integer);
      heads := heads || jsonb_build_object(who::text, (heads ->> who::text)::integer + pieces);
    end loop;
    found := tests.state();
    if (select count(*) from public.records r where r.kind in (8, 9)) <> 22 then
      found := 'incomplete';
    end if;
    raise exception 'undo' using errcode = 'P0002';
  exception when no_data_found then
    return found;
  end;
end
$$;
create temp table orders as select n, tests.arrive(n) as state from generate_series(1, 25) n;
select ok(length((select state from orders where n = 1)) > 5000, 'all of it is there');
select is((select count(distinct md5(state)) from orders), 1::bigint, 'the same comes out of any order of arrival');

-- A revoked device leaves nothing, and what comes back is as it was.
select tests.send(tests.id(d), tests.a(), tests.author(d), (select jsonb_agg(n.item order by n.place) from tests.night n where n.device = d))
  from unnest(array[13, 12, 11]) d \g /dev/null
select is(tests.state(), (select state from orders where n = 1), 'in whole logs too');
update public.author_heads set cutoff = 0 where author_id = tests.author(12);
update public.author_heads set cutoff = null where author_id = tests.author(12);
select is(tests.state(), (select state from orders where n = 1), 'trust that is given back brings all of it back');
select gatehouse.project_log(tests.a(), array(select row(r.author_id, r.seq)::gatehouse.record_name from public.records r where r.kind = 9)) \g /dev/null
select is(tests.state(), (select state from orders where n = 1), 'once more changes nothing');
rollback to empty;

-- Bounds.
create or replace function gatehouse.incident_limit() returns bigint language sql immutable parallel safe return 3;
select tests.put(11, tests.entry(1, 'x', null, tests.open(1, 'faint')), tests.entry(2, 'n', tests.name(11, 1)), tests.entry(3, 'n', tests.name(11, 1))) \g /dev/null
select tests.put(11, tests.entry(4, 'n', tests.name(11, 1), tests.set('title', '"more"'))) \g /dev/null
select is((select row(title, projection_error)::text from tests.one()), '(faint,"too many records")', 'an incident with too many entries stays as it was and says so');
select is((select count(*) from public.event_logs where kind = 'entry' and event_id = tests.a()), 4::bigint, 'its entries have their rows');

-- Nobody writes what follows from records.
select tests.sign_in(tests.id(1)) \g /dev/null
select throws_ok(format($$ insert into event_logs (event_id, title, author_id, seq) values (%L, 'x', %L, 9) $$, tests.a(), tests.author(11)), '42501', null,
  'an organizer adds no such row');
with changed as (update public.event_logs set title = 'x' where author_id is not null returning 1)
  select is((select count(*) from changed), 0::bigint, 'nor edits one');
with gone as (delete from public.event_logs where author_id is not null returning 1)
  select is((select count(*) from gone), 0::bigint, 'nor removes one');
select lives_ok(format($$ insert into event_logs (event_id, title) values (%L, 'x') $$, tests.a()), 'other rows are theirs');
select tests.sign_out() \g /dev/null

select * from finish();
rollback;
