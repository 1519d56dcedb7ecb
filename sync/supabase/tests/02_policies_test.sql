-- Who may what: role by table by verb, tried on rows of both events.
begin;
\ir helpers/helpers.psql
select no_plan();

create function tests.blackout() returns text
  language sql immutable
  return jsonb_build_object('show', tests.id(9000), 'action', 'blackout', 'on', true)::text;

-- A setting of each sort, a strike and a recount.
create function tests.control(event uuid, base integer) returns jsonb
  language sql immutable
  return jsonb_build_array(
    tests.item(9, jsonb_build_object('deeds', jsonb_build_array(
      jsonb_build_object('deed', 'configure', 'setting', 'category', 'code', 'MED', 'severity', 'minor'),
      jsonb_build_object('deed', 'configure', 'setting', 'door_from', 'door', tests.id(base + 11), 'from', tests.id(base + 2)),
      jsonb_build_object('deed', 'strike', 'entry', jsonb_build_object('author', event, 'seq', 1), 'reason', 'x')))::text),
    tests.item(7, jsonb_build_object('zone', tests.id(base + 1), 'by', 1, 'reason', 'x')::text));

-- Some row of each table for both events.
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(
    tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4197))),
    tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4197))),
    tests.item(3, tests.scan(tests.id(4107), tests.id(4097), tests.id(4198))),
    tests.item(5, tests.undo(tests.author(11), 3)), tests.item(16, tests.blackout())) || tests.control(tests.a(), 4096)),
  tests.send(tests.id(21), tests.b(), tests.author(21), jsonb_build_array(
    tests.item(3, tests.scan(tests.id(8203), tests.id(8193), tests.id(8293))),
    tests.item(3, tests.scan(tests.id(8203), tests.id(8193), tests.id(8293))),
    tests.item(5, tests.undo(tests.author(21), 9)), tests.item(16, tests.blackout())) || tests.control(tests.b(), 8192)) \g /dev/null
do $$
declare
  e uuid;
begin
  foreach e in array array[tests.a(), tests.b()] loop
    insert into venues (event_id, name) values (e, 'v');
    insert into sessions (event_id, title) values (e, 's');
    insert into speakers (event_id, name) values (e, 's');
    insert into sponsors (event_id, name) values (e, 's');
    insert into staff (event_id, name) values (e, 's');
    insert into tasks (event_id, title) values (e, 't');
    insert into run_of_show (event_id, position, title) values (e, 1, 'r');
    insert into event_logs (event_id, title) values (e, 'l');
    insert into event_messages (event_id, channel) values (e, 'email');
    insert into event_analytics (event_id, metric, value) values (e, 'm', 1);
    insert into signing_keys (event_id, public_key) values (e, tests.key(5));
    insert into forked_records values ((select author_id from author_heads where event_id = e limit 1), 1, '\x00', e,
      '\x00', '\x00');
    delete from tickets where id = (select id from tickets where event_id = e order by id desc limit 1);
  end loop;
end
$$;
select tests.call(tests.id(1), format('public.snapshot(%L)', tests.a())),
  tests.call(tests.id(2), format('public.snapshot(%L)', tests.b())),
  tests.call(tests.id(1), format('public.revoke_device(%L)', (select device from tests.device where n = 13))) \g /dev/null
-- For B too, but on a device that nothing else needs.
select tests.enrol(99, 2, tests.b()) \g /dev/null
select tests.call(tests.id(2), format('public.revoke_device(%L)', (select device from tests.device where n = 99))) \g /dev/null

-- What each may do with rows of A: s(elect), i(nsert), u(pdate), d(elete).
create table tests.expected (name text primary key, device text, organizer text);
insert into tests.expected values
  ('events', 's', 'sud'), ('venues', 's', 'siud'), ('ticket_types', 's', 'siud'), ('orders', '', 'siud'),
  ('attendees', 's', 'siud'), ('tickets', 's', 'siud'), ('check_ins', 's', 's'), ('sessions', 's', 'siud'),
  ('speakers', 's', 'siud'), ('sponsors', 's', 'siud'), ('run_of_show', 's', 'siud'), ('shows', 's', 's'), ('event_logs', 's', 'siud'),
  ('staff', '', 'siud'), ('tasks', '', 'siud'), ('event_messages', '', 'siud'), ('event_analytics', '', 'siud'),
  ('zones', 's', 'siud'), ('checkpoints', 's', 'siud'), ('signing_keys', 's', 'siud'), ('event_members', '', 'siud'),
  ('devices', '', 's'), ('enrolment_codes', '', 's'), ('author_heads', 's', 's'), ('records', '', 's'),
  ('forked_records', '', 's'), ('revocations', '', 's'), ('admission_conflicts', 's', 's'), ('undos', '', 's'),
  ('presence', 's', 's'), ('event_changes', '', ''), ('change_marks', '', ''), ('tombstones', '', ''),
  ('snapshots', '', ''), ('snapshot_chunks', '', ''), ('log_ties', '', ''), ('log_types', 's', 's'), ('door_sides', 's', 's'),
  ('door_counts', 's', 's'), ('recounts', 's', 's');

select is(array(select tablename::text collate "C" from pg_tables where schemaname = 'public' order by 1),
  array(select name collate "C" from tests.expected order by 1), 'no table is forgotten');

create function tests.key_of(name text) returns text
  language sql immutable return case name when 'events' then 'id' else 'event_id' end;

-- What the role that is set now can do with rows of an event. Each try is undone.
create function tests.may(name text, event uuid, sample jsonb) returns text
  language plpgsql
as $$
declare
  verb text;
  may text := '';
  rows bigint;
  key text := tests.key_of(name);
begin
  foreach verb in array array['s', 'i', 'u', 'd'] loop
    begin
      case verb
        when 's' then
          execute format('select count(%1$I) from public.%2$I where %1$I = %3$L', key, name, event) into rows;
        when 'i' then
          -- A row that is there: policies are asked before its key is found taken.
          execute format('insert into public.%1$I select (jsonb_populate_record(null::public.%1$I, %2$L)).*', name, sample);
          get diagnostics rows = row_count;
        when 'u' then
          execute format('update public.%1$I set %2$I = %2$I where %2$I = %3$L', name, key, event);
          get diagnostics rows = row_count;
        when 'd' then
          execute format('delete from public.%I where %I = %L', name, key, event);
          get diagnostics rows = row_count;
      end case;
      if rows > 0 then
        may := may || verb;
      end if;
      raise exception 'undo' using errcode = 'P0002';
    exception
      when insufficient_privilege then null;
      when no_data_found then null;
      when integrity_constraint_violation then may := may || verb;
    end;
  end loop;
  return may;
end
$$;
grant select on tests.expected to public;

create function tests.sample(name text, event uuid) returns jsonb
  language plpgsql
as $$
declare
  found jsonb;
begin
  -- Rows that follow from records are nobody's to write, where others are.
  execute format('select to_jsonb(t) from public.%I t where t.%I = %L order by to_jsonb(t) ->> ''author_id'' nulls first limit 1',
    name, tests.key_of(name), event) into found;
  return found;
end
$$;

create table tests.try as
  select e.*, tests.sample(e.name, tests.a()) as a, tests.sample(e.name, tests.b()) as b from tests.expected e;

select is_empty($$ select name from tests.try where a is null or b is null $$, 'every table has rows to try on');

create table tests.outcome (who text, name text, event text, got text, want text);

do $$
declare
  who record;
  t record;
  got text;
  side record;
begin
  for who in
    select * from (values
      ('anon', null, 'none', 'none'),
      ('nobody', tests.id(99), 'none', 'revoked'),
      ('device of A', tests.id(11), 'device', 'none'),
      ('revoked device of A', tests.id(13), 'none', 'none'),
      ('device of B', tests.id(21), 'none', 'device'),
      ('organizer of A', tests.id(1), 'organizer', 'none'),
      ('organizer of B', tests.id(2), 'none', 'organizer'),
      ('service_role', null, 'all', 'all')) as w (name, usr, a, b)
  loop
    for t in select * from tests.try loop
      for side in select * from (values ('A', tests.a(), t.a, who.a), ('B', tests.b(), t.b, who.b)) as s (n, e, r, as_)
      loop
        if who.usr is not null then
          perform tests.sign_in(who.usr, who.name like '%evice%');
        else
          perform set_config('request.jwt.claims', json_build_object('role', who.name)::text, true);
          perform set_config('role', who.name, true);
        end if;
        begin
          got := tests.may(t.name, side.e, side.r);
        exception when others then
          got := sqlerrm;
        end;
        perform tests.sign_out();
        insert into tests.outcome values (who.name, t.name, side.n, got, case side.as_
          when 'device' then t.device when 'organizer' then t.organizer when 'all' then 'siud' else '' end);
      end loop;
    end loop;
  end loop;
end
$$;

select is(got, want, format('%s, %s of event %s', who, name, event)) from tests.outcome order by who, name, event;

-- A row cannot be linked to another event's.
select throws_ok(format($$ insert into tickets (event_id, ticket_type_id)
  values (%L, (select id from ticket_types where event_id = %L)) $$, tests.a(), tests.b()), '23503', null,
  'no ticket of another event''s type');
select throws_ok(format($$ update attendees set event_id = %L where event_id = %L $$, tests.b(), tests.a()), '23514', null,
  'no move to another event');

-- An organizer's edits set off what belongs to them, although he may not write the counter or a ticket's number himself.
select tests.sign_in(tests.id(1)) \g /dev/null
select lives_ok(format($$ update attendees set name = 'Edited' where event_id = %L $$, tests.a()), 'edits attendees');
select lives_ok(format($$ update orders set status = 'pending' where event_id = %L $$, tests.a()), 'edits orders');
select lives_ok(format($$ update checkpoints set policy = 'unlimited', per_day = null where event_id = %L $$, tests.a()), 'edits policies');
select lives_ok(format($$ delete from tickets where id = %L $$, tests.id(4197)), 'deletes a ticket');
select lives_ok(format($$ insert into ticket_types (event_id, name) values (%L, 'Late') $$, tests.a()),
  'adds a ticket type without a number');
select tests.sign_out() \g /dev/null
select is((select array_agg(number order by number) from ticket_types where event_id = tests.a()), array[1, 2],
  'which gets the next one');
select is((select count(*) from gatehouse.credential_documents d join event_changes c on c.event_id = d.event_id
  and c.change = d.change where d.event_id = tests.a() and d.document #>> '{d,name}' = 'Edited'
  and d.document #>> '{d,payment}' = 'due'), (select count(*) from tickets where event_id = tests.a()), 'gates hear of it');
select is((select count(*) from admission_conflicts where event_id = tests.a()), 0::bigint, 'conflicts follow the policy');

select * from finish();
rollback;
