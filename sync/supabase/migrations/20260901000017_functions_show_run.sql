-- The run of a show: who calls, what was called, and what holds.
--
-- The line begins before the first cue and goes from each instance to the one that the greatest call says comes next: of
-- several GOs that leave one instance for one cue all are one, of those for different cues the one counts whose call is
-- greatest. A GO counts under a call that its author took; one whose instance is not there yet waits. What is not worked
-- out here: lanes that are not the run, pauses, added time, department ticks, and corrections of clocks.

-- Calls, the greatest first: by number, then by rank in the plan, then by author.
create function gatehouse.show_calls(facts gatehouse.show_fact[], settings jsonb)
  returns table (place bigint, name text, author uuid, epoch bigint, at_ms bigint)
  language sql immutable set search_path = ''
as $$
  with
    rank as (
      select r.value::uuid as author, min(r.ordinality) as rank
      from jsonb_array_elements_text(coalesce(settings -> 'ranks', '[]')) with ordinality r group by 1
    ),
    offer as (
      select gatehouse.name_text(f.author, f.seq) as name, (f.p ->> 'to')::uuid as receiver from unnest(facts) f
      where f.kind = 16 and f.p ->> 'action' = 'offer_call'
    )
  select row_number() over (order by (f.p ->> 'epoch')::bigint desc, r.rank nulls last, f.author, f.n),
    gatehouse.name_text(f.author, f.seq), f.author, (f.p ->> 'epoch')::bigint, f.at_ms
  from unnest(facts) f
  left join rank r on r.author = f.author
  where f.kind = 16 and (f.p ->> 'action' = 'take_call' or f.p ->> 'action' = 'accept_call' and exists (
    select from offer o where o.name = gatehouse.name_text(f.p -> 'offer') and o.receiver = f.author))
$$;

create type gatehouse.show_instance as (
  n integer,
  cue uuid,                                 -- null: the finish
  planned_ms bigint,
  started_ms bigint,
  author uuid,
  last_n bigint                             -- the latest of its GOs, in the common order
);

create function gatehouse.show_line(facts gatehouse.show_fact[], settings jsonb) returns setof gatehouse.show_instance
  language plpgsql immutable set search_path = ''
as $$
declare
  calls jsonb := coalesce((select jsonb_object_agg(c.name, jsonb_build_array(c.author, c.place))
    from gatehouse.show_calls(facts, settings) c), '{}');
  gos jsonb;                                -- name -> GO
  children jsonb;                           -- name of what was left -> names of the GOs that left it
  adopted text;
  lane text[] := '{}';                      -- what an adopted lane goes through
  here text[] := '{""}';
  next jsonb;
  n integer := 0;
begin
  with
    press as (
      select gatehouse.name_text(f.author, f.seq) as name, coalesce(gatehouse.name_text(f.p -> 'from'), '') as left_,
        case when f.p -> 'to' = '"finish"' then 'finish' else (f.p #>> '{to,cue}')::uuid::text end as target, f.n,
        (calls #>> array[gatehouse.name_text(f.p -> 'call'), '1'])::bigint as call, f.author,
        gatehouse.sane_ms(coalesce((f.p ->> 'started_ms')::bigint, f.at_ms)) as started_ms,
        gatehouse.sane_ms((f.p #>> '{to,planned_start_ms}')::bigint) as planned_ms
      from unnest(facts) f
      where f.kind = 16 and f.p ->> 'action' = 'go'
        and calls #>> array[gatehouse.name_text(f.p -> 'call'), '0'] = f.author::text
    ),
    -- A GO that was taken back takes along those that meant the same; a later press does not.
    back as (
      select p.left_, p.target, max(f.n) as n
      from unnest(facts) f join press p on p.name = gatehouse.name_text(f.p -> 'instance')
      where f.kind = 16 and f.p ->> 'action' = 'ungo'
        and calls #>> array[gatehouse.name_text(f.p -> 'call'), '0'] = f.author::text
      group by 1, 2
    ),
    standing as (
      select p.* from press p left join back b on b.left_ = p.left_ and b.target = p.target
      where p.n > coalesce(b.n, 0)
    )
  select jsonb_object_agg(s.name, to_jsonb(s)), (select jsonb_object_agg(c.left_, c.names)
      from (select s.left_, jsonb_agg(s.name) as names from standing s group by 1) c)
    into gos, children from standing s;

  select gatehouse.name_text(f.p -> 'instance') into adopted from unnest(facts) f
    where f.kind = 16 and f.p ->> 'action' = 'adopt_lane'
      and calls #>> array[gatehouse.name_text(f.p -> 'call'), '0'] = f.author::text
    order by f.n desc limit 1;
  while gos ? adopted and not adopted = any (lane) loop
    lane := lane || adopted;
    adopted := gos -> adopted ->> 'left_';
  end loop;

  loop
    select jsonb_agg(gos -> c.name order by c.name = any (lane) desc, (gos -> c.name -> 'call')::bigint,
        (gos -> c.name -> 'n')::bigint)
      into next
      from unnest(here) h cross join lateral jsonb_array_elements_text(children -> h) c (name);
    exit when next is null;
    n := n + 1;
    return query
      select n, case when next #>> '{0,target}' <> 'finish' then (next #>> '{0,target}')::uuid end,
        (next #>> '{0,planned_ms}')::bigint, min((g.value -> 'started_ms')::bigint),
        (array_agg((g.value ->> 'author')::uuid order by (g.value -> 'n')::bigint))[1], max((g.value -> 'n')::bigint)
      from jsonb_array_elements(next) g where g.value -> 'target' = next #> '{0,target}';
    exit when next #>> '{0,target}' = 'finish';
    here := array(select g.value ->> 'name' from jsonb_array_elements(next) g
      where g.value -> 'target' = next #> '{0,target}');
  end loop;
end
$$;

-- The stop that holds, if one does: the first that nobody released who may. May: whoever has had the call, whoever the plan
-- names, and where it names nobody, whoever stopped the show.
create function gatehouse.show_hold(facts gatehouse.show_fact[], settings jsonb)
  returns table (at_ms bigint, reason text)
  language sql immutable set search_path = ''
as $$
  select f.at_ms, f.p ->> 'reason'
  from unnest(facts) f
  where f.kind = 16 and f.p ->> 'action' = 'hold'
    and (coalesce(settings -> 'hold_raisers', '[]') = '[]' or settings -> 'hold_raisers' ? f.author::text)
    and not exists (
      select from unnest(facts) r
      where r.kind = 16 and r.p ->> 'action' = 'release'
        and gatehouse.name_text(r.p -> 'hold') = gatehouse.name_text(f.author, f.seq)
        and (coalesce(settings -> 'hold_releasers', '[]') ? r.author::text
          or r.author in (select c.author from gatehouse.show_calls(facts, settings) c)
          or r.author = f.author and coalesce(settings -> 'hold_raisers', '[]') = '[]'
            and coalesce(settings -> 'hold_releasers', '[]') = '[]'))
  order by f.n limit 1
$$;
