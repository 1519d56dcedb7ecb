begin;
\ir helpers/helpers.psql
select no_plan();

select is_empty($$
  select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
$$, 'row level security is on and forced on every table');

select is_empty($$
  select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'gatehouse')
    and (has_function_privilege('anon', p.oid, 'execute') or exists (
      select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where a.grantee = 0 and a.privilege_type = 'EXECUTE'))
$$, 'no function is for everybody or for anon');

select is_empty($$
  select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where (n.nspname = 'public' or n.nspname = 'gatehouse' and p.prosecdef)
    and not coalesce(p.proconfig @> array['search_path=""'], false)
$$, 'every function of the API, and every one that runs as its owner, has an empty search path');

select is(array(
  select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' and p.prosecdef and p.prorettype in ('json'::regtype, 'jsonb'::regtype)
    and has_function_privilege('authenticated', p.oid, 'execute') order by 1),
  array['conflicts', 'create_enrolment_code', 'enrol', 'fleet', 'heartbeat', 'incarnate', 'ingest', 'publish', 'pull',
    'pull_master', 'report', 'resume', 'revoke_device', 'snapshot', 'snapshot_chunk'],
  'the API is what the protocol says');

select is_empty($$
  select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'gatehouse' and has_function_privilege('authenticated', p.oid, 'execute')
    and p.proname not in ('member_events', 'organizer_events', 'owner_events', 'device_events', 'is_time_zone')
$$, 'of the workings only what policies and checks call may be called');

select is_empty($$
  select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'gatehouse') and c.relkind in ('r', 'v', 'S') and (
    has_table_privilege('anon', c.oid, 'select, insert, update, delete, truncate, references, trigger')
    or has_table_privilege('authenticated', c.oid, 'truncate, references, trigger'))
$$, 'anon has nothing, nobody may truncate');

select ok(not has_column_privilege('authenticated', 'public.devices', 'secret_hash', 'select'), 'secrets are not shown');
select ok(not has_column_privilege('authenticated', 'public.enrolment_codes', 'code_hash', 'select'), 'codes are not shown');
-- Default privileges.
create table public.later (id integer);
create function public.later() returns integer language sql return 1;
select ok(not has_table_privilege('anon', 'public.later', 'select')
  and not has_table_privilege('authenticated', 'public.later', 'select'), 'a later table is nobody''s');
select ok(not has_function_privilege('anon', 'public.later()', 'execute'), 'a later function is not for anon');

select * from finish();
rollback;
