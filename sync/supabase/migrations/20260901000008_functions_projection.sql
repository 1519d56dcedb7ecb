-- From the logs to who passed, who is inside and who was admitted twice.
--
-- Every projection is a function of the set of trusted records, never of the order in which they came. A fact goes by the
-- name (author, number) of the record that told of it first; one that another author quotes keeps its first name, unless
-- the quotation says that others know another record by it. Of several tellings the original counts, then the one with
-- the smallest name.
--
-- Locks, in this order: the change counter (never by ingest), the heads of all authors whose facts may move, sorted; the
-- rows of presence, sorted. Whoever holds a fact's author has its tellings to himself; whoever holds a row of presence has
-- the passes of that credential into that zone.

create type gatehouse.record_name as (author uuid, seq bigint);

create type gatehouse.telling as (
  author uuid,
  seq bigint,
  told_by uuid,
  told_seq bigint,
  hlc bigint,
  at_ms bigint,
  payload jsonb
);

-- The functions below look up a few hundred rows among many by their keys. Each look-up is a subquery behind `offset 0`,
-- which can only be entered with its keys, and is planned anew each time: a plan that is kept for a whole session may have
-- been made when the tables were empty and any index looked as good as the right one.

-- What trusted records tell of facts of one kind: for each name the telling that counts.
create function gatehouse.told(event uuid, names gatehouse.record_name[], kind integer) returns setof gatehouse.telling
  language plpgsql stable rows 500
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
begin
  return query
    with named as materialized (select distinct n.author, n.seq from unnest(names) n)
    select distinct on (t.author, t.seq) t.*
    from (
      select n.author, n.seq, null::uuid as told_by, 0::bigint as told_seq,
        case r.kind when 21 then r.quoted_hlc else r.hlc end as hlc,
        case r.kind when 21 then r.quoted_at_ms else r.wall_ms end as at_ms,
        case r.kind when 21 then r.quoted_payload else r.payload end as payload
      from named n
      cross join lateral (select r.* from public.records r where r.author_id = n.author and r.seq = n.seq offset 0) r
      cross join lateral (select a.cutoff from public.author_heads a where a.author_id = r.author_id offset 0) a
      where r.event_id = told.event and r.projection_error is null and r.version = 1
        and r.seq <= coalesce(a.cutoff, r.seq)
        and (r.kind = told.kind or r.kind = 21 and r.quoted_forked and r.quoted_kind = told.kind)
      union all
      select n.author, n.seq, r.author_id, r.seq, r.quoted_hlc, r.quoted_at_ms, r.quoted_payload
      from named n
      cross join lateral (select r.* from public.records r where r.quoted_author = n.author and r.quoted_seq = n.seq
        and r.quoted_author is not null and not r.quoted_forked offset 0) r
      cross join lateral (select a.cutoff from public.author_heads a where a.author_id = r.author_id offset 0) a
      where r.event_id = told.event and r.projection_error is null and r.version = 1
        and r.seq <= coalesce(a.cutoff, r.seq) and r.quoted_kind = told.kind
    ) t
    order by t.author, t.seq, t.told_by nulls first, t.told_seq;
end
$$;

-- Works out anew who is inside and which entries were doubles, for pairs of zone and credential whose rows of presence
-- are locked. An entry is a double of the latest one before it unless the policy of its own checkpoint lets it in:
-- `once` never does, `again_after_exit` when there was an exit between, `per_day` while the venue's day had fewer entries;
-- nothing is called a double under `unlimited`, or at a checkpoint that is not known.
create function gatehouse.review(event uuid, zones uuid[], credentials uuid[]) returns void
  language plpgsql
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
declare
  venue text := (select e.timezone from public.events e where e.id = event);
begin
  insert into public.presence as s (event_id, zone_id, credential_id, inside)
    select event, p.z, p.c, coalesce((
      select c.direction = 'in' from public.check_ins c
      where c.event_id = event and c.credential_id = p.c and c.zone_id = p.z and c.undone_at is null
        and not c.rehearsal
      order by c.hlc desc, c.author_id desc, c.seq desc limit 1), false)
    from unnest(zones, credentials) as p (z, c)
    on conflict (event_id, zone_id, credential_id) do update set inside = excluded.inside
      where s.inside <> excluded.inside;

  with
    pair as (select z as zone_id, c as credential_id from unnest(zones, credentials) as p (z, c)),
    pass as (
      select c.*, count(*) filter (where c.direction = 'out') over way as exits
      from pair p
      cross join lateral (
        select c.* from public.check_ins c
        where c.event_id = event and c.credential_id = p.credential_id and c.zone_id = p.zone_id
          and c.undone_at is null and not c.rehearsal
        offset 0
      ) c
      window way as (partition by c.zone_id, c.credential_id order by c.hlc, c.author_id, c.seq)
    ),
    entry as (
      select p.*, lag(p.author_id) over way as first_author, lag(p.seq) over way as first_seq,
        lag(p.at_ms) over way as first_at_ms, lag(p.checkpoint_id) over way as first_checkpoint,
        lag(p.exits) over way as first_exits,
        count(*) over (partition by p.zone_id, p.credential_id, (gatehouse.at_ms(p.at_ms) at time zone venue)::date
          order by p.hlc, p.author_id, p.seq) - 1 as earlier_that_day
      from pass p where p.direction = 'in'
      window way as (partition by p.zone_id, p.credential_id order by p.hlc, p.author_id, p.seq)
    ),
    double as (
      select e.*,
        (select a.name from public.author_heads a where a.author_id = e.first_author) as winner_device,
        (select a.name from public.author_heads a where a.author_id = e.author_id) as loser_device
      from entry e
      cross join lateral (select k.policy, k.per_day from public.checkpoints k
        where k.event_id = event and k.id = e.checkpoint_id offset 0) k
      where e.first_author is not null
        and (k.policy = 'once' or k.policy = 'again_after_exit' and e.exits = e.first_exits
          or k.policy = 'per_day' and e.earlier_that_day >= greatest(k.per_day, 1))
    ),
    gone as (
      delete from public.admission_conflicts c
      where c.ctid = any (array(
        select o.ctid
        from pair p
        cross join lateral (select c.ctid, c.* from public.admission_conflicts c
          where c.event_id = event and c.zone_id = p.zone_id and c.credential_id = p.credential_id offset 0) o
        where not exists (select from double d where d.zone_id = o.zone_id and d.credential_id = o.credential_id
          and d.author_id = o.loser_author and d.seq = o.loser_seq)))
    )
  insert into public.admission_conflicts as c (event_id, zone_id, credential_id, winner_author, winner_seq, winner_at,
      winner_checkpoint, winner_device, loser_author, loser_seq, loser_at, loser_checkpoint, loser_device, gap_ms)
    select event, d.zone_id, d.credential_id, d.first_author, d.first_seq, gatehouse.at_ms(d.first_at_ms),
      d.first_checkpoint, d.winner_device, d.author_id, d.seq, gatehouse.at_ms(d.at_ms), d.checkpoint_id,
      d.loser_device, d.at_ms - d.first_at_ms
    from double d
    on conflict (event_id, zone_id, credential_id, loser_author, loser_seq) do update
      set winner_author = excluded.winner_author, winner_seq = excluded.winner_seq, winner_at = excluded.winner_at,
        winner_checkpoint = excluded.winner_checkpoint, winner_device = excluded.winner_device,
        loser_at = excluded.loser_at, loser_checkpoint = excluded.loser_checkpoint, gap_ms = excluded.gap_ms
      where (c.winner_author, c.winner_seq, c.winner_at, c.winner_checkpoint, c.loser_at, c.loser_checkpoint)
        is distinct from (excluded.winner_author, excluded.winner_seq, excluded.winner_at, excluded.winner_checkpoint,
          excluded.loser_at, excluded.loser_checkpoint);
end
$$;

-- Locks the rows of presence for these pairs, making those that are missing: with a guess, which mostly spares them a
-- second writing.
create function gatehouse.lock_presence(event uuid, zones uuid[], credentials uuid[], guesses boolean[]) returns void
  language sql volatile set search_path = ''
as $$
  insert into public.presence as s (event_id, zone_id, credential_id, inside)
    select event, p.z, p.c, coalesce(p.g, false) from unnest(zones, credentials, guesses) as p (z, c, g)
    order by p.z, p.c
    on conflict (event_id, zone_id, credential_id) do update set inside = s.inside
$$;

-- The row of a pass, whoever told of it.
create function gatehouse.check_in_id(event uuid, author uuid, seq bigint) returns uuid
  language sql immutable parallel safe
  return md5(concat(event, author, seq))::uuid;

create type gatehouse.scan_fact as (author uuid, seq bigint, told_by uuid, hlc bigint, at_ms bigint, payload jsonb);

-- Works out anew what follows from facts by their names; the heads of their authors must be locked.
create function gatehouse.project(event uuid, names gatehouse.record_name[]) returns void
  language plpgsql
  set search_path = '' set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
declare
  scans gatehouse.record_name[] := names;
  moved gatehouse.record_name[];
  passes gatehouse.scan_fact[];
  zones uuid[];
  credentials uuid[];
  guesses boolean[];
begin
  if coalesce(cardinality(names), 0) = 0 then
    return;
  end if;

  -- Undos first: they decide which scans to look at.
  with
    named as (select distinct n.author, n.seq from unnest(names) n),
    told as materialized (
      select t.author, t.seq, t.hlc, t.at_ms, (t.payload -> 'scan' ->> 'author')::uuid as scan_author,
        (t.payload -> 'scan' ->> 'seq')::bigint as scan_seq, t.payload ->> 'reason' as reason
      from gatehouse.told(event, names, 5) t
    ),
    old as materialized (
      select u.* from named n
      cross join lateral (select u.ctid, u.* from public.undos u
        where u.event_id = event and u.author_id = n.author and u.seq = n.seq offset 0) u
    ),
    gone as (
      delete from public.undos u
      where u.ctid = any (array(select o.ctid from old o
        where not exists (select from told t where t.author = o.author_id and t.seq = o.seq)))
    ),
    put as (
      insert into public.undos as u (event_id, author_id, seq, hlc, at_ms, scan_author, scan_seq, reason)
        select event, t.author, t.seq, t.hlc, gatehouse.sane_ms(t.at_ms), t.scan_author, t.scan_seq, t.reason
        from told t
      on conflict (event_id, author_id, seq) do update
        set hlc = excluded.hlc, at_ms = excluded.at_ms, scan_author = excluded.scan_author,
          scan_seq = excluded.scan_seq, reason = excluded.reason
      returning u.scan_author, u.scan_seq
    )
  select array_agg(distinct row(u.scan_author, u.scan_seq)::gatehouse.record_name) into moved
    from (select o.scan_author, o.scan_seq from old o union all select p.scan_author, p.scan_seq from put p) u;
  scans := scans || moved;

  -- The scans as they are told now, if somebody passed.
  select array_agg(row(t.author, t.seq, t.told_by, t.hlc, gatehouse.sane_ms(t.at_ms), t.payload)::gatehouse.scan_fact)
    into passes
    from gatehouse.told(event, scans, 3) t where t.payload ->> 'verdict' in ('admit', 'exit');

  -- Whose presence rests on them, before and after.
  select array_agg(p.zone_id), array_agg(p.credential_id), array_agg(p.guess) into zones, credentials, guesses
  from (
    select q.zone_id, q.credential_id, bool_and(q.guess) as guess
    from (
      select (f.payload ->> 'zone')::uuid as zone_id, (f.payload ->> 'credential')::uuid as credential_id,
        f.payload ->> 'direction' = 'in' and f.payload ->> 'rehearsal' = 'false' as guess
      from unnest(passes) f
      union all
      select c.zone_id, c.credential_id, null
      from (select distinct n.author, n.seq from unnest(scans) n) n
      cross join lateral (select c.zone_id, c.credential_id from public.check_ins c
        where c.id = gatehouse.check_in_id(event, n.author, n.seq) offset 0) c
    ) q
    where q.zone_id is not null and q.credential_id is not null
    group by q.zone_id, q.credential_id
  ) p;
  perform gatehouse.lock_presence(event, zones, credentials, guesses);

  delete from public.check_ins c
    where c.id = any (array(
      select gatehouse.check_in_id(event, n.author, n.seq)
      from (select n.author, n.seq from unnest(scans) n except select f.author, f.seq from unnest(passes) f) n));

  insert into public.check_ins as c (id, event_id, attendee_id, ticket_id, checked_in_at, device_id, checkpoint_id,
      direction, validation_notes, undone_at, author_id, seq, hlc, at_ms, credential_id, zone_id, product, generation,
      verdict, source, basis, rehearsal, told_by)
    select gatehouse.check_in_id(event, f.author, f.seq), event, t.attendee_id, t.id, gatehouse.at_ms(f.at_ms), a.device_id,
      (p.j ->> 'checkpoint')::uuid, p.j ->> 'direction',
      nullif(concat_ws('; ',
        case when p.j ->> 'basis' = 'signature_only' then 'admitted by its signature alone' end,
        case when (p.j ->> 'rehearsal')::boolean then 'rehearsal' end,
        case when f.told_by is not null then 'told again by a later author of the device' end), ''),
      u.undone_at, f.author, f.seq, f.hlc, f.at_ms, (p.j ->> 'credential')::uuid, (p.j ->> 'zone')::uuid,
      (p.j ->> 'product')::integer, (p.j ->> 'generation')::smallint, p.j ->> 'verdict', p.j ->> 'source',
      p.j ->> 'basis', (p.j ->> 'rehearsal')::boolean, f.told_by
    from unnest(passes) f
    cross join lateral (select f.payload as j) p
    left join lateral (select a.device_id from public.author_heads a
      where a.author_id = f.author and a.event_id = event offset 0) a on true
    left join lateral (select t.id, t.attendee_id from public.tickets t
      where t.id = (p.j ->> 'credential')::uuid and t.event_id = event offset 0) t on true
    left join lateral (
      select gatehouse.at_ms(u.at_ms) as undone_at from public.undos u
      where u.scan_author = f.author and u.scan_seq = f.seq and u.event_id = event
      order by u.hlc, u.author_id, u.seq limit 1
    ) u on true
    on conflict (id) do update
      set checked_in_at = excluded.checked_in_at, device_id = excluded.device_id,
        checkpoint_id = excluded.checkpoint_id, direction = excluded.direction, ticket_id = excluded.ticket_id,
        attendee_id = excluded.attendee_id, validation_notes = excluded.validation_notes,
        undone_at = excluded.undone_at, hlc = excluded.hlc, at_ms = excluded.at_ms,
        credential_id = excluded.credential_id, zone_id = excluded.zone_id, product = excluded.product,
        generation = excluded.generation, verdict = excluded.verdict, source = excluded.source,
        basis = excluded.basis, rehearsal = excluded.rehearsal, told_by = excluded.told_by;

  if zones is not null then
    perform gatehouse.review(event, zones, credentials);
  end if;
end
$$;

-- What an author's records in a range tell of, whoever's fact it is.
create function gatehouse.names_told(author uuid, after bigint, until bigint) returns gatehouse.record_name[]
  language sql stable set search_path = ''
as $$
  select array_agg(distinct case
      when r.quoted_author is not null and not r.quoted_forked
        then row(r.quoted_author, r.quoted_seq)::gatehouse.record_name
      else row(r.author_id, r.seq)::gatehouse.record_name end)
  from public.records r
  where r.author_id = author and r.seq > after and r.seq <= until and r.kind in (3, 5, 21)
    and r.projection_error is null
$$;

-- An author's trusted part grew or shrank.
create function gatehouse.follow_cutoff() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  before bigint := least(coalesce(old.cutoff, old.head), old.head);
  after bigint := least(coalesce(new.cutoff, new.head), new.head);
begin
  if before <> after then
    perform 1 from public.author_heads a where a.event_id = new.event_id order by a.author_id for no key update;
    perform gatehouse.project(new.event_id,
      gatehouse.names_told(new.author_id, least(before, after), greatest(before, after)));
  end if;
  return null;
end
$$;
create trigger follow_cutoff after update of cutoff on public.author_heads
  for each row when (old.cutoff is distinct from new.cutoff)
  execute function gatehouse.follow_cutoff();

-- Which entries are doubles rests on the policies too.
create function gatehouse.follow_policy() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  place public.checkpoints := coalesce(new, old);
  zones uuid[];
  credentials uuid[];
begin
  if not exists (select from public.events e where e.id = place.event_id) then
    return null;                            -- deleted, with everything that belongs to it
  end if;
  select array_agg(p.zone_id), array_agg(p.credential_id) into zones, credentials
  from (
    select c.zone_id, c.credential_id from public.check_ins c
    where c.event_id = place.event_id and c.zone_id is not null and c.credential_id is not null
      and c.direction = 'in' and exists (select from public.check_ins d
        where d.event_id = c.event_id and d.credential_id = c.credential_id and d.zone_id = c.zone_id
          and d.checkpoint_id = place.id)
    group by c.zone_id, c.credential_id having count(*) > 1
  ) p;
  if zones is not null then
    perform gatehouse.lock_presence(place.event_id, zones, credentials, null);
    perform gatehouse.review(place.event_id, zones, credentials);
  end if;
  return null;
end
$$;
create trigger follow_policy after update of policy, per_day on public.checkpoints
  for each row when ((old.policy, old.per_day) is distinct from (new.policy, new.per_day)) execute function gatehouse.follow_policy();
create trigger follow_policy_new after insert or delete on public.checkpoints
  for each row execute function gatehouse.follow_policy();

-- And on what day it is at the venue.
create function gatehouse.follow_time_zone() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  zones uuid[];
  credentials uuid[];
begin
  select array_agg(p.zone_id), array_agg(p.credential_id) into zones, credentials
  from (
    select c.zone_id, c.credential_id from public.check_ins c
    where c.event_id = new.id and c.zone_id is not null and c.credential_id is not null and c.direction = 'in'
    group by c.zone_id, c.credential_id having count(*) > 1
  ) p;
  if zones is not null then
    perform gatehouse.lock_presence(new.id, zones, credentials, null);
    perform gatehouse.review(new.id, zones, credentials);
  end if;
  return null;
end
$$;
create trigger follow_time_zone after update of timezone on public.events
  for each row when (old.timezone <> new.timezone) execute function gatehouse.follow_time_zone();
