begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.delta(since text, room integer default 1000, usr integer default 11) returns jsonb
  language sql
as $$ select tests.call(tests.id(usr), format('public.pull_master(%L, %L, %s)', tests.a(), since, room), true) $$;
create function tests.at() returns text
  language sql stable
as $$
  select format('%1$s.9./%1$s.%2$s', c.change, m.mark)
  from public.event_changes c join public.change_marks m using (event_id, change) where c.event_id = tests.a()
$$;
create function tests.number(at text) returns bigint
  language sql immutable
  return split_part(at, '.', 1)::bigint;
-- Ends the transaction, as far as the counter knows: all tests run in one.
create function tests.commit() returns void
  language sql
as $$ select set_config('gatehouse.c' || replace(tests.a()::text, '-', ''), '', true) $$;

create temp table first as select tests.delta('') as a;
select is((select jsonb_array_length(a -> 'rows') from first), 1 + 1 + 2 + 4 + 3 + 5, 'all there is');
select is((select a ->> 'next' from first), tests.at(), 'up to the counter');
select is((select tests.delta(a ->> 'next') from first), jsonb_build_object('ok', true, 'rows', '[]'::jsonb,
  'next', tests.at(), 'more', false), 'then nothing');
select is(array(select r ->> 'e' from first, jsonb_array_elements(a -> 'rows') with ordinality x (r, o) order by o),
  array['event', 'product', 'zone', 'zone', 'checkpoint', 'checkpoint', 'checkpoint', 'checkpoint', 'author', 'author',
    'author', 'credential', 'credential', 'credential', 'credential', 'credential'], 'in the order of the entities');

-- One transaction with many rows, of all sorts, in pages.
insert into public.tickets (id, event_id, ticket_type_id)
  select tests.id(50000 + n), tests.a(), (select id from public.ticket_types where event_id = tests.a())
  from generate_series(1, 250) n;
insert into public.ticket_types (event_id, number, name) select tests.a(), n, 'P' || n from generate_series(2, 12) n;
insert into public.signing_keys (event_id, public_key) select tests.a(), tests.key(n) from generate_series(1, 5) n;
delete from public.tickets where id in (tests.id(50001), tests.id(50009));
delete from public.ticket_types where event_id = tests.a() and number in (9, 10);
create function tests.collect(room integer) returns jsonb
  language plpgsql
as $$
declare
  since text := '';
  answer jsonb;
  all_rows jsonb := '[]';
begin
  for i in 1..1000 loop
    answer := tests.delta(since, room);
    all_rows := all_rows || (answer -> 'rows');
    since := answer ->> 'next';
    exit when not (answer ->> 'more')::boolean;
  end loop;
  return all_rows;
end
$$;
create temp table pages as select n, tests.collect(n) as rows from unnest(array[1, 3, 100, 282, 283, 5000]) n;
select is((select jsonb_array_length(rows) from pages where n = 5000), 16 + 250 + 11 + 5, 'all of it, with what is gone');
select is(rows, (select rows from pages where n = 5000), 'the same in pages of ' || n) from pages;
select is((select count(*) from pages, jsonb_array_elements(rows) r where n = 5000 and r -> 'gone' = 'true'), 4::bigint,
  'tombstones');
select ok((select rows @> '[{"e": "product", "id": "9", "gone": true}]' from pages where n = 5000), 'by the document''s id');

-- Only what changed, and nothing for what did not.
select tests.commit();
create temp table mark as select tests.at() as at;
update public.attendees set name = 'Renamed' where id = (select attendee_id from public.tickets where id = tests.id(4197));
select is((select tests.delta(at) -> 'rows' from mark), jsonb_build_array(jsonb_build_object('e', 'credential', 'id',
  tests.id(4197), 'd', jsonb_build_object('product', 1, 'name', 'Renamed', 'email', '1@guests.example', 'order_code', 'O1',
    'reference', 'r1'))), 'an attendee''s new name is in the ticket''s document');
select is(tests.number(tests.at()), (select tests.number(at) + 1 from mark), 'one transaction, one number');
select tests.commit();
create temp table mark2 as select tests.at() as at;
update public.attendees set name = name, notes = 'x' where event_id = tests.a();
update public.tickets set seat = seat, qr_code = 'x' where event_id = tests.a();
update public.events set description = 'x' where id = tests.a();
update public.ticket_types set price_cents = 100 where event_id = tests.a();
update public.author_heads set head = head where event_id = tests.a();
select is(tests.at(), (select at from mark2), 'what no document has takes no number');
update public.orders set status = 'pending' where event_id = tests.a() and code = 'O2';
select is((select tests.delta(at) #> '{rows,0,d,payment}' from mark2), '"due"', 'an order that is pending is due');
update public.orders set status = 'awaiting_approval' where event_id = tests.a() and code = 'O2';
select is((select tests.delta(at) #> '{rows,0,d,approval}' from mark2), '"awaited"', 'one that awaits approval');
update public.orders set status = 'refunded' where event_id = tests.a() and code = 'O2';
select is((select tests.delta(at) #> '{rows,0,d,standing}' from mark2), '"cancelled"', 'one that is refunded');
select is((select jsonb_array_length(tests.delta(at) -> 'rows') from mark2), 1, 'and only that ticket');

-- Savepoints: the number goes back with the row.
select tests.commit();
create temp table mark3 as select tests.at() as at;
savepoint one;
update public.zones set name = 'x' where id = tests.id(4097);
rollback to savepoint one;
select is(tests.at(), (select at from mark3), 'rolled back');
update public.zones set name = 'y' where id = tests.id(4097);
select is((select tests.delta(at) #> '{rows,0,d,name}' from mark3), '"y"', 'a later change is numbered');
select is((select change from public.zones where id = tests.id(4097)), (select change from public.event_changes
  where event_id = tests.a()), 'with the counter''s number');
savepoint two;
update public.zones set name = 'z' where id = tests.id(4098);
rollback to savepoint two;
update public.zones set name = 'z' where id = tests.id(4098);
select is((select count(distinct change) from public.zones where event_id = tests.a()), 1::bigint, 'and so is the next');
select is((select array_agg(change order by change) from public.change_marks where event_id = tests.a()),
  (select array(select generate_series(1, change)) from public.event_changes where event_id = tests.a()),
  'every number has one mark');

-- Gone and there again.
select tests.commit();
delete from public.tickets where id = tests.id(4201);
select tests.commit();
create temp table mark4 as select tests.at() as at;
insert into public.tickets (id, event_id, ticket_type_id) values (tests.id(4201), tests.a(),
  (select id from public.ticket_types where event_id = tests.a() and number = 1));
select is((select tests.delta(at) -> 'rows' from mark4), jsonb_build_array(jsonb_build_object('e', 'credential', 'id',
  tests.id(4201), 'd', '{"product": 1}'::jsonb)), 'there again');
select is((select count(*) from public.tombstones where key = tests.id(4201)::text), 0::bigint, 'without its tombstone');

-- Cursors.
select is(tests.delta(c) ->> 'error', 'bad_cursor', 'no cursor: ' || c)
  from unnest(array['x', '1', '1.7', '1.7.', '1.7.zz', '1.0.', '-1.9.', '1.5.00']) p,
    unnest(array[p, p || '/1.' || tests.id(1)]) c;
select is(tests.delta(c) ->> 'error', 'bad_cursor', 'no cursor: ' || c)
  from unnest(array['1.9.', '1.9./', '1.9./1', '1.9./1.x', '1.9./' || tests.id(1), '1.9.' || tests.id(1)]) c;
select is(tests.delta('1.9./1.' || tests.id(1)) ->> 'error', 'gone', 'a mark that nobody gave');

-- A backup, what is forgotten when the store is restored from it, and what is done instead.
select tests.commit() \g /dev/null
select tests.at() as old \gset
update public.zones set name = 'before' where id = tests.id(4097);
select tests.commit() \g /dev/null
select tests.at() as backed_up, tests.delta('', 3) ->> 'next' as page_backed_up \gset
savepoint backup;
update public.tickets set seat = 'forgotten' where id = tests.id(4198);
update public.zones set capacity = 7 where id = tests.id(4097);
select tests.at() as forgotten, tests.delta('', 3) ->> 'next' as page_forgotten,
  tests.call(tests.id(11), format('public.snapshot(%L, true)', tests.a()), true) ->> 'covers' as covers_forgotten \gset
select is(tests.delta(:'forgotten') ->> 'ok', 'true', 'good while it is remembered');
rollback to savepoint backup;
select is(tests.delta(c) ->> 'error', 'gone', 'farther than the counter: ' || n)
  from (values ('delta', :'forgotten'), ('page', :'page_forgotten'), ('snapshot', :'covers_forgotten')) t (n, c);
update public.tickets set seat = 'instead' where id = tests.id(4199);
select is(tests.number(tests.at()), tests.number(:'forgotten'), 'the number is given again');
select is(tests.delta(c) ->> 'error', 'gone', 'the same number, another change: ' || n)
  from (values ('delta', :'forgotten'), ('page', :'page_forgotten'), ('snapshot', :'covers_forgotten')) t (n, c);
select is((select array_agg(r ->> 'id') from jsonb_array_elements(tests.delta(:'backed_up') -> 'rows') r),
  array[tests.id(4199)::text], 'whoever is as old as the backup goes on');
select is((select array_agg(r ->> 'id' order by r ->> 'id') from jsonb_array_elements(tests.delta(:'old') -> 'rows') r),
  array[tests.id(4097)::text, tests.id(4199)::text], 'so does who is older');
select is(tests.delta(:'page_backed_up') ->> 'ok', 'true', 'and who was half-way');

-- Snapshots.
create temp table shot as select tests.call(tests.id(11), format('public.snapshot(%L)', tests.a()), true) as s;
create temp table chunk as
  select (c ->> 'n')::integer as n, c, tests.call(tests.id(11), format('public.snapshot_chunk(%L, %L, %s)', tests.a(),
    s ->> 'snapshot', c ->> 'n'), true) ->> 'body' as body
  from shot, jsonb_array_elements(s -> 'chunks') c;
select is((select s ->> 'covers' from shot), tests.at(), 'covers');
select ok((select bool_and(c ->> 'sha256' = encode(sha256(convert_to(body, 'UTF8')), 'hex')
  and (c ->> 'bytes')::integer = octet_length(body)
  and (c ->> 'rows')::integer = length(body) - length(replace(body, E'\n', ''))) from chunk), 'chunks are what they say');
select is((select s ->> 'sha256' from shot), (select encode(sha256(convert_to(string_agg(body, '' order by n), 'UTF8')),
  'hex') from chunk), 'so is the whole');
select is((select jsonb_agg(l::jsonb order by l::jsonb) from chunk, string_to_table(rtrim(body, E'\n'), E'\n') l),
  (select jsonb_agg(r order by r) from jsonb_array_elements(tests.delta('', 5000) -> 'rows') r where not r ? 'gone'),
  'a snapshot holds what deltas from the beginning hold');
select is(tests.call(tests.id(1), format('public.snapshot(%L)', tests.a())) ->> 'snapshot', (select s ->> 'snapshot'
  from shot), 'it is built once');
select is(tests.delta((select s ->> 'covers' from shot)) -> 'rows', '[]', 'deltas go on behind it');

-- One that takes the place of what is there.
update public.snapshots set created_at = now() - interval '2 minutes' where event_id = tests.a();
select is(tests.call(tests.id(11), format('public.snapshot(%L, true)', tests.a()), true) ->> 'snapshot',
  (select s ->> 'snapshot' from shot), 'nothing has changed: it is fresh');
select tests.commit() \g /dev/null
update public.zones set name = 'later' where id = tests.id(4097);
select is(tests.call(tests.id(11), format('public.snapshot(%L)', tests.a()), true) ->> 'snapshot',
  (select s ->> 'snapshot' from shot), 'whoever has nothing takes it and the deltas behind it');
create temp table fresh as select tests.call(tests.id(11), format('public.snapshot(%L, true)', tests.a()), true) as s;
select is((select s ->> 'covers' from fresh), tests.at(), 'for whom it replaces everything it is built anew');
select tests.commit() \g /dev/null
update public.zones set name = 'still later' where id = tests.id(4097);
select is(tests.call(tests.id(12), format('public.snapshot(%L, true)', tests.a()), true) ->> 'snapshot',
  (select s ->> 'snapshot' from fresh), 'once a minute at most');
update public.snapshots set created_at = created_at - interval '1 minute' where event_id = tests.a();
select is(tests.call(tests.id(12), format('public.snapshot(%L, true)', tests.a()), true) ->> 'covers', tests.at(),
  'and after that again');
select is(tests.call(tests.id(11), format('public.snapshot_chunk(%L, %L, 0)', tests.a(), (select s ->> 'snapshot'
  from shot)), true) ->> 'ok', 'true', 'whoever takes one of the last minutes may finish');
update public.snapshots set created_at = created_at - interval '10 minutes' where event_id = tests.a();
select is(tests.call(tests.id(11), format('public.snapshot_chunk(%L, %L, 9)', tests.a(), tests.id(1)), true) ->> 'error',
  'gone', 'another one is gone');
select is(tests.call(tests.id(11), format('public.snapshot_chunk(%L, ''x'', 0)', tests.a()), true) ->> 'error', 'gone',
  'no snapshot at all');
select is(tests.call(tests.id(21), format('public.snapshot_chunk(%L, %L, 0)', tests.b(), (select s ->> 'snapshot'
  from shot)), true) ->> 'error', 'gone', 'another event''s is not told');
select tests.commit();
insert into public.tickets (event_id, ticket_type_id)
  select tests.a(), (select id from public.ticket_types where event_id = tests.a() and number = 1)
  from generate_series(1, 4500);
create temp table shot2 as select tests.call(tests.id(11), format('public.snapshot(%L)', tests.a()), true) as s;
select isnt((select s ->> 'covers' from shot2), (select s ->> 'covers' from fresh), 'built anew when much has changed');
select is((select jsonb_array_length(s -> 'chunks') from shot2), 3, 'in chunks of 2,000');
select is((select array_agg(n order by n) from (values (1, (select s ->> 'snapshot' from shot)), (2, (select s ->> 'snapshot'
  from fresh)), (3, (select id::text from public.snapshots order by change desc offset 1 limit 1))) t (n, id)
  where tests.call(tests.id(11), format('public.snapshot_chunk(%L, %L, 0)', tests.a(), t.id), true) ->> 'ok' = 'true'),
  array[3], 'whoever takes the one before may finish, and nobody else');

select * from finish();
rollback;
