begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.publish(rows jsonb, usr integer default 1, event uuid default tests.a()) returns jsonb
  language sql
as $$ select tests.call(tests.id(usr), format('public.publish(%L, %L)', event, rows)) $$;
create function tests.all(event uuid default tests.a(), usr integer default 1) returns jsonb
  language sql
as $$ select coalesce(jsonb_agg(r order by r), '[]') from jsonb_array_elements(tests.call(tests.id(usr),
  format('public.pull_master(%L, '''', 5000)', event)) -> 'rows') r where r ->> 'e' <> 'author' or r #> '{d,device}' is null $$;
create function tests.sorted(rows jsonb) returns jsonb
  language sql immutable
as $$ select jsonb_agg(r order by r) from jsonb_array_elements(rows) r $$;
create function tests.doc(e text, id text, d jsonb) returns jsonb
  language sql immutable return jsonb_build_object('e', e, 'id', id, 'd', d);

-- What was published is what is told.
create temp table doc as select jsonb_build_array(
  tests.doc('event', tests.id(3)::text, '{"name":"Feria","zone":"America/Bogota","starts_ms":1790000000123,"ends_ms":1790100000000,"locale":"es"}'),
  tests.doc('product', '0', '{"number":0,"name":"Crew","kind":"staff","attention":"Check the photo","active":false}'),
  tests.doc('product', '65535', '{"number":65535,"name":"Guest list","kind":"guest_list","active":true}'),
  tests.doc('zone', tests.id(301)::text, '{"name":"Floor","capacity":4294967295}'),
  tests.doc('checkpoint', tests.id(302)::text, jsonb_build_object('name', 'Door', 'zone', tests.id(301), 'policy', 'per_day',
    'per_day', 2, 'opens_ms', 1790000000000, 'closes_ms', 1790000000001, 'admits_unpaid', true, 'position', 4,
    'products', '[65535, 0]'::jsonb)),
  tests.doc('key', tests.key(301), '{"status":"retiring","not_before_ms":1,"not_after_ms":1790000000000}'),
  tests.doc('author', tests.id(303)::text, jsonb_build_object('public_key', tests.key(303), 'name', 'Desk', 'frozen', false)),
  tests.doc('author', tests.id(304)::text, jsonb_build_object('public_key', tests.key(304), 'name', '', 'frozen', true,
    'cutoff', 5)),
  tests.doc('credential', tests.id(311)::text, '{"product":0}'),
  tests.doc('credential', tests.id(312)::text, '{"product":65535,"kind":"press","generation":255,"standing":"blocked","approval":"awaited","payment":"due","valid_from_ms":1790000000000,"valid_until_ms":1790000000999,"rehearsal":true,"name":"Ñandú","email":"n@x.co","company":"Acme","order_code":"A-1","reference":"7","seat":"B12","attention":"Allergy"}'),
  tests.doc('credential', tests.id(313)::text, '{"product":0,"order_code":"A-1","payment":"due","name":"x"}'),
  tests.doc('credential', tests.id(314)::text, '{"product":0,"order_code":"A-1"}'),
  tests.doc('credential', tests.id(315)::text, '{"product":0,"order_code":"B-1","standing":"revoked"}'),
  tests.doc('credential', tests.id(316)::text, '{"product":0,"order_code":"C-1","approval":"awaited"}')) as rows;
select is(tests.call(tests.id(11), format('public.publish(%L, %L)', tests.id(3), (select rows from doc)), true)
  ->> 'sqlstate', '42501', 'an anonymous user makes no events');
select is(tests.publish((select rows - 0 from doc), 2, tests.id(3)) ->> 'error', 'unknown_event', 'an event begins with itself');
select is(tests.publish((select rows from doc), 2, tests.id(3)) ->> 'written', '14', 'published');
select is((select role from public.event_members where event_id = tests.id(3) and user_id = tests.id(2)), 'owner',
  'whoever makes an event owns it');
select is(tests.all(tests.id(3), 2), (select tests.sorted(rows) from doc), 'what was published is what is told');
select is((select jsonb_object_agg(code, status) from public.orders where event_id = tests.id(3)),
  '{"A-1": "awaiting_approval", "B-1": "paid", "C-1": "awaiting_approval"}', 'orders for the shop');
-- The same again, and then piece by piece with differences.
select set_config('gatehouse.c' || replace(tests.id(3)::text, '-', ''), '', true);
create temp table mark as select change from public.event_changes where event_id = tests.id(3);
select is((tests.publish((select rows from doc), 2, tests.id(3)) ->> 'change')::bigint, (select change from mark),
  'nothing new takes no number');
create function tests.changed(id integer, d jsonb) returns boolean
  language plpgsql
as $$
declare
  want jsonb;
begin
  update doc set rows = (select jsonb_agg(case when r ->> 'id' = tests.id($1)::text then jsonb_set(r, '{d}', $2) else r end)
    from jsonb_array_elements(rows) r);
  if not (tests.publish(jsonb_build_array(tests.doc('credential', tests.id($1)::text, $2)), 2, tests.id(3)) ->> 'ok')::boolean
  then
    return false;
  end if;
  return tests.all(tests.id(3), 2) = (select tests.sorted(rows) from doc);
end
$$;
select ok(tests.changed(id, d), format('%s becomes %s, all others stay', id, d)) from (values
  (313, '{"product": 0, "order_code": "A-1", "name": "y"}'::jsonb), (312, '{"product": 0, "order_code": "A-1"}'),
  (314, '{"product": 65535, "order_code": "B-1", "payment": "due"}'), (315, '{"product": 0, "order_code": "B-1"}'),
  (315, '{"product": 0, "order_code": "B-1", "payment": "due"}'), (315, '{"product": 0, "order_code": "B-1"}'),
  (314, '{"product": 65535, "order_code": "B-1"}'), (316, '{"product": 0, "standing": "cancelled"}'),
  (316, '{"product": 0, "order_code": "NEW", "attention": "!"}'), (311, '{"product": 0, "name": "Z", "seat": "1"}'),
  (311, '{"product": 0}')) as c (id, d);
select is((select status from public.orders where event_id = tests.id(3) and code = 'B-1'), 'paid',
  'an order says what all its tickets say');
-- An attendee with two tickets, as the shop may have it.
update public.tickets set attendee_id = (select attendee_id from public.tickets where id = tests.id(313))
  where id = tests.id(311);
update doc set rows = jsonb_set(rows, '{8,d}', '{"product": 0, "name": "y"}');
select is(tests.all(tests.id(3), 2), (select tests.sorted(rows) from doc), 'one attendee, two documents');
select ok(tests.changed(311, '{"product": 0, "name": "Other"}'), 'one of them told otherwise leaves the other');
update public.orders set status = 'cancelled' where event_id = tests.id(3) and code = 'A-1';
select is((select count(*) from public.tickets where event_id = tests.id(3) and status = 'cancelled'), 2::bigint,
  'an order that is called off takes its tickets along');
update doc set rows = (select jsonb_agg(case when r #>> '{d,order_code}' = 'A-1'
  then jsonb_set(r, '{d}', (r -> 'd' || '{"standing": "cancelled"}')) else r end) from jsonb_array_elements(rows) r);
select is(tests.all(tests.id(3), 2), (select tests.sorted(rows) from doc), 'and gates hear it');
select ok(tests.changed(313, '{"product": 0, "order_code": "A-1", "name": "y"}'), 'a ticket of it may be good again');

-- Trust only shrinks.
select tests.publish((select jsonb_agg(tests.doc('author', tests.id(304)::text, jsonb_build_object('public_key',
  tests.key(304), 'name', 'New', 'frozen', false)))), 2, tests.id(3)) \g /dev/null
select is((select row(name, frozen, cutoff)::text from public.author_heads where author_id = tests.id(304)), '(New,t,5)',
  'a desk that has not heard of it does not thaw an author');

-- Gone.
select is(tests.publish(jsonb_build_array(jsonb_build_object('e', 'credential', 'id', tests.id(311), 'gone', true),
  jsonb_build_object('e', 'checkpoint', 'id', tests.id(302), 'gone', true),
  jsonb_build_object('e', 'zone', 'id', tests.id(301), 'gone', true),
  jsonb_build_object('e', 'key', 'id', tests.key(301), 'gone', true),
  jsonb_build_object('e', 'author', 'id', tests.id(303), 'gone', true)), 2, tests.id(3)) ->> 'ok', 'true', 'gone');
select is((select array_agg(r ->> 'e' order by r ->> 'e') from jsonb_array_elements(tests.all(tests.id(3), 2)) r
  where r -> 'gone' = 'true'), array['author', 'checkpoint', 'credential', 'key', 'zone'], 'and gates hear of it');

-- What cannot be read or is not the caller's changes nothing.
select is(tests.publish(jsonb_build_array(tests.doc('zone', tests.id(4097)::text, '{"name":"Hacked"}'), d)),
  '{"ok": false, "error": "malformed", "index": 1}', 'malformed: ' || left(d::text, 60))
  from unnest(array['1', '{}', '{"e":"zone","id":"x","d":{"name":"x"}}', '{"e":"party","id":"1","d":{}}',
    '{"e":"product","id":"1","d":{"number":2,"name":"x","kind":"ticket"}}',
    '{"e":"product","id":"2","d":{"number":2,"name":"x","kind":"queen"}}',
    '{"e":"key","id":"00","d":{"status":"active"}}']::jsonb[] || array[
    tests.doc('credential', tests.id(9)::text, '{"product":1,"standing":"so-so"}'),
    tests.doc('credential', tests.id(9)::text, '{"product":1,"generation":256}'),
    tests.doc('credential', tests.id(9)::text, '{"product":1,"name":7}'),
    tests.doc('credential', tests.id(9)::text, '{"product":1,"valid_from_ms":1e30}'),
    tests.doc('checkpoint', tests.id(9)::text, jsonb_build_object('name', 'x', 'zone', tests.id(4097), 'policy', 'per_day')),
    tests.doc('event', tests.b()::text, '{"name":"x","zone":"UTC","starts_ms":1,"ends_ms":1,"locale":"es"}')]) d;
select is(tests.publish(jsonb_build_array(tests.doc('zone', tests.id(4097)::text, '{"name":"Hacked"}'), d)) ->> 'error', word,
  word) from (values
    (tests.doc('zone', tests.id(8193)::text, '{"name":"Taken over"}'), 'not_yours'),
    (tests.doc('credential', tests.id(8293)::text, '{"product":1}'), 'not_yours'),
    (tests.doc('author', tests.author(21)::text, jsonb_build_object('public_key', tests.key(21))), 'not_yours'),
    (tests.doc('author', tests.author(11)::text, jsonb_build_object('public_key', tests.key(999))), 'bad_key'),
    (tests.doc('credential', tests.id(9)::text, '{"product":77}'), 'unknown_product'),
    (tests.doc('checkpoint', tests.id(9)::text, jsonb_build_object('name', 'x', 'zone', tests.id(8193), 'policy', 'once')),
      'unknown_zone')) as c (d, word);
select is((select name from public.zones where id = tests.id(4097)), 'Hall', 'nothing of it was written');
select is(tests.publish('[]', 2) ->> 'sqlstate', '42501', 'not for another event''s organizer');
insert into public.event_members values (tests.a(), tests.id(2), 'viewer');
select is(tests.publish('[]', 2) ->> 'sqlstate', '42501', 'not for viewers');
select is(tests.call(tests.id(2), format('public.conflicts(%L)', tests.a())) ->> 'ok', 'true', 'who may look');

select * from finish();
rollback;
