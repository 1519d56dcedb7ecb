-- The roles of a Supabase project, where the bootstrap has not made them.
do $$
begin
  if to_regrole('anon') is null then create role anon nologin noinherit; end if;
  if to_regrole('authenticated') is null then create role authenticated nologin noinherit; end if;
  if to_regrole('service_role') is null then create role service_role nologin noinherit bypassrls; end if;
  if to_regrole('authenticator') is null then create role authenticator login noinherit; end if;
end
$$;
alter role authenticator login;
grant anon, authenticated, service_role to authenticator;
grant usage on schema public to anon, authenticated, service_role;
create schema if not exists extensions;
grant usage on schema extensions to anon, authenticated, service_role;

-- The time limits of a hosted project, where nobody has set others.
do $$
declare
  name text;
  time_limit text;
begin
  for name, time_limit in values ('authenticator', '8s'), ('anon', '3s'), ('authenticated', '8s') loop
    if not exists (
      select from pg_roles, unnest(rolconfig) setting where rolname = name and setting like 'statement_timeout=%'
    ) then
      execute format('alter role %I set statement_timeout = %L', name, time_limit);
    end if;
  end loop;
end
$$;
