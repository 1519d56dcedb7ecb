-- A small event to try things with: two days in Medellín. Every id is fixed, and running it again changes nothing.
-- The organizer is made the owner by hand: see the README.

do $$
declare
  e constant uuid := '5eed0000-0000-4000-8000-000000000001';
  first_day constant timestamptz := '2026-11-06 08:00-05';
  tiers constant text[] := array['General', 'VIP', 'Press', 'Crew'];
  names constant text[] := array['Valentina Restrepo', 'Mateo Zapata', 'Isabella Ospina', 'Samuel Cardona',
    'Mariana Vélez', 'Sebastián Arango', 'Luciana Mejía', 'Emiliano Jaramillo', 'Salomé Uribe', 'Martín Echeverri',
    'Antonella Gaviria', 'Jerónimo Londoño', 'Gabriela Muñoz', 'Tomás Agudelo', 'Sara Henao', 'Nicolás Botero',
    'Manuela Duque', 'Juan José Peláez', 'Catalina Ramírez', 'Andrés Felipe Toro'];
begin
  if exists (select from public.events where id = e) then
    return;
  end if;
  insert into public.events (id, name, description, venue_name, timezone, starts_at, ends_at, locale, currency, capacity)
    values (e, 'Feria del Futuro', 'Two days of ideas, music and food.', 'Plaza Mayor', 'America/Bogota', first_day,
      first_day + interval '1 day 14 hours', 'es-CO', 'COP', 2000);
  insert into public.venues (id, event_id, name, address, city, country, latitude, longitude, capacity)
    values ('5eed0000-0000-4000-8000-000000000002', e, 'Plaza Mayor', 'Calle 41 # 55-80', 'Medellín', 'CO', 6.2429,
      -75.5755, 2000);
  update public.events set venue_id = '5eed0000-0000-4000-8000-000000000002' where id = e;

  insert into public.ticket_types (id, event_id, number, name, kind, attention, price_cents, currency, quantity_total,
      position)
    values
      ('5eed0000-0000-4000-8000-000000000101', e, 1, tiers[1], 'ticket', null, 12000000, 'COP', 1500, 1),
      ('5eed0000-0000-4000-8000-000000000102', e, 2, tiers[2], 'ticket', 'Welcome drink', 35000000, 'COP', 200, 2),
      ('5eed0000-0000-4000-8000-000000000103', e, 3, tiers[3], 'press', null, 0, 'COP', 50, 3),
      ('5eed0000-0000-4000-8000-000000000104', e, 4, tiers[4], 'staff', null, 0, 'COP', 100, 4);
  insert into public.zones (id, event_id, name, capacity) values
    ('5eed0000-0000-4000-8000-000000000201', e, 'Venue', 2000),
    ('5eed0000-0000-4000-8000-000000000202', e, 'VIP lounge', 150),
    ('5eed0000-0000-4000-8000-000000000203', e, 'Backstage', 60);
  insert into public.checkpoints (id, event_id, zone_id, name, policy, position, products, admits_unpaid) values
    ('5eed0000-0000-4000-8000-000000000301', e, '5eed0000-0000-4000-8000-000000000201', 'North gate', 'again_after_exit', 1,
      '{}', false),
    ('5eed0000-0000-4000-8000-000000000302', e, '5eed0000-0000-4000-8000-000000000201', 'South gate', 'again_after_exit', 2,
      '{}', true),
    ('5eed0000-0000-4000-8000-000000000303', e, '5eed0000-0000-4000-8000-000000000202', 'Lounge door', 'unlimited', 3,
      '{2,4}', false),
    ('5eed0000-0000-4000-8000-000000000304', e, '5eed0000-0000-4000-8000-000000000203', 'Stage door', 'unlimited', 4,
      '{3,4}', false);

  insert into public.orders (id, event_id, code, status, buyer_name, buyer_email, total_cents, currency, paid_at)
    select ('5eed0000-0000-4000-8000-0000000004' || lpad(n::text, 2, '0'))::uuid, e, 'FF-' || 1000 + n,
      case n when 7 then 'pending' when 13 then 'awaiting_approval' when 18 then 'cancelled' else 'paid' end, names[n],
      'guest' || n || '@example.org', case when n % 5 = 0 then 35000000 else 12000000 end, 'COP',
      case when n not in (7, 13, 18) then first_day - n * interval '1 day' end
    from generate_series(1, 20) n;
  insert into public.attendees (id, event_id, name, email, company, attention, locale)
    select ('5eed0000-0000-4000-8000-0000000005' || lpad(n::text, 2, '0'))::uuid, e, names[n],
      'guest' || n || '@example.org', case when n % 4 = 0 then 'Cooperativa ' || n end,
      case n when 3 then 'Wheelchair: use the ramp' end, 'es-CO'
    from generate_series(1, 20) n;
  insert into public.tickets (id, event_id, ticket_type_id, attendee_id, order_id, status, reference, seat, price_cents)
    select ('5eed0000-0000-4000-8000-0000000006' || lpad(n::text, 2, '0'))::uuid, e,
      ('5eed0000-0000-4000-8000-00000000010' || case when n = 20 then 4 when n = 19 then 3 when n % 5 = 0 then 2 else 1 end)
        ::uuid,
      ('5eed0000-0000-4000-8000-0000000005' || lpad(n::text, 2, '0'))::uuid,
      ('5eed0000-0000-4000-8000-0000000004' || lpad(n::text, 2, '0'))::uuid,
      case n when 18 then 'cancelled' else 'valid' end, 'seed-' || n,
      case when n % 5 = 0 then 'L' || n end, case when n % 5 = 0 then 35000000 else 12000000 end
    from generate_series(1, 20) n;

  insert into public.sessions (id, event_id, title, track, room, starts_at, ends_at, capacity) values
    ('5eed0000-0000-4000-8000-000000000701', e, 'Apertura', 'Principal', 'Gran Salón', first_day + interval '1 hour',
      first_day + interval '2 hours', 1500),
    ('5eed0000-0000-4000-8000-000000000702', e, 'Ciudades que aprenden', 'Ideas', 'Sala 2', first_day + interval '3 hours',
      first_day + interval '4 hours', 200),
    ('5eed0000-0000-4000-8000-000000000703', e, 'Concierto de cierre', 'Música', 'Gran Salón',
      first_day + interval '1 day 11 hours', first_day + interval '1 day 13 hours', 1800);
  insert into public.speakers (event_id, session_id, name, title, company) values
    (e, '5eed0000-0000-4000-8000-000000000701', 'Laura Betancur', 'Directora', 'Feria del Futuro'),
    (e, '5eed0000-0000-4000-8000-000000000702', 'Ricardo Palacio', 'Urbanista', 'Universidad de Antioquia');
  insert into public.sponsors (id, event_id, name, tier, booth_number, deliverables) values
    ('5eed0000-0000-4000-8000-000000000801', e, 'Café Andino', 'gold', 'A-12', '[{"title": "Logo on stage", "done": false}]'),
    ('5eed0000-0000-4000-8000-000000000802', e, 'Banco del Valle', 'silver', 'B-04', '[]');
  insert into public.staff (id, event_id, name, role, team, checkpoint_id, shift_starts_at, shift_ends_at) values
    ('5eed0000-0000-4000-8000-000000000901', e, 'Diego Salazar', 'Gate lead', 'Gates',
      '5eed0000-0000-4000-8000-000000000301', first_day - interval '1 hour', first_day + interval '7 hours'),
    ('5eed0000-0000-4000-8000-000000000902', e, 'Paula Giraldo', 'Gate', 'Gates',
      '5eed0000-0000-4000-8000-000000000302', first_day - interval '1 hour', first_day + interval '7 hours'),
    ('5eed0000-0000-4000-8000-000000000903', e, 'Óscar Rendón', 'Stage manager', 'Show', null, first_day,
      first_day + interval '14 hours');
  insert into public.tasks (event_id, title, assignee_id, sponsor_id, due_at) values
    (e, 'Test the scanners at the north gate', '5eed0000-0000-4000-8000-000000000901', null, first_day - interval '2 hours'),
    (e, 'Put up the banner of booth A-12', null, '5eed0000-0000-4000-8000-000000000801', first_day - interval '12 hours');
  insert into public.run_of_show (event_id, session_id, position, title, cue_type, planned_start_at, duration_seconds) values
    (e, null, 1, 'Doors', 'house', first_day, 3600),
    (e, '5eed0000-0000-4000-8000-000000000701', 2, 'Apertura', 'talk', first_day + interval '1 hour', 3600);
end
$$;
