import { isSqlite, type ServiceDatabase, sql } from './database.ts';
import type { TableArea } from './table-area.ts';

/** Accounts, keys, sessions and the audit log. */
export const ACCOUNT_TABLES: TableArea = { name: 'accounts', migrations: [createTables, addLists, ownAccess] };

async function createTables(database: ServiceDatabase): Promise<void> {
  const { schema } = database;
  const owned = (name: string) => ownedTable(database, name);
  await owned('account')
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('password', 'text')
    .addColumn('oidc_issuer', 'text')
    .addColumn('oidc_subject', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('signed_in_at', 'text')
    .addUniqueConstraint('account_email', ['organisation_id', 'email'])
    .addUniqueConstraint('account_subject', ['organisation_id', 'oidc_issuer', 'oidc_subject'])
    .execute();
  await owned('api_key')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('actions', 'text')
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('hint', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text')
    .addColumn('revoked_at', 'text')
    .addColumn('used_at', 'text')
    .execute();
  await owned('session')
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .execute();
  await owned('known_device')
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await owned('account_link')
    .addColumn('account_id', 'text', (column) => column.references('account.id'))
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .execute();
  for (const name of ['session', 'known_device', 'account_link']) {
    await schema.createIndex(`${name}_of_account`).on(name).column('account_id').execute();
  }
  await schema
    .createTable('sign_in_limit')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('free_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('sign_in_limit_age').on('sign_in_limit').column('updated_at').execute();
  await createAuditTables(database);
}

/** A table whose rows belong to organisations. */
function ownedTable({ schema }: ServiceDatabase, name: string) {
  return schema
    .createTable(name)
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull().references('organisation.id'));
}

async function createAuditTables(database: ServiceDatabase): Promise<void> {
  await database.schema
    .createTable('audit_head')
    .addColumn('organisation_id', 'text', (column) => column.primaryKey().references('organisation.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await ownedTable(database, 'audit_entry')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('target_kind', 'text')
    .addColumn('target_id', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('previous', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addUniqueConstraint('audit_position', ['organisation_id', 'position'])
    .execute();
  // PostgreSQL refuses by its row policies.
  if (!isSqlite(database)) return;
  for (const change of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`audit_entry_no_${change}`)} before ${sql.raw(change)} on audit_entry
      begin select raise(abort, 'the audit log is only appended to'); end`.execute(database);
  }
}

/** Whether anybody can sign in is asked for each request without an account; keys and accounts are listed in order. */
async function addLists({ schema }: ServiceDatabase): Promise<void> {
  await schema.createIndex('account_state').on('account').columns(['state', 'organisation_id']).execute();
  for (const name of ['account', 'api_key'])
    await schema.createIndex(`${name}_of_organisation`).on(name).columns(['organisation_id', 'id']).execute();
}

/** What an organisation that is removed has of each. */
async function ownAccess({ schema }: ServiceDatabase): Promise<void> {
  for (const name of ['session', 'known_device', 'account_link'])
    await schema.createIndex(`${name}_of_organisation`).on(name).column('organisation_id').execute();
}
