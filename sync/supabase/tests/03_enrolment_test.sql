begin;
\ir helpers/helpers.psql
select no_plan();

select matches(tests.call(tests.id(1), format('public.create_enrolment_code(%L, ''gate'', ''x'', null, 5)', tests.a()))
  ->> 'code', '^[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{8}$', 'a code is eight characters nobody confuses');
select is(tests.call(tests.id(2), format('public.create_enrolment_code(%L, ''gate'', ''x'', null, 5)', tests.a()))
  ->> 'sqlstate', '42501', 'not for another event''s organizer');
select is(tests.call(tests.id(11), format('public.create_enrolment_code(%L, ''gate'', ''x'', null, 5)', tests.a()), true)
  ->> 'sqlstate', '42501', 'not for a device');

create temp table code as select tests.call(tests.id(1), format(
  'public.create_enrolment_code(%L, ''kiosk'', ''Kiosk'', %L, 5)', tests.a(), tests.id(4107))) ->> 'code' as code;
select is(tests.call(tests.id(99), format('public.enrol(''AAAAAAAA'', %L, ''{}'')', tests.key(9)), true) ->> 'error',
  'unknown_code', 'unknown code');
select is(tests.call(tests.id(99), format('public.enrol(%L, ''00'', ''{}'')', (select code from code)), true) ->> 'error',
  'bad_key', 'a key has 64 digits');
select is(tests.call(tests.id(99), format('public.enrol(%L, %L, ''{}'')', (select code from code), tests.key(11)), true)
  ->> 'error', 'bad_key', 'a key is one author''s');
create temp table enrolled as select tests.call(tests.id(99), format('public.enrol(%L, %L, ''{"name":"own"}'')',
  (select lower(substr(code, 1, 4) || ' ' || substr(code, 5)) from code), tests.key(9)), true) as a;
select is((select a ->> 'role' from enrolled), 'kiosk', 'enrolled, however the code was typed');
select is((select a ->> 'name' from enrolled), 'Kiosk', 'under the organizer''s name');
select is((select (a ->> 'checkpoint')::uuid from enrolled), tests.id(4107), 'at its checkpoint');
select is((select a #>> '{event,d,name}' from enrolled), 'Fair', 'with the event''s document');
select matches((select a ->> 'secret' from enrolled), '^[0-9a-f]{64}$', 'and a secret');
select is((select count(*) from public.devices d where d.secret_hash = convert_to((select a ->> 'secret' from enrolled),
  'UTF8')), 0::bigint, 'which is not stored');
select is(tests.call(tests.id(21), format('public.enrol(%L, %L, ''{}'')', (select code from code), tests.key(10)), true)
  ->> 'error', 'used_code', 'a code is good once');
create temp table again as select tests.call(tests.id(99), format('public.enrol(%L, %L, ''{}'')', (select code from code),
  tests.key(9)), true) as a;
select is((select a ->> 'author' from again), (select a ->> 'author' from enrolled), 'the same device may ask again');
select isnt((select a ->> 'secret' from again), (select a ->> 'secret' from enrolled), 'and gets a new secret');
update public.enrolment_codes set expires_at = now() - interval '1 second', used_at = null, device_id = null
  where role = 'kiosk';
select is(tests.call(tests.id(21), format('public.enrol(%L, %L, ''{}'')', (select code from code), tests.key(10)), true)
  ->> 'error', 'expired_code', 'a code expires');

-- A device that has written already goes on as whom it is.
insert into auth.users (id, email, is_anonymous) values (tests.id(98), '98@example.org', true);
create temp table desk as select tests.call(tests.id(1), format(
  'public.create_enrolment_code(%L, ''supervisor'', ''Desk'', null, 5)', tests.a())) ->> 'code' as code;
select is(tests.call(tests.id(98), format('public.enrol(%L, %L, %L)', (select code from desk), tests.key(55),
  json_build_object('author', tests.author(11))), true) ->> 'error', 'bad_key', 'not as somebody who is there');
select is(tests.call(tests.id(98), format('public.enrol(%L, %L, %L)', (select code from desk), tests.key(55),
  json_build_object('author', tests.id(555))), true) ->> 'author', tests.id(555)::text, 'as whom it says');

-- resume
select is(tests.call(tests.id(21), format('public.resume(%L, ''x'')', (select a ->> 'device' from again)), true)
  ->> 'error', 'unknown_device', 'not without the secret');
select is(tests.call(tests.id(21), format('public.resume(%L, %L)', (select a ->> 'device' from again),
  (select a ->> 'secret' from again)), true) ->> 'author', (select a ->> 'author' from again), 'resumed as another user');
select is(tests.call(tests.id(99), format('public.pull(%L, ''{}'')', tests.a()), true) ->> 'sqlstate', '42501',
  'the session before speaks for it no longer');
select is(tests.call(tests.id(21), format('public.pull(%L, ''{}'')', tests.a()), true) ->> 'ok', 'true', 'the new one does');
select is(tests.call(tests.id(21), format('public.pull(%L, ''{}'')', tests.b()), true) ->> 'ok', 'true',
  'and keeps its device of another event');

-- incarnate
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.item(13, '{}'))) \g /dev/null
create temp table incarnated as
  select tests.call(tests.id(11), format('public.incarnate(%L, %L, ''fork'')', tests.a(), tests.key(77)), true) as a;
select isnt((select (a ->> 'author')::uuid from incarnated), tests.author(11), 'a new author');
select is((select a.frozen from public.author_heads a where a.author_id = tests.author(11)), true, 'the old one is frozen');
select is(tests.call(tests.id(11), format('public.incarnate(%L, %L, ''fork'')', tests.a(), tests.key(77)), true)
  ->> 'author', (select a ->> 'author' from incarnated), 'asked again: the same');
select is(tests.call(tests.id(11), format('public.incarnate(%L, %L, ''fork'')', tests.a(), tests.key(12)), true)
  ->> 'error', 'bad_key', 'not with another''s key');
select is(tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.item(13, '{}'))) ->> 'error',
  'frozen', 'nothing more is taken from the old one');
select is(jsonb_array_length(tests.call(tests.id(12), format('public.pull(%L, ''{}'')', tests.a()), true)
  #> '{logs,0,records}'), 1, 'what it wrote before is still told');
select is(tests.call(tests.id(1), format('public.incarnate(%L, %L, ''x'')', tests.a(), tests.key(78))) ->> 'sqlstate',
  '42501', 'members are no devices');

-- heartbeat, fleet
create temp table beat as select tests.call(tests.id(12), format(
  'public.heartbeat(%L, ''{}'', 7, %s, ''1.2'')', tests.a(), gatehouse.server_ms() + 5000), true) as a;
select is((select a - 'server_ms' from beat), '{"ok": true, "head": 0, "rolled_back": false, "frozen": false}', 'heartbeat');
select tests.send(tests.id(12), tests.a(), tests.author(12), jsonb_build_array(tests.item(13, '{}'), tests.item(13, '{}')))
  \g /dev/null
select is(tests.call(tests.id(12), format('public.heartbeat(%L, %L, 0, 0, ''1'')', tests.a(),
  jsonb_build_object(tests.author(12), 1)), true) ->> 'rolled_back', 'true', 'a device that has lost records hears of it');
select is(tests.call(tests.id(12), format('public.heartbeat(%L, %L, 0, 0, ''1'')', tests.a(),
  jsonb_build_object(tests.author(12), 2)), true) ->> 'rolled_back', 'false', 'one that has not does not');
select is((select (d ->> 'head')::integer from jsonb_array_elements(tests.call(tests.id(1),
  format('public.fleet(%L)', tests.a())) -> 'devices') d where d ->> 'author' = tests.author(12)::text), 2, 'fleet');
select ok((select d ? 'clock_offset_ms' and d ? 'last_seen_ms' and d ->> 'version' = '1' from jsonb_array_elements(
  tests.call(tests.id(12), format('public.fleet(%L)', tests.a()), true) -> 'devices') d
  where d ->> 'author' = tests.author(12)::text), 'fleet, for devices too');

-- revoke
select is(tests.call(tests.id(2), format('public.revoke_device(%L)', (select device from tests.device where n = 13)))
  ->> 'sqlstate', '42501', 'only by its organizer');
select tests.send(tests.id(13), tests.a(), tests.author(13), jsonb_build_array(
  tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4197))),
  tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4198))),
  tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4197))))) \g /dev/null
select is((select count(*) from public.admission_conflicts), 1::bigint, 'a double');
select is(tests.call(tests.id(1), format('public.revoke_device(%L, 2)', (select device from tests.device where n = 13)))
  ->> 'ok', 'true', 'revoked behind its second record');
select results_eq($$ select seq from public.check_ins where author_id = tests.author(13) order by 1 $$,
  array[1, 2]::bigint[], 'the third no longer counts');
select is((select count(*) from public.admission_conflicts), 0::bigint, 'nor the double that it made');
select is((tests.call(tests.id(12), format('public.pull(%L, ''{}'')', tests.a()), true) -> 'heads'
  ->> tests.author(13)::text)::integer, 2, 'nor is it told to anybody');
select is(tests.call(tests.id(13), c, true), '{"ok": false, "error": "revoked", "cutoff": 2}', 'revoked: ' || c)
  from unnest(array[format('public.pull(%L, ''{}'')', tests.a()), format('public.pull_master(%L)', tests.a()),
    format('public.snapshot(%L)', tests.a()), format('public.snapshot_chunk(%L, ''x'', 0)', tests.a()),
    format('public.heartbeat(%L)', tests.a()), format('public.fleet(%L)', tests.a()),
    format('public.conflicts(%L)', tests.a()), format('public.report(%L)', tests.a()),
    format('public.incarnate(%L, %L, ''x'')', tests.a(), tests.key(79)),
    format('public.publish(%L, ''[]'')', tests.a()),
    format('public.ingest(%L, %L, 4, ''[]'')', tests.a(), tests.author(13)),
    format('public.resume(%L, %L)', (select device from tests.device where n = 13),
      (select answer ->> 'secret' from tests.device where n = 13))]) c;
select tests.call(tests.id(1), format('public.revoke_device(%L, 3)', (select device from tests.device where n = 13)))
  \g /dev/null
select is((select count(*) from public.admission_conflicts), 1::bigint, 'trusted farther again: it counts again');
select is((tests.call(tests.id(12), format('public.pull_master(%L, '''')', tests.a()), true) @? format(
  '$.rows[*] ? (@.id == "%s" && @.d.cutoff == 3 && @.d.frozen == true)', tests.author(13))::jsonpath), true,
  'gates hear of it');

select is(tests.call(tests.id(99), c, true) ->> 'sqlstate', '42501', 'for nobody: ' || c)
  from unnest(array[format('public.pull(%L, ''{}'')', tests.b()), format('public.pull_master(%L)', tests.b()),
    format('public.snapshot(%L)', tests.b()), format('public.heartbeat(%L)', tests.b()),
    format('public.fleet(%L)', tests.b()), format('public.conflicts(%L)', tests.b()),
    format('public.report(%L)', tests.b()), format('public.publish(%L, ''[]'')', tests.b()),
    format('public.publish(%L, ''[]'')', tests.id(3)),
    format('public.ingest(%L, %L, 1, ''[]'')', tests.b(), tests.author(21))]) c;

select * from finish();
rollback;
