begin;
\ir helpers/helpers.psql
select no_plan();

select tests.send(tests.id(n), tests.a(), tests.author(n), (select jsonb_agg(tests.item(13, '{}')) from
  generate_series(1, 30))) from unnest(array[11, 12, 13]) n \g /dev/null
create function tests.pull(vector jsonb, room integer, usr integer default 11) returns jsonb
  language sql
as $$ select tests.call(tests.id(usr), format('public.pull(%L, %L, %s)', tests.a(), vector, room), true) $$;

create temp table all_of_it as select tests.pull('{}', 1000) as a;
select is((select jsonb_array_length(jsonb_path_query_array(a, '$.logs[*].records[*]')) from all_of_it), 90, 'everything');
select is((select a ->> 'more' from all_of_it), 'false', 'no more');
select is((select count(*) from all_of_it, jsonb_array_elements(a -> 'logs') l,
    jsonb_array_elements(l -> 'records') with ordinality r (e, o)
  join public.records q on q.seq = o and q.bytes = decode(e ->> 0, 'base64') and q.signature = decode(e ->> 1, 'base64')
  where q.author_id = (l ->> 'author')::uuid), 90::bigint, 'to the byte, in order');
select is((select a #> '{heads}' from all_of_it), jsonb_build_object(tests.author(11), 30, tests.author(12), 30,
  tests.author(13), 30), 'heads');

-- Page by page, by vector.
create function tests.walk(room integer) returns integer
  language plpgsql
as $$
declare
  vector jsonb := '{}';
  answer jsonb;
  log jsonb;
  taken integer := 0;
  n integer;
begin
  loop
    answer := tests.pull(vector, room);
    for log in select value from jsonb_array_elements(answer -> 'logs') loop
      n := jsonb_array_length(log -> 'records');
      taken := taken + n;
      vector := jsonb_set(vector, array[log ->> 'author'], to_jsonb(coalesce((vector ->> (log ->> 'author'))::integer, 0) + n));
    end loop;
    exit when not (answer ->> 'more')::boolean;
    if n is null or taken > 1000 then
      return -1;
    end if;
  end loop;
  return case when vector = answer -> 'heads' then taken else -2 end;
end
$$;
select is(tests.walk(n), 90, 'in pages of ' || n) from unnest(array[1, 7, 30, 31, 89, 90, 91]) n;
select is(jsonb_array_length(tests.pull(jsonb_build_object(tests.author(11), 30, tests.author(12), 28), 100)
  #> '{logs,0,records}') + jsonb_array_length(tests.pull(jsonb_build_object(tests.author(11), 30, tests.author(12), 28),
  100) #> '{logs,1,records}'), 32, 'only what is missing');
select is(jsonb_array_length(jsonb_path_query_array(tests.pull(v, 1000), '$.logs[*].records[*]')), 90,
  'a vector that makes no sense is none: ' || v::text) from unnest(array['[]', '"x"', '{"a":1}']::jsonb[]
    || jsonb_build_object(tests.author(11), 'x') || jsonb_build_object(tests.author(11), -5)) v;
select is(tests.pull('{}', 10, 21) ->> 'sqlstate', '42501', 'not for another event''s device');
select is(tests.pull('{}', 10, 1) ->> 'ok', 'true', 'for members too');

-- About 1 MiB.
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.item(13, to_jsonb(repeat('x',
  400000))::text), tests.item(13, to_jsonb(repeat('x', 400000))::text))) \g /dev/null
select tests.send(tests.id(11), tests.a(), tests.author(11), jsonb_build_array(tests.item(13, to_jsonb(repeat('x',
  400000))::text))) \g /dev/null
create temp table large as select tests.pull(jsonb_build_object(tests.author(11), 30, tests.author(12), 30, tests.author(13),
  30), 1000) as a;
select is((select jsonb_array_length(a #> '{logs,0,records}') from large), 2, 'no more than about 1 MiB');
select is((select a ->> 'more' from large), 'true', 'the rest next time');

select * from finish();
rollback;
