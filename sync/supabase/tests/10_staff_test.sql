-- Staff as documents.
begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.told(since text, usr integer default 11) returns jsonb
  language sql
as $$ select jsonb_agg(r) from jsonb_array_elements(tests.call(tests.id(usr), format('public.pull_master(%L, %L)', tests.a(),
  since), usr > 10) -> 'rows') r where r ->> 'e' = 'staff' $$;
create function tests.next() returns text
  language sql
as $$ select tests.call(tests.id(11), format('public.pull_master(%L, '''')', tests.a()), true) ->> 'next' $$;
-- Ends the transaction, as far as the counter knows: all tests run in one.
create function tests.commit() returns void
  language sql
as $$ select set_config('gatehouse.c' || replace(tests.a()::text, '-', ''), '', true) $$;
create function tests.publish(rows jsonb, usr integer default 1, event uuid default tests.a()) returns jsonb
  language sql
as $$ select tests.call(tests.id(usr), format('public.publish(%L, %L)', event, rows)) $$;
create function tests.doc(id uuid, d jsonb) returns jsonb
  language sql immutable return jsonb_build_object('e', 'staff', 'id', id, 'd', d);

-- What a gate hears of a row, and of none of the rest.
select tests.commit();
create temp table mark as select tests.next() as at;
insert into public.staff (id, event_id, name, email, phone, role, team, checkpoint_id, shift_starts_at, shift_ends_at, notes,
    post, call_sign, zones) values
  (tests.id(601), tests.a(), 'Ana Ñáñez', 'ana@example.org', '+57 1', 'medic', 'Red', tests.id(4107),
    gatehouse.at_ms(1790000000000), gatehouse.at_ms(1790030000000), 'private', 'First aid', 'medic1', array[tests.id(4097)]),
  (tests.id(602), tests.a(), 'Luis', null, null, null, null, null, null, null, null, null, null, '{}');
create temp table whole as select jsonb_build_array(
  tests.doc(tests.id(601), jsonb_build_object('name', 'Ana Ñáñez', 'role', 'medic', 'team', 'Red', 'post', 'First aid',
    'call_sign', 'medic1', 'shift_from_ms', 1790000000000, 'shift_until_ms', 1790030000000, 'checkpoint', tests.id(4107),
    'zones', jsonb_build_array(tests.id(4097)))),
  tests.doc(tests.id(602), '{"name":"Luis"}')) as rows;
select is(tests.told((select at from mark)), (select rows from whole), 'a delta: what a roster needs, and nothing else');
select is(tests.told(''), (select rows from whole), 'from the beginning');
select is(tests.call(tests.id(21), format('public.pull_master(%L, '''')', tests.a()), true) ->> 'sqlstate', '42501',
  'a device of another event hears nothing');

-- The order of a snapshot, and its end.
create temp table snap as select tests.call(tests.id(11), format('public.snapshot(%L, true)', tests.a()), true) as s;
select is((select string_agg(distinct l::jsonb ->> 'e', ',') from snap,
    regexp_split_to_table(rtrim(tests.call(tests.id(11), format('public.snapshot_chunk(%L, %L, 0)', tests.a(),
      s ->> 'snapshot'), true) ->> 'body', E'\n'), E'\n') with ordinality x (l, o) where o > (s ->> 'rows')::integer - 2),
  'staff', 'a snapshot ends with the staff');
select is((select (s ->> 'rows')::integer from snap), 16 + 2, 'and has each of them once');

-- Pages, from every place.
create function tests.collect(room integer) returns jsonb
  language plpgsql
as $$
declare
  since text := '';
  answer jsonb;
  rows jsonb := '[]';
begin
  for i in 1..1000 loop
    answer := tests.call(tests.id(11), format('public.pull_master(%L, %L, %s)', tests.a(), since, room), true);
    rows := rows || (answer -> 'rows');
    since := answer ->> 'next';
    exit when not (answer ->> 'more')::boolean;
  end loop;
  return rows;
end
$$;
select is(tests.collect(n), tests.collect(5000), 'the same in pages of ' || n) from unnest(array[1, 2, 17]) n;

-- Changes.
select tests.commit();
create temp table mark2 as select tests.next() as at;
update public.staff set status = 'present', notes = 'x', phone = '1', email = 'y' where event_id = tests.a();
select is(tests.next(), (select at from mark2), 'what no document has takes no number');
update public.staff set call_sign = 'sec2' where id = tests.id(602);
select is(tests.told((select at from mark2)), jsonb_build_array(tests.doc(tests.id(602), '{"name":"Luis","call_sign":"sec2"}')),
  'only what changed');
select tests.commit();
create temp table mark3 as select tests.next() as at;
delete from public.checkpoints where id = tests.id(4107);
select is(tests.told((select at from mark3)) #> '{0,d,checkpoint}', null, 'a post whose checkpoint is gone');
delete from public.staff where id = tests.id(602);
select is(tests.told((select at from mark3)) -> 1, jsonb_build_object('e', 'staff', 'id', tests.id(602), 'gone', true),
  'who is gone leaves a tombstone');
insert into public.staff (id, event_id, name) values (tests.id(602), tests.a(), 'Luis');
select is(tests.told((select at from mark3)) -> 1, tests.doc(tests.id(602), '{"name":"Luis"}'), 'until they are back');
select throws_ok(format('update public.staff set event_id = %L where id = %L', tests.b(), tests.id(602)), '23514', null,
  'and they stay in their event');
select is(tests.call(tests.id(11), format('public.pull_master(%L, %L)', tests.a(), regexp_replace((select at from mark3),
  '^(\d+)\.9\.', '\1.8.not-an-id')), true) ->> 'error', 'bad_cursor', 'a cursor that is none');

-- Published.
select is(tests.publish((select rows from whole) || jsonb_build_array(tests.doc(tests.id(603),
  jsonb_build_object('name', 'Eva', 'checkpoint', tests.id(4107))))) ->> 'error', 'unknown_checkpoint', 'a checkpoint must be there');
select is(tests.publish(jsonb_build_array(tests.doc(tests.id(601), jsonb_build_object('name', 'Ana', 'post', 'Gate',
  'shift_from_ms', 5, 'checkpoint', tests.id(4108))), tests.doc(tests.id(603), jsonb_build_object('name', 'Eva', 'zones',
  jsonb_build_array(tests.id(4098), tests.id(4097)))))) ->> 'written', '2', 'staff is published');
select is((select row(name, email, role, post, shift_starts_at = gatehouse.at_ms(5), checkpoint_id = tests.id(4108), zones)::text
  from public.staff where id = tests.id(601)), '(Ana,y,,Gate,t,t,{})', 'a document says all that documents have, and no more');
select is((select zones from public.staff where id = tests.id(603)), array[tests.id(4098), tests.id(4097)], 'zones in their order');
select is(tests.publish(jsonb_build_array(jsonb_build_object('e', 'staff', 'id', tests.id(603), 'gone', true))) ->> 'ok', 'true',
  'and taken out');
select is((select count(*) from public.staff where id = tests.id(603)), 0::bigint, 'which is done');
insert into public.staff (id, event_id, name) values (tests.id(604), tests.b(), 'Other');
select is(tests.publish(jsonb_build_array(tests.doc(tests.id(604), '{"name":"x"}'))) ->> 'error', 'not_yours',
  'nobody of another event');
select is(tests.publish(jsonb_build_array(tests.doc(tests.id(605), d))) ->> 'error', 'malformed', d::text)
  from unnest(array['{}', '{"name":7}', '{"name":"x","zones":["y"]}', '{"name":"x","zones":7}', '{"name":"x","checkpoint":"y"}',
    '{"name":"x","shift_from_ms":"y"}', '{"name":"x","call_sign":[]}']::jsonb[]) d;

select * from finish();
rollback;
