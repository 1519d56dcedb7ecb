-- Master data as documents: what gates download. One view for each entity, in the words of the protocol; what is as usual
-- is left out.

create function gatehouse.ms(at timestamptz) returns bigint
  language sql immutable parallel safe
  return (extract(epoch from at) * 1000)::bigint;

create function gatehouse.at_ms(ms bigint) returns timestamptz
  language sql immutable parallel safe
  return timestamptz 'epoch' + ms * interval '1 millisecond';

create function gatehouse.document(entity text, id text, d json) returns json
  language sql immutable parallel safe
  return json_build_object('e', entity, 'id', id, 'd', json_strip_nulls(d));

create view gatehouse.event_documents as
  select e.id as event_id, e.change, e.id,
    gatehouse.document('event', e.id::text, json_build_object(
      'name', e.name, 'venue', e.venue_name, 'zone', e.timezone, 'starts_ms', gatehouse.ms(e.starts_at),
      'ends_ms', gatehouse.ms(e.ends_at), 'locale', e.locale, 'currency', e.currency)) as document
  from public.events e;

create view gatehouse.product_documents as
  select t.event_id, t.change, t.number as id,
    gatehouse.document('product', t.number::text, json_build_object(
      'number', t.number, 'name', t.name, 'kind', t.kind, 'attention', t.attention, 'active', t.active)) as document
  from public.ticket_types t;

create view gatehouse.zone_documents as
  select z.event_id, z.change, z.id,
    gatehouse.document('zone', z.id::text, json_build_object('name', z.name, 'capacity', z.capacity)) as document
  from public.zones z;

create view gatehouse.checkpoint_documents as
  select c.event_id, c.change, c.id,
    gatehouse.document('checkpoint', c.id::text, json_build_object(
      'name', c.name, 'zone', c.zone_id, 'policy', c.policy, 'per_day', c.per_day,
      'opens_ms', gatehouse.ms(c.opens_at), 'closes_ms', gatehouse.ms(c.closes_at),
      'admits_unpaid', c.admits_unpaid, 'position', c.position,
      'products', nullif(c.products, '{}'))) as document
  from public.checkpoints c;

create view gatehouse.key_documents as
  select k.event_id, k.change, k.public_key as id,
    gatehouse.document('key', k.public_key, json_build_object(
      'status', k.status, 'not_before_ms', gatehouse.ms(k.not_before),
      'not_after_ms', gatehouse.ms(k.not_after))) as document
  from public.signing_keys k;

create view gatehouse.author_documents as
  select a.event_id, a.change, a.author_id as id,
    gatehouse.document('author', a.author_id::text, json_build_object(
      'public_key', a.public_key, 'name', a.name, 'device', a.device_id, 'frozen', a.frozen,
      'cutoff', a.cutoff)) as document
  from public.author_heads a;

-- What an order's status says of its tickets.
create function gatehouse.approval_of(status text) returns text
  language sql immutable parallel safe
  return case when status = 'awaiting_approval' then 'awaited' end;

create function gatehouse.payment_of(status text) returns text
  language sql immutable parallel safe
  return case when status = 'pending' then 'due' end;

create view gatehouse.credential_documents as
  select t.event_id, t.change, t.id,
    gatehouse.document('credential', t.id::text, json_build_object(
      'product', p.number,
      'kind', t.kind,
      'generation', nullif(t.generation, 0),
      'standing', case t.status when 'valid' then null when 'refunded' then 'cancelled' else t.status end,
      'approval', nullif(coalesce(t.approval, gatehouse.approval_of(o.status)), 'given'),
      'payment', nullif(coalesce(t.payment, gatehouse.payment_of(o.status)), 'settled'),
      'valid_from_ms', gatehouse.ms(t.valid_from),
      'valid_until_ms', gatehouse.ms(t.valid_until),
      'rehearsal', nullif(t.rehearsal, false),
      'name', nullif(a.name, ''),
      'email', a.email,
      'company', a.company,
      'order_code', o.code,
      'reference', t.reference,
      'seat', t.seat,
      'attention', coalesce(t.attention, a.attention))) as document
  from public.tickets t
  join public.ticket_types p on p.id = t.ticket_type_id
  left join public.attendees a on a.id = t.attendee_id
  left join public.orders o on o.id = t.order_id;
