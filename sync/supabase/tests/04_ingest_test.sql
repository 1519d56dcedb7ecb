begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.plain(n integer) returns jsonb
  language sql immutable
  return tests.item(13, jsonb_build_object('n', n)::text);
create function tests.zeros() returns bytea language sql immutable return decode(repeat('00', 32), 'hex');

-- As device 11, to the letter.
create function tests.ingest(base bigint, records jsonb, author uuid default tests.author(11), usr integer default 11,
  event uuid default tests.a()) returns jsonb
  language sql
as $$ select tests.call(tests.id(usr), format('public.ingest(%L, %L, %s, %L)', event, author, base, records), true) $$;

create temp table log as select tests.log(tests.a(), tests.author(11), 1, tests.zeros(),
  (select jsonb_agg(tests.plain(n)) from generate_series(1, 10) n)) as r;

select is(tests.ingest(1, '[]'), jsonb_build_object('ok', true, 'head', 0, 'hash', repeat('0', 64)), 'nothing');
select is(tests.ingest(2, (select r - 0 from log)), '{"ok": false, "error": "gap", "head": 0}', 'a gap at the beginning');
select is(tests.ingest(1, (select jsonb_path_query_array(r, '$[0 to 4]') from log)),
  jsonb_build_object('ok', true, 'head', 5, 'hash', encode(sha256(tests.bytes((select r from log), 4)), 'hex')),
  'the receipt is the head and its hash');
select is(tests.ingest(1, (select jsonb_path_query_array(r, '$[0 to 4]') from log)) ->> 'head', '5', 'sent again');
select is(tests.ingest(7, (select jsonb_path_query_array(r, '$[6 to 9]') from log)),
  '{"ok": false, "error": "gap", "head": 5}', 'a gap');
select is(tests.ingest(4, (select jsonb_path_query_array(r, '$[3 to 7]') from log)) ->> 'head', '8', 'overlapping');
select is(tests.ingest(9, (select jsonb_path_query_array(r, '$[8 to 9]') from log)) ->> 'head', '10', 'continued');
select is((select array_agg(seq order by seq) from public.records where author_id = tests.author(11)),
  array(select generate_series(1, 10)::bigint), 'each once');
select is((select array_agg(bytes order by seq) from public.records where author_id = tests.author(11)),
  (select array_agg(decode(e ->> 0, 'base64') order by o) from log, jsonb_array_elements(r) with ordinality x (e, o)),
  'to the byte');

-- Malformed and foreign.
select is(tests.ingest(11, '[["AAAA", "AAAA"]]'), '{"ok": false, "error": "malformed", "index": 0}', 'too short');
select is(tests.ingest(11, j) ->> 'error', 'malformed', 'not records: ' || left(j::text, 40))
  from unnest(array['{}', '"x"', '[1]', '[["?", "?"]]', '[["A", "A"]]', '[[null, null]]', '[{}]']::jsonb[]) j;
create temp table good as select tests.log(tests.a(), tests.author(11), 11, a.head_hash,
  jsonb_build_array(tests.plain(11), tests.plain(12))) as r
  from public.author_heads a where a.author_id = tests.author(11);
create function tests.twist(n integer, place integer, byte integer) returns jsonb
  language sql
as $$ select jsonb_set(r, array[n::text, '0'], to_jsonb(translate(encode(set_byte(tests.bytes(r, n), place, byte), 'base64'),
  E'\n', ''))) from good $$;
select is(tests.ingest(11, tests.twist(1, 0, 0)), '{"ok": false, "error": "malformed", "index": 1}', 'no magic');
select is(tests.ingest(11, tests.twist(0, 122, 1)), '{"ok": false, "error": "malformed", "index": 0}', 'wrong length');
select is(tests.ingest(11, tests.twist(1, 47, 99)), '{"ok": false, "error": "malformed", "index": 1}', 'wrong number');
select is(tests.ingest(11, tests.twist(1, 54, 255)), '{"ok": false, "error": "malformed", "index": 1}', 'huge number');
select is(tests.ingest(11, tests.twist(0, 15, 99)) ->> 'error', 'not_yours', 'another event inside');
select is(tests.ingest(11, tests.twist(0, 31, 99)) ->> 'error', 'not_yours', 'another author inside');
select is(tests.ingest(11, (select jsonb_set(r, '{0,1}', '"AAAA"') from good)) ->> 'error', 'malformed', 'short signature');
select is(tests.ingest(1, '[]', tests.author(12)) ->> 'error', 'not_yours', 'another device''s author');
select is(tests.ingest(1, '[]', tests.author(21)) ->> 'error', 'not_yours', 'another event''s author');
select is(tests.ingest(1, '[]', tests.id(7)) ->> 'error', 'not_yours', 'nobody''s author');
select is(tests.ingest(1, '[]', tests.author(21), 11, tests.b()) ->> 'sqlstate', '42501', 'another event');
select is(tests.ingest(1, '[]', tests.author(11), 1) ->> 'error', 'not_yours', 'organizers do not write for devices');
select is(tests.ingest(11, (select jsonb_agg(0) from generate_series(1, 1001))) ->> 'error', 'too_large', 'too many');
select is(tests.ingest(11, tests.log(tests.a(), tests.author(11), 11, tests.zeros(), jsonb_build_array(
  tests.item(13, to_jsonb(repeat('x', 1048577))::text)))) ->> 'error', 'too_large', 'too much');
select is((select head from public.author_heads where author_id = tests.author(11)), 10::bigint, 'nothing of it is here');

-- Payloads of every sort are stored, and stop nothing.
select is(tests.send(tests.id(12), tests.a(), tests.author(12), jsonb_build_array(
    tests.item(3, 'no json'),
    tests.item(3, '[]'),
    tests.item(3, '{"verdict":"admit","a":"\u0000"}'),
    tests.item(9, '{"text":"a\u0000b"}'),
    tests.item(3, '{"direction":"in","direction":"out",' || substr(tests.scan(tests.id(4107), tests.id(4097),
      tests.id(4197)), 2)),
    tests.item(3, replace(tests.scan(tests.id(4107), tests.id(4097), tests.id(4197)), '"rule": 1', '"rule": 256')),
    tests.item(3, replace(tests.scan(tests.id(4107), tests.id(4097), tests.id(4197)), '"camera"', '"cam\u0000era"')),
    tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4198), verdict => repeat('long', 30000))),
    tests.item(500, 'whatever'),
    tests.item(3, '{"new":true}') || '{"version":2}',
    tests.item(5, '{"scan":{"author":"x","seq":1}}'),
    tests.item(21, '{}'),
    tests.item(21, tests.recovered(tests.id(5), 1, 3, '{}', 1, 1)),
    tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4199)), 18446744073709551615,
      9223372036854775807))) ->> 'head', '14', 'all taken');
select is((select array_agg(seq order by seq) from public.records where projection_error is not null),
  array[1, 2, 3, 5, 6, 11, 12, 13]::bigint[], 'those that cannot be read say why');
select is((select array_agg(seq order by seq) from public.check_ins where author_id = tests.author(12)),
  array[7, 14]::bigint[], 'those that can count');
select is((select hlc from public.check_ins where seq = 14), 9223372036854775807, 'a broken clock stops at the end');
select is((select checked_in_at from public.check_ins where seq = 14), timestamptz '9999-12-31 23:59:59Z',
  'and its time where calendars end');
select is((select array_agg(r.bytes order by r.seq) is not null from public.records r
  where r.author_id = tests.author(12) and payload is null), true, 'what is no JSON is there as bytes');

-- Forks.
select is(tests.ingest(5, tests.log(tests.a(), tests.author(11), 5, sha256(tests.bytes((select r from log), 3)),
  jsonb_build_array(tests.plain(5), tests.plain(66), tests.plain(77)))), '{"ok": false, "error": "fork", "seq": 6}',
  'another record with a number that is taken');
select is((select array_agg(seq order by seq) from public.forked_records), array[6, 7]::bigint[], 'the other branch is kept');
select is((select frozen_reason from public.author_heads where author_id = tests.author(11)), 'fork', 'frozen');
select is(tests.ingest(11, (select r from good)), '{"ok": false, "error": "frozen"}', 'nothing more is taken');
select is((tests.call(tests.id(12), format('public.pull(%L, %L)', tests.a(), jsonb_build_object(tests.author(12), 14)),
  true) #>> '{heads}')::jsonb ->> tests.author(11)::text, '10', 'what was there is told');
select is((tests.call(tests.id(12), format('public.pull_master(%L, '''')', tests.a()), true) @? format(
  '$.rows[*] ? (@.id == "%s" && @.d.frozen == true)', tests.author(11))::jsonpath), true, 'gates hear that it is frozen');
select is(tests.send(tests.id(12), tests.a(), tests.author(12), jsonb_build_array(tests.plain(1))) ->> 'ok', 'true',
  'others go on');
-- A chain that does not build on the record before it.
select is(tests.ingest(1, tests.log(tests.b(), tests.author(21), 1, tests.zeros(), jsonb_build_array(tests.plain(1)))
  || tests.log(tests.b(), tests.author(21), 2, tests.zeros(), jsonb_build_array(tests.plain(2))), tests.author(21), 21,
  tests.b()), '{"ok": false, "error": "fork", "seq": 2}', 'a broken chain is a fork');
select is((select head from public.author_heads where author_id = tests.author(21)), 1::bigint,
  'what comes before it is taken');

-- A desk, which is an organizer's.
select tests.call(tests.id(1), format('public.publish(%L, %L)', tests.a(), jsonb_build_array(jsonb_build_object('e',
  'author', 'id', tests.id(77), 'd', jsonb_build_object('public_key', tests.key(77), 'name', 'Desk'))))) \g /dev/null
select is(tests.ingest(1, tests.log(tests.a(), tests.id(77), 1, tests.zeros(), jsonb_build_array(tests.plain(1))),
  tests.id(77), 1) ->> 'head', '1', 'an organizer writes as the desk');
select is(tests.ingest(2, '[]', tests.id(77), 12) ->> 'error', 'not_yours', 'a device does not');

select * from finish();
rollback;
