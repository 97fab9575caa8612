import { checkDatabase } from '../check-database.ts';
import { type ServiceDatabase, sql } from '../database.ts';
import { ALL_ORGANISATIONS } from '../scope.ts';
import { SCOPE_SETTING } from './scoped-dialect.ts';

/** Tables whose rows are added and never changed. */
const APPEND_ONLY = ['audit_entry'];

/** A table of the service whose rows belong to organisations. */
export interface OwnedTable {
  readonly name: string;
  /** Whether its rows are hidden from other organisations' work, also from the owner of the table. */
  readonly isWalled: boolean;
}

/** The tables of a schema that have a column `organisation_id`, as the database lists them. */
export async function ownedTables(database: ServiceDatabase, schema: string): Promise<readonly OwnedTable[]> {
  const { rows } = await sql<OwnedTable>`
    select t.relname as name,
      t.relrowsecurity and t.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = t.oid) as "isWalled"
    from pg_class t join pg_namespace n on n.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid
    where n.nspname = ${schema} and t.relkind in ('r', 'p') and a.attname = 'organisation_id' and not a.attisdropped
    order by t.relname`.execute(database);
  return rows;
}

/**
 * Gives each table of organisations its policies, unless it has them: a row is seen and written in its organisation's work only. They hold
 * for the tables' owner as well, and for every user but superusers and those with BYPASSRLS.
 */
export async function protectRows(transaction: ServiceDatabase, schema: string): Promise<void> {
  const setting = sql`current_setting(${sql.lit(SCOPE_SETTING)}, true)`;
  const isOwn = sql`(organisation_id = ${setting} or ${setting} = ${sql.lit(ALL_ORGANISATIONS)})`;
  for (const { name, isWalled } of await ownedTables(transaction, schema)) {
    if (isWalled) continue;
    const table = sql.id(schema, name);
    if (APPEND_ONLY.includes(name)) {
      await sql`create policy organisation_reads on ${table} for select using ${isOwn}`.execute(transaction);
      await sql`create policy organisation_adds on ${table} for insert with check ${isOwn}`.execute(transaction);
    } else {
      await sql`create policy organisation on ${table} using ${isOwn} with check ${isOwn}`.execute(transaction);
    }
    await sql`alter table ${table} enable row level security, force row level security`.execute(transaction);
  }
}

/** Whether the policies hold for the user that this connects as. They do not for superusers and users with BYPASSRLS. */
export async function isBoundByPolicies(database: ServiceDatabase): Promise<boolean> {
  checkDatabase('database', database);
  const { rows } = await sql<{ bound: boolean }>`
    select not (rolsuper or rolbypassrls) as bound from pg_roles where rolname = current_user`.execute(database);
  return rows[0]?.bound === true;
}
