import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { POSTGRES_FOLDER, type PrivateServer } from './private-servers.ts';
import { USER } from './server-profile.ts';

const run = promisify(execFile);

/**
 * What the user of the service finds before PostgreSQL's own function: its clock, and by how much it is ahead. A connection that was made before
 * the first call keeps the true clock.
 */
const CLOCK = `
create schema if not exists stepped;
create table if not exists stepped.clock (ahead_ms double precision not null);
create or replace function stepped.clock_timestamp() returns timestamptz language sql stable as
  $$ select pg_catalog.clock_timestamp() + coalesce((select ahead_ms from stepped.clock), 0) * interval '1 millisecond' $$;
grant usage on schema stepped to ${USER};
grant select on stepped.clock to ${USER};
alter role ${USER} set search_path = stepped, pg_catalog, public;`;

/** Makes a clock for the service in PostgreSQL that {@link putClockAhead} sets. Call it before the service connects. */
export async function makeServerClock(postgres: PrivateServer): Promise<void> {
  await query(postgres, CLOCK);
}

/** Puts the clock that all processes of the service share ahead of this machine's. They see it within ten seconds. */
export async function putClockAhead(postgres: PrivateServer, aheadMs: number): Promise<void> {
  await query(postgres, `begin; delete from stepped.clock; insert into stepped.clock values (${aheadMs}); commit`);
}

async function query({ port }: PrivateServer, text: string): Promise<void> {
  const place = ['-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'];
  await run(join(POSTGRES_FOLDER!, 'psql'), [...place, '-d', USER, '-c', text]);
}
