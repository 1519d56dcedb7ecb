begin;
\ir helpers/helpers.psql
select no_plan();

-- Checkpoints of A: 4107 once, 4108 again_after_exit, 4109 unlimited, 4110 per_day; all into zone 4097.
create function tests.pass(step text, hlc numeric, credential integer default 4197, rehearsal boolean default false)
  returns jsonb
  language sql immutable
  return tests.item(3, tests.scan(tests.id(4107 + substr(step, 2, 1)::integer), tests.id(4097), tests.id(credential),
    case when substr(step, 1, 1) = '+' then 'in' else 'out' end,
    case when substr(step, 1, 1) = '+' then 'admit' else 'exit' end, rehearsal), hlc * 65536,
    (1790000000000 + hlc * 1000)::bigint);

create function tests.pairs() returns text
  language sql stable
as $$
  select coalesce(string_agg(concat(w.hlc / 65536, ':', l.hlc / 65536), ' ' order by l.hlc), '')
  from public.admission_conflicts c
  join public.check_ins w on w.author_id = c.winner_author and w.seq = c.winner_seq
  join public.check_ins l on l.author_id = c.loser_author and l.seq = c.loser_seq
$$;

-- Each step at its place, sent by turns by two devices, the last first; then what was found. All is undone.
create function tests.doubles(steps text) returns text
  language plpgsql
as $$
declare
  found text;
  step text;
  n integer := length(steps) / 2;
begin
  for i in reverse n - 1..0 loop
    step := substr(steps, 2 * i + 1, 2);
    perform tests.send(tests.id(11 + i % 2), tests.a(), tests.author(11 + i % 2), jsonb_build_array(tests.pass(step, i)));
  end loop;
  found := tests.pairs();
  raise exception 'undo' using errcode = 'P0002';
exception when no_data_found then
  return found;
end
$$;

-- As the rules of the gates have it, digit by digit.
select is(tests.doubles(steps), pairs, 'doubles of ' || steps)
  from (values ('', ''), ('+0', ''), ('+0+0', '0:1'), ('+0+0+0', '0:1 1:2'), ('+0-0+0', '0:2'), ('+1-1+1', ''),
    ('+1+1', '0:1'), ('+1-1+1+1', '2:3'), ('+2+2', ''), ('+3+3', '0:1'), ('+3-3+3', '0:2'), ('+3+2', ''), ('+9+9', ''), ('+2+0', '0:1'), ('+0+2', ''),
    ('+0-2+1', ''), ('-0+0', ''), ('+1-1-1+1+1+0', '3:4 4:5')) as c (steps, pairs);

-- A day is one of the venue's: 22:26 and 01:13 there are on one day by another clock. All is undone.
create function tests.days(variadic zones text[]) returns text[]
  language plpgsql
as $$
declare
  found text[] := '{}';
  zone text;
begin
  perform tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.pass('+3', 50000),
    tests.pass('+3', 60000)));
  foreach zone in array zones loop
    update public.events set timezone = zone where id = tests.a();
    found := found || tests.pairs();
  end loop;
  raise exception 'undo' using errcode = 'P0002';
exception when no_data_found then
  return found;
end
$$;
select is(tests.days('America/Bogota', 'UTC', 'America/Bogota'), array['', '50000:60000', ''],
  'a day is one of the venue''s');
select throws_ok(format($$ update public.events set timezone = 'Bogota' where id = %L $$, tests.a()), '23514', null,
  'no such zone');

-- Against a plain walk over the passes, with many orders of arrival and undos among them.
create function tests.walk() returns text
  language plpgsql
as $$
declare
  pass record;
  entered bigint;
  away boolean := false;
  days date[] := '{}';
  found text := '';
  last uuid;
begin
  for pass in
    select c.*, k.policy, k.per_day,
      ('1970-01-01'::timestamp + make_interval(secs => c.at_ms / 1000) + interval '-5 hours')::date as day
    from public.check_ins c
    left join public.checkpoints k on k.id = c.checkpoint_id and k.event_id = c.event_id
    where c.undone_at is null and not c.rehearsal
    order by c.credential_id, c.hlc, c.author_id, c.seq
  loop
    if pass.credential_id is distinct from last then
      entered := null;
      days := '{}';
      last := pass.credential_id;
    end if;
    if pass.direction = 'out' then
      away := true;
    else
      if entered is not null and (pass.policy = 'once' or pass.policy = 'again_after_exit' and not away
        or pass.policy = 'per_day' and coalesce(array_length(array_positions(days, pass.day), 1), 0) >= pass.per_day)
      then
        found := concat(found, ' ', pass.author_id, pass.seq, '<', entered);
      end if;
      entered := pass.seq;
      days := days || pass.day;
      away := false;
    end if;
  end loop;
  return found;
end
$$;
create function tests.found() returns text
  language sql stable
as $$
  select coalesce(string_agg(concat(' ', l.author_id, l.seq, '<', w.seq), '' order by l.credential_id, l.hlc, l.author_id,
    l.seq), '')
  from public.admission_conflicts c
  join public.check_ins w on w.author_id = c.winner_author and w.seq = c.winner_seq
  join public.check_ins l on l.author_id = c.loser_author and l.seq = c.loser_seq
$$;
create function tests.random_run(seed double precision) returns boolean
  language plpgsql
as $$
declare
  same boolean;
  who integer;
begin
  perform setseed(seed);
  for i in 1..25 loop
    who := 11 + (random() * 2)::integer;
    perform tests.send(tests.id(who), tests.a(), tests.author(who), (
      select jsonb_agg(case when random() < 0.2
        then tests.item(5, tests.undo(tests.author(11 + (random() * 2)::integer), 1 + (random() * 40)::bigint))
        else tests.pass((array['+', '+', '+', '-'])[1 + (random() * 3)::integer] || (random() * 3)::integer,
          (random() * 20)::integer, 4197 + (random() * 2)::integer, random() < 0.1) end)
      from generate_series(1, 1 + (random() * 3)::integer)));
  end loop;
  same := tests.walk() = tests.found() and tests.found() <> ''
    and not exists (
      select from public.presence p where p.inside is distinct from coalesce((select c.direction = 'in'
        from public.check_ins c where c.zone_id = p.zone_id and c.credential_id = p.credential_id
          and c.undone_at is null and not c.rehearsal order by c.hlc desc, c.author_id desc, c.seq desc limit 1), false));
  raise exception 'undo' using errcode = 'P0002';
exception when no_data_found then
  return same;
end
$$;
select ok(tests.random_run(n / 20.0), 'random run ' || n) from generate_series(1, 12) n;

-- An undo of another author, before its scan.
select tests.send(tests.id(12), tests.a(), tests.author(12), jsonb_build_array(tests.item(5, tests.undo(tests.author(11), 2),
  hlc => 5, wall => 1790000000500))) \g /dev/null
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.pass('+0', 1), tests.pass('+0', 2)))
  \g /dev/null
select is((select array_agg(undone_at is not null order by seq) from public.check_ins), array[false, true],
  'an undo may come first');
select is(tests.pairs(), '', 'what was undone is no double');
select is((select validation_notes from public.check_ins where seq = 1), null, 'nothing to note');
select is((select count(*) from public.check_ins where ticket_id = tests.id(4197) and attendee_id is not null
  and device_id = (select device from tests.device where n = 11)), 2::bigint, 'check-ins know their ticket and device');

-- Recovered: told by a later author of the device; then the original turns up.
create function tests.again(n integer, seq bigint, hlc numeric, forked boolean default null, step text default '+0')
  returns jsonb
  language sql stable
as $$ select tests.item(21, tests.recovered(tests.author(n), seq, 3, tests.pass(step, hlc) ->> 'payload', hlc * 65536,
  (1790000000000 + hlc * 1000)::bigint, forked), 900 * 65536) $$;

select tests.send(tests.id(12), tests.a(), tests.author(12), jsonb_build_array(tests.again(11, 3, 3))) \g /dev/null
select results_eq($$ select author_id, seq, hlc / 65536, told_by from public.check_ins where told_by is not null $$,
  $$ values (tests.author(11), 3::bigint, 3::bigint, tests.author(12)) $$, 'counts under the original''s name and time');
select is(tests.pairs(), '1:3', 'and makes a double');
create temp table before as select id from public.check_ins where told_by is not null;
select tests.send(tests.id(13), tests.a(), tests.author(13), jsonb_build_array(tests.again(11, 3, 3))) \g /dev/null
select is((select count(*) from public.check_ins where author_id = tests.author(11) and seq = 3), 1::bigint,
  'told twice, counted once');
select is((select told_by from public.check_ins where author_id = tests.author(11) and seq = 3),
  least(tests.author(12), tests.author(13)), 'the smallest teller counts');
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.pass('+0', 3))) \g /dev/null
select is((select told_by from public.check_ins where author_id = tests.author(11) and seq = 3), null,
  'the original counts once it is here');
select is((select id from public.check_ins where author_id = tests.author(11) and seq = 3), (select id from before),
  'as the same row');
select is(tests.pairs(), '1:3', 'and the double stays one');

-- Forked: the first name is another record's, so the fact goes by the quotation's own.
select tests.send(tests.id(12), tests.a(), tests.author(12), jsonb_build_array(tests.again(11, 3, 4, true))) \g /dev/null
select is((select count(*) from public.check_ins where author_id = tests.author(12) and seq = 3 and hlc = 4 * 65536
  and told_by is null), 1::bigint, 'a forked one goes by its own name, at the first time');
select is(tests.pairs(), '1:3 3:4', 'and counts beside the other');
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.item(5, tests.undo(tests.author(12), 3))))
  \g /dev/null
select is(tests.pairs(), '1:3', 'it is undone by that name');
-- An undo that is itself recovered.
select tests.send(tests.id(13), tests.a(), tests.author(13), jsonb_build_array(tests.item(21, tests.recovered(
  tests.author(12), 99, 5, tests.undo(tests.author(11), 3), 7 * 65536, 1790000000000)))) \g /dev/null
select is(tests.pairs(), '', 'an undo may be recovered too');

-- Another event's author cannot be spoken for.
select tests.send(tests.id(21), tests.b(), tests.author(21), jsonb_build_array(tests.again(11, 1, 1),
  tests.item(5, tests.undo(tests.author(11), 1)))) \g /dev/null
select is((select undone_at from public.check_ins where event_id = tests.a() and author_id = tests.author(11)
  and seq = 1), null, 'another event changes nothing here');

-- Policies.
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.pass('+2', 50, 4199),
  tests.pass('+2', 51, 4199))) \g /dev/null
select is(tests.pairs(), '', 'no double where entry is unlimited');
update public.checkpoints set policy = 'once' where id = tests.id(4109);
select is(tests.pairs(), '50:51', 'a policy that becomes strict finds it');
update public.checkpoints set policy = 'unlimited' where id = tests.id(4109);
select is(tests.pairs(), '', 'one that becomes lax lets it go');

select is(tests.call(tests.id(11), format('public.conflicts(%L)', tests.a()), true), '{"ok": true, "conflicts": []}',
  'conflicts: none');
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.pass('+0', 60, 4200),
  tests.pass('+0', 62, 4200))) \g /dev/null
select is((tests.call(tests.id(11), format('public.conflicts(%L)', tests.a()), true) #> '{conflicts,0}') -
  array['detected_at', 'winner_at', 'loser_at', 'winner_author', 'loser_author', 'event_id'],
  jsonb_build_object('zone_id', tests.id(4097), 'credential_id', tests.id(4200), 'winner_seq', 7, 'loser_seq', 8,
    'winner_checkpoint', tests.id(4107), 'loser_checkpoint', tests.id(4107), 'winner_device', 'Gate 11',
    'loser_device', 'Gate 11', 'gap_ms', 2000), 'conflicts');
create temp table report as select tests.call(tests.id(1), format('public.report(%L)', tests.a())) as r;
select is((select r #> '{totals,conflicts}' from report), '1', 'report: conflicts');
select is((select r #> '{totals,tickets}' from report), '5', 'report: tickets');
select is((select (r #> '{totals,entries}')::integer from report), (select count(*)::integer from public.check_ins
  where event_id = tests.a() and undone_at is null and direction = 'in'), 'report: entries');
select is((select r #> '{zones,0,inside}' from report), '3', 'report: inside');
select is(tests.call(tests.id(11), format('public.report(%L)', tests.a()), true) ->> 'sqlstate', '42501',
  'report: for organizers');

delete from public.events where id = tests.a();
select is((select count(*) from public.check_ins where event_id = tests.a()), 0::bigint, 'an event goes with all it has');

select * from finish();
rollback;
