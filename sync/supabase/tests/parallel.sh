#!/bin/sh
# Ingests, enrolments, publications and revocations side by side in real sessions: nothing may deadlock, and what follows
# from the records must be what follows from them one by one. Takes the name of a database with the migrations; leaves its
# rows behind.
set -eu

database=${1:?the name of a database}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() { psql -X -q -At -v ON_ERROR_STOP=1 -d "$database" "$@"; }

cat > "$work/setup.sql" <<SQL
\\i $here/helpers/helpers.psql
insert into auth.users (id, email, is_anonymous) select tests.id(n), n || '@parallel.example', true
  from generate_series(200, 207) n;
select tests.enrol(n, 1, tests.a()) from generate_series(200, 207) n \\g /dev/null
-- The helpers' own devices are not needed.
create function tests.round(n integer, step integer) returns jsonb
  language sql
as \$\$
  select tests.send(tests.id(n), tests.a(), tests.author(n), (select jsonb_agg(case when s % 7 = 0
      then tests.item(5, tests.undo(tests.author(200 + (s + n) % 8), 1 + (step * 13 + s) % 60))
      when s % 7 = 3 then tests.item(17, jsonb_build_object('show', tests.id(9000 + (s + n) % 2), 'changes', (
        select jsonb_agg(c || jsonb_build_object('entry', tests.id(9100 + (step + s) % 9))) from unnest(array[
          jsonb_build_object('change', 'add', 'kind', 'cue'),
          jsonb_build_object('change', 'place', 'place', jsonb_build_object('order', n || '.' || step)),
          jsonb_build_object('change', 'set', 'field', 'title', 'value', n || ' ' || step)]) c))::text,
        (step * 50 + s) * 65536)
      when s % 7 = 5 then tests.item(9, jsonb_build_object('said', jsonb_build_object('verbatim', n || ' ' || step || ' ' || s), 'incident', case when s > 5
          then jsonb_build_object('author', tests.author(200 + (s + n) % 6), 'seq', 5) end, 'deeds', case when s = 5
          then jsonb_build_array(jsonb_build_object('deed', 'open', 'number', jsonb_build_object('desk', 'A', 'no', 1 + step % 2),
            'types', '["MED"]'::jsonb, 'severity', 'minor', 'title', n::text))
          when s = 33 then jsonb_build_array(jsonb_build_object('deed', 'strike', 'reason', 'x', 'entry',
            jsonb_build_object('author', tests.author(200 + (s + n) % 6), 'seq', 5 + 7 * ((step + n) % 5))))
          else jsonb_build_array(jsonb_build_object('deed', 'set', 'field', 'title', 'value', n || ' ' || step)) end)::text,
        (step * 50 + s) * 65536)
      when s % 7 = 6 then tests.item(6, jsonb_build_object('door', tests.id(4107 + s % 2), 'entries', step * 40 + s, 'exits', step)::text)
      else tests.item(3, tests.scan(tests.id(4107 + (s + n) % 2), tests.id(4097), tests.id(4197 + (s * 3 + n) % 5),
        case when (s + step) % 4 = 0 then 'out' else 'in' end,
        case when (s + step) % 4 = 0 then 'exit' else 'admit' end), (step * 50 + s) * 65536) end)
    from generate_series(1, 40) s))
\$\$;
SQL
run -f "$work/setup.sql" > /dev/null

for n in 200 201 202 203 204 205; do
  i=0
  while [ $i -lt 15 ]; do
    echo "select tests.round($n, $i) ->> 'ok';"
    i=$((i + 1))
  done > "$work/ingest_$n.sql"
done
i=0
while [ $i -lt 40 ]; do
  echo "select tests.call(tests.id(1), format('public.publish(%L, %L)', tests.a(), jsonb_build_array(jsonb_build_object('e',
    'credential', 'id', tests.id(4197 + $i % 5), 'd', jsonb_build_object('product', 1, 'seat', '$i')), jsonb_build_object(
    'e', 'checkpoint', 'id', tests.id(4107), 'd', jsonb_build_object('name', 'Gate 1', 'zone', tests.id(4097), 'policy',
    case when $i % 2 = 0 then 'unlimited' else 'once' end))))) ->> 'ok';"
  i=$((i + 1))
done > "$work/publish.sql"
i=0
while [ $i -lt 40 ]; do
  echo "select tests.call(tests.id(99), format('public.enrol(%L, %L, ''{}'')', tests.call(tests.id(1), format(
    'public.create_enrolment_code(%L, ''gate'', ''x'', null, 5)', tests.a())) ->> 'code', tests.key(1000 + $i)), true) ->> 'ok';"
  echo "select tests.call(tests.id(1), format('public.revoke_device(%L, %s)', (select device from tests.device where n = 206),
    $i)) ->> 'ok';"
  echo "select tests.call(tests.id(207), format('public.heartbeat(%L)', tests.a()), true) ->> 'ok';"
  i=$((i + 1))
done > "$work/enrol.sql"

for script in "$work"/ingest_*.sql "$work/publish.sql" "$work/enrol.sql"; do
  run -f "$script" > "$script.out" 2>&1 &
done
wait

failed=$(cat "$work"/*.out | grep -vc '^true$' || true)
done_=$(cat "$work"/*.out | grep -c '^true$' || true)
# All facts once more, in one go: nothing may move.
cat > "$work/check.sql" <<'SQL'
create function pg_temp.state() returns text language sql as $$
  select md5(concat(
    (select string_agg(concat(c.author_id, c.seq, c.undone_at), ',' order by c.author_id, c.seq) from public.check_ins c
      where c.event_id = tests.a()),
    (select string_agg(concat(c.credential_id, c.winner_author, c.winner_seq, c.loser_author, c.loser_seq), ','
      order by c.zone_id, c.credential_id, c.loser_author, c.loser_seq) from public.admission_conflicts c
      where c.event_id = tests.a()),
    (select string_agg(concat(p.credential_id, p.inside), ',' order by p.zone_id, p.credential_id) from public.presence p
      where p.event_id = tests.a()),
    (select string_agg((to_jsonb(l) - '{created_at,updated_at}'::text[])::text, ',' order by l.id) from public.event_logs l
      where l.event_id = tests.a()),
    (select string_agg(concat(c.checkpoint_id, c.author_id, c.scanned_in, c.scanned_out, c.clicked_in, c.clicked_out), ','
      order by c.checkpoint_id, c.author_id) from public.door_counts c where c.event_id = tests.a()),
    (select string_agg(concat(s.show_id, s.records, s.projection_error), ',' order by s.show_id) from public.shows s),
    (select string_agg(concat(r.show_id, r.entry_id, r.position, r.title), ',' order by r.show_id, r.position)
      from public.run_of_show r)))
$$;
create temp table before as select pg_temp.state() as state;
select gatehouse.project(tests.a(), (select array_agg(row(r.author_id, r.seq)::gatehouse.record_name)
  from public.records r where r.event_id = tests.a())),
  gatehouse.project_log(tests.a(), (select array_agg(row(r.author_id, r.seq)::gatehouse.record_name)
    from public.records r where r.event_id = tests.a() and r.kind = 9)),
  gatehouse.project_shows(tests.a(), (select array_agg(s.show_id) from public.shows s)) \g /dev/null
select case when state = pg_temp.state() then 'same' else 'different' end from before;
select 'conflicts ' || count(*) from public.admission_conflicts where event_id = tests.a();
select 'incidents ' || count(*) filter (where kind = 'incident') || ', entries ' || count(*) filter (where kind = 'entry')
  from public.event_logs where event_id = tests.a();
select 'shows ' || count(*) || ' with ' || sum(records) || ' records' from public.shows;
SQL
verdict=$(run -f "$work/check.sql")
echo "calls $done_, failed $failed, projections: $verdict"
if [ "$failed" -ne 0 ]; then
  cat "$work"/*.out | grep -v '^true$' | sort | uniq -c | head
fi
case $verdict in same*) [ "$failed" -eq 0 ] ;; *) exit 1 ;; esac
