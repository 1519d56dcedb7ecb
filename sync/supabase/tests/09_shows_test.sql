-- From records of shows to `shows` and `run_of_show`.
begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.show() returns uuid language sql immutable return tests.id(9000);
create function tests.cue(n integer) returns uuid language sql immutable return tests.id(9100 + n);

create function tests.name(device integer, seq bigint) returns jsonb
  language sql stable
as $$ select jsonb_build_object('author', tests.author(device), 'seq', seq) $$;

-- An action at a place in the common order, which is also its second.
create function tests.act(hlc bigint, action text, more jsonb default '{}') returns jsonb
  language sql stable
as $$ select tests.item(16, (jsonb_build_object('show', tests.show(), 'action', action) || more)::text, hlc * 65536,
  1790000000000 + hlc * 1000) $$;

create function tests.go(hlc bigint, call jsonb, left_ jsonb, cue integer) returns jsonb
  language sql stable
as $$ select tests.act(hlc, 'go', jsonb_strip_nulls(jsonb_build_object('call', call, 'from', left_, 'to', case
    when cue is null then '"finish"' else jsonb_build_object('cue', tests.cue(cue), 'planned_start_ms',
      1790000000000 + cue * 600000, 'duration_ms', 60000, 'count_to_end', false) end, 'input', 'key'))) $$;

create function tests.edit(hlc bigint, variadic changes jsonb[]) returns jsonb
  language sql stable
as $$ select tests.item(17, jsonb_build_object('show', tests.show(), 'changes', to_jsonb(changes))::text, hlc * 65536,
  1790000000000 + hlc * 1000) $$;

create function tests.field(field text, value jsonb) returns jsonb
  language sql immutable
  return jsonb_build_object('change', 'show', 'field', field, 'value', value);

create function tests.set(cue integer, field text, value jsonb) returns jsonb
  language sql immutable
  return jsonb_build_object('change', 'set', 'entry', tests.cue(cue), 'field', field, 'value', value);

create function tests.add(n integer, kind text default 'cue') returns jsonb
  language sql immutable
  return jsonb_build_object('change', 'add', 'entry', tests.cue(n), 'kind', kind);

create function tests.place(n integer, ord text, grp integer default null) returns jsonb
  language sql immutable
  return jsonb_build_object('change', 'place', 'entry', tests.cue(n), 'place', case when ord is not null then
    jsonb_strip_nulls(jsonb_build_object('order', ord, 'group', tests.cue(grp))) end);

create function tests.put(device integer, variadic items jsonb[]) returns jsonb
  language sql
as $$ select tests.send(tests.id(device), tests.a(), tests.author(device), to_jsonb(items)) $$;

-- A plan of three cues and a group, by device 11: record 1. `more` belongs to the same record.
create function tests.plan(variadic more jsonb[] default '{}') returns jsonb
  language sql stable
as $$ select tests.edit(1, variadic array[
  tests.field('title', '"Gala"'), tests.field('zone', '"America/Bogota"'), tests.field('date', '"2026-11-06"'),
  tests.add(1), tests.add(2), tests.add(3), tests.add(4, 'group'),
  tests.place(2, 'b'), tests.place(1, 'a'), tests.place(4, 'c'), tests.place(3, 'a', 4),
  tests.set(1, 'number', '"Q1"'), tests.set(2, 'number', '"Q2"'), tests.set(3, 'number', '"Q3"'),
  tests.set(1, 'title', '"Doors"'), tests.set(1, 'start', '{"kind":"hard","time":"20:00:00"}'),
  tests.set(1, 'duration_ms', '1800000'), tests.set(2, 'duration_ms', '90000')] || more) $$;

create function tests.rows() returns text
  language sql stable
as $$ select string_agg(concat_ws(' ', coalesce(r.number, r.cue_type), r.status), ', ' order by r.position)
  from public.run_of_show r where r.event_id = tests.a() and r.show_id = tests.show() $$;

create function tests.stand() returns text
  language sql stable
as $$ select concat_ws(' ', s.status, s.call_epoch, (select d.n from tests.device d where d.author = s.caller_author))
  from public.shows s where s.event_id = tests.a() and s.show_id = tests.show() $$;

-- The second of the show at which something was.
create function tests.second(at timestamptz) returns integer
  language sql immutable
  return extract(epoch from at) - 1790000000;

savepoint empty;

-- The plan.
select is(tests.put(11, tests.plan()) ->> 'ok', 'true', 'a plan is taken');
select is(tests.rows(), 'Q1 planned, Q2 planned, group planned, Q3 planned', 'entries in their order, a group before its own');
select is((select row(title, stage, status, records)::text from public.shows), '(Gala,"",planned,1)', 'the show itself');
select results_eq($$ select title, planned_start, planned_start_at, planned_end_at, duration_seconds
  from public.run_of_show where number in ('Q1', 'Q2') order by position $$,
  $$ values ('Doors', '20:00:00', timestamptz '2026-11-06 20:00-05', timestamptz '2026-11-06 20:30-05', 1800),
    ('', 'soft', '2026-11-06 20:30-05', '2026-11-06 20:31:30-05', 90) $$, 'planned times are the venue''s');
select tests.put(12, tests.edit(9, tests.set(1, 'title', '"Later"'), tests.set(2, 'smell', '"x"'), '{"change":"merge"}',
  '17', tests.set(2, 'duration_ms', '"long"'))) \g /dev/null
select tests.put(11, tests.edit(5, tests.set(1, 'title', '"Earlier"'), tests.set(2, 'title', '"Two"'),
  tests.place(3, null))) \g /dev/null
select is(array(select title from public.run_of_show where show_id is not null order by position), array['Later', 'Two', ''],
  'a field has its last value, whoever came last; what is not known is passed over; what was taken out is gone');
select is((select duration_seconds from public.run_of_show where number = 'Q2'), 90, 'and a value that is none');
select tests.put(12, tests.item(17, jsonb_build_object('show', tests.show(), 'proposed', true, 'changes',
  jsonb_build_array(tests.set(1, 'title', '"Proposed"')))::text, 20 * 65536)) \g /dev/null
select is((select title from public.run_of_show where number = 'Q1'), 'Later', 'a proposal waits');
select tests.put(11, tests.act(21, 'settle', jsonb_build_object('proposal', tests.name(12, 2), 'adopt', true))) \g /dev/null
select is((select title from public.run_of_show where number = 'Q1'), 'Proposed', 'until it is adopted');
select tests.put(11, tests.edit(22, tests.set(2, 'skip', 'true'))) \g /dev/null
select is(tests.rows(), 'Q1 planned, Q2 skipped, group planned', 'what is skipped says so');
select tests.put(11, tests.edit(23, tests.set(1, 'start', '{"kind":"hard","date":"2026-11-07","time":"01:15:30.5"}'))) \g /dev/null
select is((select row(planned_start, planned_start_at = timestamptz '2026-11-07 01:15:30.5-05')::text
  from public.run_of_show where number = 'Q1'), '("2026-11-07 01:15:30.5",t)', 'a date of its own');
rollback to empty;

-- After midnight.
select tests.put(11, tests.plan(tests.set(1, 'start', '{"kind":"hard","time":"23:50"}'),
  tests.set(2, 'start', '{"kind":"window","earliest":{"time":"00:10"},"latest":{"time":"00:30"}}'))) \g /dev/null
select is((select row(planned_start, planned_start_at = timestamptz '2026-11-07 00:20-05')::text
  from public.run_of_show where number = 'Q2'), '("00:10 – 00:30",t)', 'the night goes on, not before the cue before it is over');
rollback to empty;

select tests.put(11, tests.plan(tests.set(1, 'start', '{"kind":"hard","time":"23:50"}'),
  tests.set(2, 'start', '{"kind":"hard","time":"23:55"}'))) \g /dev/null
select is((select planned_start_at from public.run_of_show where number = 'Q2'), timestamptz '2026-11-07 23:55-05',
  'a time of the day on which the cue before it ends');
rollback to empty;

-- The run: records 2 call, 3 GO 1, 4 GO 2.
select tests.put(11, tests.plan(), tests.act(2, 'take_call', '{"epoch":1}'),
  tests.go(10, tests.name(11, 2), null, 1), tests.go(70, tests.name(11, 2), tests.name(11, 3), 2)) \g /dev/null
select is(tests.rows(), 'Q1 done, Q2 live, group planned, Q3 planned', 'what was called, and what is');
select is(tests.stand(), 'live 1 11', 'and who calls');
select results_eq($$ select tests.second(actual_start_at), tests.second(actual_end_at), started_by, planned_start_at
  from public.run_of_show where number in ('Q1', 'Q2') order by position $$,
  $$ select t.s, t.e, d.device, t.p from tests.device d cross join (values (10, 70, timestamptz 'epoch' + 1790000600 * interval '1 s'), (70, null, timestamptz 'epoch' + 1790001200 * interval '1 s'))
    as t (s, e, p) where d.n = 11 $$, 'when it began and ended, by whom, and when it was planned as it was called');
savepoint live;
select tests.put(12, tests.go(71, tests.name(11, 2), tests.name(11, 4), 3)) \g /dev/null
select is(tests.rows(), 'Q1 done, Q2 live, group planned, Q3 planned', 'a GO under somebody else''s call is none');
select tests.put(11, tests.act(72, 'standby', jsonb_build_object('call', tests.name(11, 2), 'cue', tests.cue(3)))) \g /dev/null
select is(tests.rows(), 'Q1 done, Q2 live, group planned, Q3 standby', 'what is in standby');
select tests.put(12, tests.act(73, 'hold', '{"reason":"smoke"}')) \g /dev/null
select is(tests.rows() || '; ' || tests.stand(), 'Q1 done, Q2 held, group planned, Q3 standby; held 1 11', 'anybody may stop it');
select is((select row(held, hold_reason, tests.second(held_since))::text from public.shows), '(t,smoke,73)', 'and says why');
select tests.put(12, tests.act(74, 'release', jsonb_build_object('hold', tests.name(12, 2)))) \g /dev/null
select is(tests.stand(), 'live 1 11', 'and go on, where the plan names nobody');
select tests.put(11, tests.act(75, 'message', '{"text":"two minutes"}'), tests.act(76, 'blackout', '{"on":true}'),
  tests.go(80, tests.name(11, 2), tests.name(11, 4), 3), tests.go(90, tests.name(11, 2), tests.name(11, 8), null)) \g /dev/null
select is(tests.rows() || '; ' || tests.stand(), 'Q1 done, Q2 done, group planned, Q3 done; finished 1 11', 'the finish');
select is((select row(message, blackout, tests.second(finished_at), live_entry)::text from public.shows),
  '("two minutes",t,90,)', 'the timer, and when it was over');
rollback to live;

-- Whoever holds back and releases is named in the plan.
select tests.put(11, tests.edit(71, tests.field('hold_raisers', jsonb_build_array(tests.author(13))),
  tests.field('ranks', '["nobody"]'))) \g /dev/null
select tests.put(12, tests.act(73, 'hold', '{"reason":"no"}')) \g /dev/null
select is(tests.stand(), 'live 1 11', 'not everybody may stop it');
select tests.put(13, tests.act(74, 'hold', '{"reason":"yes"}'),
  tests.act(75, 'release', jsonb_build_object('hold', tests.name(13, 1)))) \g /dev/null
select is(tests.stand(), 'held 1 11', 'who may stop it may not go on');
select tests.put(11, tests.act(76, 'release', jsonb_build_object('hold', tests.name(13, 1)))) \g /dev/null
select is(tests.stand(), 'live 1 11', 'who calls may');
rollback to live;

-- Un-GO: the cue before it goes on; the same cue may be called again.
select tests.put(11, tests.act(72, 'ungo', jsonb_build_object('call', tests.name(11, 2), 'instance', tests.name(11, 4)))) \g /dev/null
select is(tests.rows(), 'Q1 live, Q2 planned, group planned, Q3 planned', 'what was taken back was not called');
select is((select actual_end_at from public.run_of_show where number = 'Q1'), null, 'and the cue before it did not end');
select tests.put(11, tests.go(95, tests.name(11, 2), tests.name(11, 3), 2)) \g /dev/null
select is(tests.rows(), 'Q1 done, Q2 live, group planned, Q3 planned', 'called again');
select is((select tests.second(actual_start_at) from public.run_of_show where number = 'Q2'), 95, 'it counts from then');
rollback to live;

-- Two who cannot hear each other. Device 12 took the call; device 11 went on under the old one.
select tests.put(11, tests.go(100, tests.name(11, 2), tests.name(11, 4), 3)) \g /dev/null
select tests.put(12, tests.act(80, 'take_call', jsonb_build_object('after', tests.name(11, 2), 'epoch', 2, 'reason', 'silent')),
  tests.go(110, tests.name(12, 1), tests.name(11, 4), null)) \g /dev/null
select is(tests.rows() || '; ' || tests.stand(), 'Q1 done, Q2 done, group planned, Q3 planned; finished 2 12',
  'the later call is the run, whatever the clocks say');
select tests.put(12, tests.act(120, 'adopt_lane', jsonb_build_object('call', tests.name(12, 1), 'instance', tests.name(11, 5)))) \g /dev/null
select is(tests.rows(), 'Q1 done, Q2 done, group planned, Q3 live', 'until the other lane is adopted');
rollback to live;

-- The same from, the same cue: one, the earliest counts. Both took the call: rank, then id.
create function tests.both(edits jsonb) returns text
  language plpgsql
as $$
declare
  found text;
begin
  perform tests.put(11, tests.edit(71, edits), tests.act(80, 'take_call', '{"epoch":2}'),
    tests.go(90, tests.name(11, 6), tests.name(11, 4), 3));
  perform tests.put(12, tests.act(81, 'take_call', '{"epoch":2}'), tests.go(85, tests.name(12, 1), tests.name(11, 4), 3));
  found := concat_ws(' ', tests.stand(), (select tests.second(actual_start_at) from public.run_of_show where number = 'Q3'),
    (select count(*) from public.run_of_show where status in ('live', 'done')));
  raise exception 'undo' using errcode = 'P0002';
exception when no_data_found then
  return found;
end
$$;
select is(tests.both(tests.field('ranks', jsonb_build_array(tests.author(n)))), 'live 2 ' || n || ' 85 3',
  'of two calls of one number that of rank ' || n) from unnest(array[11, 12]) n;
select is(tests.both(tests.field('stage', '"Main"')),
  'live 2 ' || case when tests.author(11) < tests.author(12) then 11 else 12 end || ' 85 3', 'or of the smaller id');

-- A handshake needs the offer, made to whoever accepts.
select tests.put(12, tests.act(80, 'accept_call', jsonb_build_object('offer', tests.name(11, 5), 'after', tests.name(11, 2),
  'epoch', 2))) \g /dev/null
select is(tests.stand(), 'live 1 11', 'nobody accepts what was not offered');
savepoint offer;
select tests.put(11, tests.act(79, 'offer_call', jsonb_build_object('call', tests.name(11, 2), 'to', tests.author(13)))) \g /dev/null
select is(tests.stand(), 'live 1 11', 'nor what was offered to somebody else');
rollback to offer;
select tests.put(11, tests.act(79, 'offer_call', jsonb_build_object('call', tests.name(11, 2), 'to', tests.author(12)))) \g /dev/null
select is(tests.stand(), 'live 2 12', 'the call was passed');
rollback to live;

-- An author says itself what it did.
select tests.put(13, tests.item(21, tests.recovered(tests.author(11), 5, 16, tests.act(75, 'message', '{"text":"told"}')
  ->> 'payload', 75 * 65536, 1790000075000))) \g /dev/null
select is((select message from public.shows), 'told', 'what another author tells counts');
select tests.put(11, tests.act(75, 'message', '{"text":"said"}')) \g /dev/null
select is((select message from public.shows), 'said', 'until the author itself is heard');
rollback to live;

-- What is not known, and what cannot be read.
select is(tests.put(11, tests.act(90, 'encore', '{"to":[1]}'), tests.act(91, 'go', '{"to":{"cue":"x"}}'),
  tests.item(16, '{"action":"hold","reason":"x"}'), tests.item(17, jsonb_build_object('show', tests.show())::text),
  tests.item(16, 'no JSON'), tests.act(92, 'hold', '{"reason":"rain"}')) ->> 'ok', 'true', 'all of it is stored');
select is(array(select coalesce(projection_error, '') from public.records where author_id = tests.author(11) and seq > 4
  order by seq), array['', 'to', 'show', 'changes', 'not JSON', ''], 'with its error beside it');
select is(tests.stand(), 'held 1 11', 'and stops nothing');
select tests.put(11, tests.edit(93, tests.field('date', '"2026-02-31"'))) \g /dev/null
select is((select row(projection_error, status)::text from public.shows), '(22008,held)',
  'what cannot be worked out says so, and leaves what was');
select tests.put(11, tests.edit(94, tests.field('date', '"2026-02-28"'), tests.field('zone', '"Nowhere"'),
  tests.set(3, 'duration_ms', '18446744073709551615'))) \g /dev/null
select is((select row(projection_error, status)::text from public.shows), '(,held)', 'until it can be again');
create or replace function gatehouse.show_limit() returns bigint language sql immutable return 3;
select is(tests.put(11, tests.act(95, 'message', '{"text":"x"}')) ->> 'ok', 'true', 'one record too many is taken');
select is((select row(projection_error, message)::text from public.shows), '("too many records","")', 'and moves nothing');
rollback to live;

-- Whom nobody believes any more.
select tests.call(tests.id(1), format('public.revoke_device(%L, %s)', (select device from tests.device where n = 11), 3)) \g /dev/null
select is(tests.rows(), 'Q1 live, Q2 planned, group planned, Q3 planned', 'what was behind the cut-off was not called');
update public.author_heads set cutoff = 0 where author_id = tests.author(11);
select is((select count(*) from public.shows), 0::bigint, 'a show without records is none');
select is(tests.rows(), null, 'nor are its rows');
update public.author_heads set cutoff = null where author_id = tests.author(11);
select is(tests.rows(), 'Q1 done, Q2 live, group planned, Q3 planned', 'and all of it back again');
rollback to live;

-- Dashboards read it and nobody writes it.
select is(tests.call(tests.id(1), $$ (select to_json(count(*)) from public.run_of_show where show_id is not null) $$), '4', 'an organizer sees it');
select is(tests.call(tests.id(12), $$ (select to_json(count(*)) from public.shows) $$, true), '1', 'a device too');
select tests.sign_in(tests.id(1)) \g /dev/null
with edited as (update public.run_of_show set status = 'done' where show_id is not null returning 1) select is(count(*), 0::bigint, 'an organizer edits no projection') from edited;
with removed as (delete from public.run_of_show where show_id is not null returning 1) select is(count(*), 0::bigint, 'nor removes it') from removed;
select throws_ok(format($$ insert into public.run_of_show (event_id, show_id, entry_id, position, title)
  values (%L, %L, %L, 1, 'x') $$, tests.a(), tests.show(), tests.id(1)), '42501', null, 'nor adds to it');
select lives_ok(format($$ insert into public.run_of_show (event_id, position, title) values (%L, 1, 'x') $$, tests.a()), 'rows of his own');
select tests.sign_out() \g /dev/null
rollback to empty;

-- Every order of arrival, with quotations: 11 and 12 write, 13 tells again what 12 wrote.
create table tests.mail (device integer, n bigint, item jsonb, primary key (device, n));
insert into tests.mail
  select 11, row_number() over (), i from unnest(array[
    tests.plan(), tests.act(2, 'take_call', '{"epoch":1}'), tests.go(10, tests.name(11, 2), null, 1),
    tests.go(70, tests.name(11, 2), tests.name(11, 3), 2), tests.go(71, tests.name(11, 2), tests.name(11, 4), 3),
    tests.act(72, 'ungo', jsonb_build_object('call', tests.name(11, 2), 'instance', tests.name(11, 5))),
    tests.go(75, tests.name(11, 2), tests.name(11, 4), 1), tests.edit(76, tests.set(1, 'title', '"One"')),
    tests.act(77, 'release', jsonb_build_object('hold', tests.name(12, 3)))]) i
  union all
  select 12, row_number() over (), i from unnest(array[
    tests.act(60, 'take_call', jsonb_build_object('after', tests.name(11, 2), 'epoch', 2)),
    tests.go(74, tests.name(12, 1), tests.name(11, 4), 3), tests.act(73, 'hold', '{"reason":"x"}'),
    tests.edit(78, tests.set(1, 'title', '"Two"'), tests.place(2, 'Z')), tests.act(79, 'encore')]) i;
insert into tests.mail
  select 13, m.n, tests.item(21, tests.recovered(tests.author(12), m.n, (m.item ->> 'kind')::integer, m.item ->> 'payload',
    (m.item ->> 'hlc')::numeric, (m.item ->> 'wall')::bigint), 500 * 65536) from tests.mail m where m.device = 12;

create function tests.everything() returns text
  language sql stable
as $$
  select concat((select to_jsonb(s) - array['created_at', 'updated_at'] from public.shows s),
    (select jsonb_agg(to_jsonb(r) - array['created_at', 'updated_at'] order by r.position) from public.run_of_show r
      where r.show_id is not null))
$$;

-- Delivers the three logs in an order of chance, `without` one of them, and says what came of it. All is undone.
create function tests.arrival(seed double precision, without integer default 0) returns text
  language plpgsql
as $$
declare
  found text;
  sent jsonb := '{}';
  next record;
begin
  perform setseed(seed);
  loop
    select m.* into next from tests.mail m
      where m.device <> without and m.n = coalesce((sent ->> m.device::text)::bigint, 0) + 1
      order by random() limit 1;
    exit when next is null;
    perform tests.put(next.device, next.item);
    sent := sent || jsonb_build_object(next.device, next.n);
  end loop;
  found := tests.everything();
  raise exception 'undo' using errcode = 'P0002';
exception when no_data_found then
  return found;
end
$$;
create temp table whole as select tests.arrival(0.5) as everything;
select matches((select everything from whole), '"status": "live".*"call_epoch": 2', 'there is something to compare');
select is(tests.arrival(n / 20.0), (select everything from whole), 'order of arrival ' || n) from generate_series(1, 15) n;
select is(tests.arrival(n / 20.0, 12), (select everything from whole), 'told by another author alone ' || n)
  from generate_series(1, 3) n;
select is(tests.arrival(n / 20.0, 13), (select everything from whole), 'not told again ' || n) from generate_series(1, 3) n;

select * from finish();
rollback;
