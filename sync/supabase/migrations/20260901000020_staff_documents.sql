-- Staff as master data: the roster that the control room calls by post and call sign.
--
-- What a roster does not need (telephone, mail, notes, whether somebody came) stays here. The functions below are those of
-- the other entities, with one more.

alter table public.staff
  add column post text,
  add column call_sign text,
  add column zones uuid[] not null default '{}',  -- where they may go, by zone; empty: nothing is said
  add column change bigint not null default 0;

create view gatehouse.staff_documents as
  select s.event_id, s.change, s.id,
    gatehouse.document('staff', s.id::text, json_build_object(
      'name', s.name, 'role', s.role, 'team', s.team, 'post', s.post, 'call_sign', s.call_sign,
      'shift_from_ms', gatehouse.ms(s.shift_starts_at), 'shift_until_ms', gatehouse.ms(s.shift_ends_at),
      'checkpoint', s.checkpoint_id, 'zones', nullif(s.zones, '{}'))) as document
  from public.staff s;
revoke all on gatehouse.staff_documents from public, anon, authenticated;

create trigger stamp_new before insert on public.staff
  for each row execute function gatehouse.stamp_change();
create trigger stamp_changed before update on public.staff
  for each row
  when ((old.name, old.role, old.team, old.post, old.call_sign, old.shift_starts_at, old.shift_ends_at, old.checkpoint_id,
      old.zones, old.change)
    is distinct from (new.name, new.role, new.team, new.post, new.call_sign, new.shift_starts_at, new.shift_ends_at,
      new.checkpoint_id, new.zones, new.change))
  execute function gatehouse.stamp_change();
create trigger bury after delete on public.staff referencing old table as gone
  for each statement execute function gatehouse.bury('8', 'g.id::text');
create trigger unearth after insert on public.staff referencing new table as arrived
  for each statement execute function gatehouse.unearth('8', 'g.id::text');
create trigger forbid_move before update of event_id on public.staff for each row
  when (old.event_id <> new.event_id) execute function gatehouse.forbid_move();
create index staff_change on public.staff (event_id, change, id);

-- Who was there before this was known is told to devices that have everything else already.
update public.staff set change = 1;

create or replace function public.pull_master(event_id uuid, since text default '', row_limit integer default 1000) returns json
  language plpgsql stable security definer
  set search_path = '' set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  who gatehouse.caller := gatehouse.caller($1);
  room integer := least(greatest(coalesce($3, 1000), 1), 5000);
  place text := split_part($2, '/', 1);     -- the cursor's halves
  state text := split_part($2, '/', 2);
  now_at bigint;
  now_mark uuid;
  c bigint := 0;                            -- the parts of the place
  r smallint := 9;
  k text collate "C" := '';
  at_id uuid;                               -- the key, where it is an id
  last_id constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  answer json;
begin
  if who.revoked then
    return gatehouse.revoked(who);
  end if;
  select e.change, m.mark into now_at, now_mark
    from public.event_changes e join public.change_marks m on m.event_id = e.event_id and m.change = e.change
    where e.event_id = $1;
  if $2 <> '' then
    if place !~ '^[0-9]{1,18}\.(?:9\.|2\.[0-9]{5}|5\.[0-9a-f]{64}|[134678]\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$'
      or state !~ '^[0-9]{1,18}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then
      return gatehouse.no('bad_cursor');
    end if;
    -- That change is not here, or is another one: this store was restored from a backup since.
    if not exists (select from public.change_marks m where m.event_id = $1
      and m.change = split_part(state, '.', 1)::bigint and m.mark = split_part(state, '.', 2)::uuid)
    then
      return gatehouse.no('gone');
    end if;
    c := split_part(place, '.', 1)::bigint;
    r := split_part(place, '.', 2)::smallint;
    k := split_part(place, '.', 3);
  end if;
  if r in (1, 3, 4, 6, 7, 8) then
    at_id := k::uuid;
  end if;

  -- Entities behind the cursor's own begin with the cursor's change, those before it with the next.
  with
    behind as materialized (
      (select e.change, 1::smallint as rank, e.id::text collate "C" as key, false as gone
        from public.events e
        where e.id = $1 and (e.change, 1) > (c, r))
      union all
      (select t.change, 2::smallint, gatehouse.product_key(t.number) collate "C", false
        from public.ticket_types t
        where t.event_id = $1 and (t.change, t.number) > (c - (2 > r)::integer,
          case when r = 2 then k::integer else 65536 end)
        order by t.change, t.number limit room + 1)
      union all
      (select z.change, 3::smallint, z.id::text collate "C", false
        from public.zones z
        where z.event_id = $1 and (z.change, z.id) > (c - (3 > r)::integer, case when r = 3 then at_id else last_id end)
        order by z.change, z.id limit room + 1)
      union all
      (select p.change, 4::smallint, p.id::text collate "C", false
        from public.checkpoints p
        where p.event_id = $1 and (p.change, p.id) > (c - (4 > r)::integer, case when r = 4 then at_id else last_id end)
        order by p.change, p.id limit room + 1)
      union all
      (select y.change, 5::smallint, y.public_key collate "C", false
        from public.signing_keys y
        where y.event_id = $1 and (y.change, y.public_key) > (c - (5 > r)::integer, case when r = 5 then k else 'g' end)
        order by y.change, y.public_key limit room + 1)
      union all
      (select a.change, 6::smallint, a.author_id::text collate "C", false
        from public.author_heads a
        where a.event_id = $1
          and (a.change, a.author_id) > (c - (6 > r)::integer, case when r = 6 then at_id else last_id end)
        order by a.change, a.author_id limit room + 1)
      union all
      (select t.change, 7::smallint, t.id::text collate "C", false
        from public.tickets t
        where t.event_id = $1 and (t.change, t.id) > (c - (7 > r)::integer, case when r = 7 then at_id else last_id end)
        order by t.change, t.id limit room + 1)
      union all
      (select s.change, 8::smallint, s.id::text collate "C", false
        from public.staff s
        where s.event_id = $1 and (s.change, s.id) > (c - (8 > r)::integer, case when r = 8 then at_id else last_id end)
        order by s.change, s.id limit room + 1)
      union all
      (select t.change, t.rank, t.key, true
        from public.tombstones t
        where t.event_id = $1 and (t.change, t.rank, t.key) > (c, r, k)
        order by t.change, t.rank, t.key limit room + 1)
    ),
    page as materialized (select b.* from behind b order by b.change, b.rank, b.key limit room + 1),
    sent as materialized (select p.* from page p order by p.change, p.rank, p.key limit room),
    document as (
      select s.change, s.rank, s.key,
        case
          when s.gone then json_build_object('e', (array['event', 'product', 'zone', 'checkpoint', 'key', 'author',
            'credential', 'staff'])[s.rank], 'id', case when s.rank = 2 then s.key::integer::text else s.key end, 'gone', true)
          when s.rank = 1 then (select d.document from gatehouse.event_documents d where d.id = s.key::uuid)
          when s.rank = 2 then (select d.document from gatehouse.product_documents d
            where d.event_id = $1 and d.id = s.key::integer)
          when s.rank = 3 then (select d.document from gatehouse.zone_documents d where d.id = s.key::uuid)
          when s.rank = 4 then (select d.document from gatehouse.checkpoint_documents d where d.id = s.key::uuid)
          when s.rank = 5 then (select d.document from gatehouse.key_documents d
            where d.event_id = $1 and d.id = s.key)
          when s.rank = 6 then (select d.document from gatehouse.author_documents d where d.id = s.key::uuid)
          when s.rank = 7 then (select d.document from gatehouse.credential_documents d where d.id = s.key::uuid)
          else (select d.document from gatehouse.staff_documents d where d.id = s.key::uuid)
        end as document
      from sent s
    )
  select json_build_object(
      'ok', true,
      'rows', coalesce((select json_agg(d.document order by d.change, d.rank, d.key) from document d), '[]'),
      'next', case when (select count(*) from page) > room
        then (select concat(s.change, '.', s.rank, '.', s.key, '/', now_at, '.', now_mark) from sent s
          order by s.change desc, s.rank desc, s.key desc limit 1)
        else concat(now_at, '.9./', now_at, '.', now_mark) end,
      'more', (select count(*) from page) > room)
    into answer;
  return answer;
end
$$;

create or replace function gatehouse.build_snapshot(event uuid) returns uuid
  language plpgsql set search_path = ''
as $$
declare
  made uuid := gen_random_uuid();
begin
  with begun as (
    insert into public.snapshots (id, event_id, change)
      select made, event, c.change from public.event_changes c where c.event_id = event
  )
  insert into public.snapshot_chunks (snapshot_id, n, event_id, rows, bytes, sha256, body)
    select made, b.n, event, b.rows, octet_length(b.body), encode(sha256(convert_to(b.body, 'UTF8')), 'hex'), b.body
    from (
      select ((l.place - 1) / 2000)::integer as n, count(*)::integer as rows,
        string_agg(l.line || E'\n', '' order by l.place) as body
      from (
        with few as materialized (
          select row_number() over (order by f.rank, f.key) as place, f.document::text as line
          from (
            select 1 as rank, d.id::text collate "C" as key, d.document from gatehouse.event_documents d where d.id = event
            union all
            select 2, d.id::text, d.document from gatehouse.product_documents d where d.event_id = event
            union all
            select 3, d.id::text, d.document from gatehouse.zone_documents d where d.event_id = event
            union all
            select 4, d.id::text, d.document from gatehouse.checkpoint_documents d where d.event_id = event
            union all
            select 5, d.id, d.document from gatehouse.key_documents d where d.event_id = event
            union all
            select 6, d.id::text, d.document from gatehouse.author_documents d where d.event_id = event
          ) f
        )
        select f.place, f.line from few f
        union all
        select (select count(*) from few) + row_number() over (order by d.id), d.document::text
        from gatehouse.credential_documents d where d.event_id = event
        union all
        select (select count(*) from few) + (select count(*) from public.tickets t where t.event_id = event)
            + row_number() over (order by d.id), d.document::text
        from gatehouse.staff_documents d where d.event_id = event
      ) l
      group by 1
    ) b;
  update public.snapshots s set
      rows = (select coalesce(sum(c.rows), 0) from public.snapshot_chunks c where c.snapshot_id = made),
      sha256 = (select encode(sha256(convert_to(coalesce(string_agg(c.body, '' order by c.n), ''), 'UTF8')), 'hex')
        from public.snapshot_chunks c where c.snapshot_id = made)
    where s.id = made;
  -- Whoever is still taking the one before, or one of the last minutes, may finish; the rest is gone.
  delete from public.snapshots s
    where s.event_id = event and s.id <> made and (s.created_at < now() - interval '2 hours'
      or s.created_at < now() - interval '10 minutes' and s.id not in (
        select o.id from public.snapshots o where o.event_id = event and o.id <> made
          order by o.change desc, o.created_at desc limit 1));
  return made;
end
$$;

