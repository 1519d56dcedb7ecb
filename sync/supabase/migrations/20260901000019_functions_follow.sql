-- The rules of a checkpoint or the days of an event changed: which entries are doubles is worked out anew.

-- Marks the doubles of these pairs of zone and credential anew, while nobody else can change who is inside. With no pairs
-- at all, which is null, nothing is done.
create function gatehouse.review_anew(event uuid, zones uuid[], credentials uuid[]) returns void
  language plpgsql set search_path = ''
as $$
begin
  if zones is not null then
    perform gatehouse.lock_presence(event, zones, credentials, null);
    perform gatehouse.review(event, zones, credentials);
  end if;
end
$$;

-- Which entries are doubles rests on the policies too.
create or replace function gatehouse.follow_policy() returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  place public.checkpoints := coalesce(new, old);
begin
  if not exists (select from public.events e where e.id = place.event_id) then
    return null;                            -- deleted, with everything that belongs to it
  end if;
  perform gatehouse.review_anew(place.event_id, array_agg(p.zone_id), array_agg(p.credential_id))
  from (
    select c.zone_id, c.credential_id from public.check_ins c
    where c.event_id = place.event_id and c.zone_id is not null and c.credential_id is not null
      and c.direction = 'in' and exists (select from public.check_ins d
        where d.event_id = c.event_id and d.credential_id = c.credential_id and d.zone_id = c.zone_id
          and d.checkpoint_id = place.id)
    group by c.zone_id, c.credential_id having count(*) > 1
  ) p;
  return null;
end
$$;

-- And on what day it is at the venue.
create or replace function gatehouse.follow_time_zone() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform gatehouse.review_anew(new.id, array_agg(p.zone_id), array_agg(p.credential_id))
  from (
    select c.zone_id, c.credential_id from public.check_ins c
    where c.event_id = new.id and c.zone_id is not null and c.credential_id is not null and c.direction = 'in'
    group by c.zone_id, c.credential_id having count(*) > 1
  ) p;
  return null;
end
$$;
