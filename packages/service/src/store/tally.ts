import { addCounter, isPostgres, SERVICE_SCHEMA, type ServiceDatabase, sql } from './database.ts';

/** Changes summed up in one transaction at most, the number from which on it is worth the work, and transactions of one call. */
const [MOST, WORTH, ROUNDS] = [2000, 500, 20] as const;

/** How many there are of one kind. */
export interface Tally {
  readonly state: string;
  readonly kind: string;
  readonly count: number;
}

/** How many there are of something, by state and kind. It reads the changes since they were last summed up, never the rows that it counts. */
export async function readTally(database: ServiceDatabase, what: 'job' | 'upload' | 'bytes' | 'uploads'): Promise<Tally[]> {
  const rows = await database
    .selectFrom('tally')
    .select(['state', 'kind', sql<number>`sum(change)`.as('count')])
    .where('what', '=', what)
    .groupBy(['state', 'kind'])
    .execute();
  return rows.map(({ count, ...rest }) => ({ ...rest, count: Number(count) })).filter(({ count }) => count !== 0);
}

/** Sums changes up, so that reading them stays cheap. Any number of processes may. */
export async function sumUpTally(database: ServiceDatabase): Promise<void> {
  for (let round = 0; round < ROUNDS && (await sumUpSome(database)); round++);
}

/** @returns Whether there may be more. */
async function sumUpSome(database: ServiceDatabase): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const first = transaction.selectFrom('tally').select('id').orderBy('id').limit(MOST);
    const ids = await (isPostgres(database) ? first.forUpdate().skipLocked() : first).execute();
    if (ids.length < WORTH) return false;
    const rows = await transaction
      .deleteFrom('tally')
      .where(
        'id',
        'in',
        ids.map(({ id }) => id),
      )
      .returning(['what', 'state', 'kind', 'change'])
      .execute();
    const sums = new Map<string, (typeof rows)[number]>();
    for (const row of rows) {
      const key = [row.what, row.state, row.kind].join('\n');
      sums.set(key, { ...row, change: Number(row.change) + (sums.get(key)?.change ?? 0) });
    }
    await transaction
      .insertInto('tally')
      .values([...sums.values()])
      .execute();
    return ids.length === MOST;
  });
}

/**
 * The table of changes, its first rows, and the triggers that add to it. A row for each change and no common one: two transactions that count the
 * same would wait for each other.
 */
export async function createTally(database: ServiceDatabase): Promise<void> {
  await addCounter(database, database.schema.createTable('tally'), 'id')
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('change', 'integer', (column) => column.notNull())
    .execute();
  for (const counted of COUNTED) {
    const { what, state, kind, columns } = counted;
    const [stateOf, kindOf] = [sql<string>`${sql.raw(state(''))}`, sql<string>`${sql.raw(kind(''))}`];
    const rows = await database
      .selectFrom(what)
      .select([stateOf.as('state'), kindOf.as('kind'), sql<number>`count(*)`.as('change')])
      .where(kindOf, 'is not', null)
      .groupBy([...columns])
      .execute();
    if (rows.length > 0)
      await database
        .insertInto('tally')
        .values(rows.map((row) => ({ what, ...row })))
        .execute();
    await (isPostgres(database) ? addPostgresTrigger : addSqliteTriggers)(database, counted);
  }
}

/** A table whose rows are counted, and by what. */
interface Counted {
  readonly what: 'job' | 'upload';
  readonly columns: readonly ('state' | 'kind' | 'verdict')[];
  /** SQL of both, of a row with that name and dot. */
  readonly state: (row: string) => string;
  readonly kind: (row: string) => string;
}

const COUNTED: readonly Counted[] = [
  { what: 'job', columns: ['state', 'kind'], state: (row) => `${row}state`, kind: (row) => `${row}kind` },
  { what: 'upload', columns: ['verdict'], state: () => "''", kind: (row) => `${row}verdict` },
];

/** SQL that counts a row of a trigger, or no longer does. */
function addition({ what, state, kind }: Counted, row: 'new.' | 'old.', tally = 'tally'): string {
  return `insert into ${tally} (what, state, kind, change)
    select '${what}', ${state(row)}, ${kind(row)}, ${row === 'new.' ? 1 : -1} where ${kind(row)} is not null;`;
}

async function addSqliteTriggers(database: ServiceDatabase, counted: Counted): Promise<void> {
  const { what, columns } = counted;
  const differs = columns.map((column) => `old.${column} is not new.${column}`).join(' or ');
  const triggers = [
    ['added', 'insert', '', addition(counted, 'new.')],
    ['changed', `update of ${columns.join(', ')}`, `when ${differs}`, addition(counted, 'old.') + addition(counted, 'new.')],
    ['removed', 'delete', '', addition(counted, 'old.')],
  ];
  for (const [name, event, condition, body] of triggers)
    await sql.raw(`create trigger ${what}_${name} after ${event} on ${what} ${condition} begin ${body} end`).execute(database);
}

async function addPostgresTrigger(database: ServiceDatabase, counted: Counted): Promise<void> {
  const { what, columns } = counted;
  const [count, table] = [sql.id(SERVICE_SCHEMA, `count_${what}`), sql.id(SERVICE_SCHEMA, what)];
  const isSame = columns.map((column) => `old.${column} is not distinct from new.${column}`).join(' and ');
  const body = `
    begin
      if tg_op = 'UPDATE' then if ${isSame} then return null; end if; end if;
      if tg_op <> 'INSERT' then ${addition(counted, 'old.', `${SERVICE_SCHEMA}.tally`)} end if;
      if tg_op <> 'DELETE' then ${addition(counted, 'new.', `${SERVICE_SCHEMA}.tally`)} end if;
      return null;
    end`;
  await sql`create function ${count}() returns trigger language plpgsql as ${sql.lit(body)}`.execute(database);
  await sql`create trigger count_changes after insert or delete or update of ${sql.raw(columns.join(', '))} on ${table}
    for each row execute function ${count}()`.execute(database);
}

/** Counts what each organisation keeps: bytes of media, and uploads. The triggers of before see neither. */
export async function countKept(database: ServiceDatabase): Promise<void> {
  if (isPostgres(database))
    await database.schema
      .alterTable('tally')
      .alterColumn('change', (column) => column.setDataType('bigint'))
      .execute();
  const sums = { bytes: 'sum(bytes)', uploads: 'count(*)' } as const;
  for (const [what, sum] of Object.entries(sums)) {
    const rows = database.selectFrom('upload').select(['organisation_id', sql.raw<number>(sum).as('sum')]);
    const kept = what === 'bytes' ? rows.where('media', 'is not', null) : rows;
    for (const { organisation_id: kind, sum: change } of await kept.groupBy('organisation_id').execute())
      await database.insertInto('tally').values({ what, state: '', kind, change }).execute();
  }
  await (isPostgres(database) ? keepCountInPostgres : keepCountInSqlite)(database);
}

/** SQL that adds to what an organisation keeps. */
function keeping(row: 'new.' | 'old.', tally = 'tally'): string {
  const sign = row === 'new.' ? '' : '-';
  return `insert into ${tally} (what, state, kind, change)
    select 'bytes', '', ${row}organisation_id, ${sign}${row}bytes where ${row}media is not null;`;
}

function counting(row: 'new.' | 'old.', tally = 'tally'): string {
  return `insert into ${tally} (what, state, kind, change) values ('uploads', '', ${row}organisation_id, ${row === 'new.' ? 1 : -1});`;
}

async function keepCountInSqlite(database: ServiceDatabase): Promise<void> {
  const triggers = [
    ['added', 'insert', '', counting('new.') + keeping('new.')],
    ['changed', 'update of media', 'when (old.media is null) <> (new.media is null)', keeping('old.') + keeping('new.')],
    ['removed', 'delete', '', counting('old.') + keeping('old.')],
  ];
  for (const [name, event, condition, body] of triggers)
    await sql.raw(`create trigger upload_kept_${name} after ${event} on upload ${condition} begin ${body} end`).execute(database);
}

async function keepCountInPostgres(database: ServiceDatabase): Promise<void> {
  const [count, table] = [sql.id(SERVICE_SCHEMA, 'count_kept'), sql.id(SERVICE_SCHEMA, 'upload')];
  const tally = `${SERVICE_SCHEMA}.tally`;
  const body = `
    begin
      if tg_op = 'UPDATE' then if (old.media is null) = (new.media is null) then return null; end if; end if;
      if tg_op <> 'INSERT' then ${keeping('old.', tally)} end if;
      if tg_op <> 'DELETE' then ${keeping('new.', tally)} end if;
      if tg_op = 'INSERT' then ${counting('new.', tally)} end if;
      if tg_op = 'DELETE' then ${counting('old.', tally)} end if;
      return null;
    end`;
  await sql`create function ${count}() returns trigger language plpgsql as ${sql.lit(body)}`.execute(database);
  await sql`create trigger count_kept after insert or delete or update of media on ${table}
    for each row execute function ${count}()`.execute(database);
}
