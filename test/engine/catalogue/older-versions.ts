import type { CatalogueReader } from '@streetdate/engine';
import { expect, test } from 'vitest';
import { type CatalogueDatabase, connect, type Database } from '../../../packages/engine/src/catalogue/sql/database.ts';
import { migrate, SCHEMA_VERSION } from '../../../packages/engine/src/catalogue/sql/migrations.ts';
import { openSqlCatalogue } from '../../../packages/engine/src/catalogue/sql/sql-catalogue.ts';

const AT = '2026-01-01T00:00:00.000Z';

/** One row of each table, with all columns of today. An older version has a part of the tables and columns. */
const ROWS: readonly [table: string, row: Readonly<Record<string, string | number | null>>][] = [
  ['title', { id: 'film', name: 'Film', year: 2010, eidr: 'e', isan: 'i', promos: null }],
  ['release_window', { title_id: 'film', territory: 'US', channel: 'disc', opens_at: AT, time_zone: null }],
  [
    'reference',
    {
      ...{ id: 'film.1', title_id: 'film', kind: 'disc', edition: 'x', territory: 'US', duration: 1.5, fingerprint_sha256: 'a'.repeat(64) },
      ...{
        damage: null,
        media_path: '/m',
        media_stamp: '1-2',
        enrolled_at: AT,
        iscc: '{"data":"ISCC:GAA"}',
        manifest_sha256: 'e'.repeat(64),
        promo: null,
      },
    },
  ],
  ['published_footage', { promo_id: 'film.1', film_id: 'film.1', compared: 'a b', footage: '{}' }],
  [
    'scan',
    {
      ...{
        id: '0123456789abcdef',
        path: '/u',
        stamp: '3-4',
        library_revision: 1,
        program_version: '0',
        fingerprint_sha256: 'c'.repeat(64),
      },
      ...{
        kind: 'film',
        duration: 60.25,
        look: '{"frames":"key","closer":[]}',
        damage: null,
        matches: '[]',
        sources: '{}',
        scanned_at: AT,
      },
      ...{ seen_at: AT, seen_at_basis: 'observed', territory: 'DE', iscc: '{"audio":"ISCC:EIA"}' },
    },
  ],
  [
    'sighting',
    {
      ...{ id: 'a'.repeat(32), scan_id: '0123456789abcdef', link: 'https://host.example/v/1', host: null, territory: 'DE' },
      ...{ seen_at: AT, seen_at_basis: 'observed', recorded_at: AT, account: 'studio' },
    },
  ],
  [
    'allowed_source',
    {
      ...{ id: 'b'.repeat(16), host: 'video.example', account: 'studio', title_id: 'film', allowed_from: AT, from_time_zone: null },
      ...{ allowed_until: null, until_time_zone: null, whole_host: 0, reason: 'theirs', added_at: AT },
    },
  ],
  [
    'exclusion',
    {
      ...{ id: 'aaaaaaaaaaaa', reference_id: 'film.1', starts_at: 0.25, ends_at: 1, reason: 'archive', added_at: AT },
      ...{ carried_from: null },
    },
  ],
  [
    'conflict',
    {
      ...{ id: 'bbbbbbbbbbbb', reference_id: 'film.1', other_reference_id: 'film.1', starts_at: 0, ends_at: 0.5 },
      ...{ other_starts_at: 1, other_ends_at: 1.5, decision: 'shared', decided_at: AT, reason: 'both' },
    },
  ],
  [
    'dispute',
    {
      ...{ id: 'cccccccccccc', scan_id: '0123456789abcdef', path: '/u', fingerprint_sha256: 'c'.repeat(64) },
      ...{ disputed_by: 'A. Uploader', ground: 'licensed', notice: null, received_at: AT, deadline: '2026-01-15T00:00:00.000Z' },
      ...{ recorded_at: AT, outcome: null, outcome_reason: null, ended_at: null },
    },
  ],
  ['unscanned_file', { path: '/n', code: 'skipped', reason: 'r', noted_at: AT }],
  [
    'disc',
    {
      ...{ id: 'd', title_id: 'film', kind: 'dvd', path: '/d', stamp: '1', label: 'L', edition: null, variant: null, territory: null },
      ...{ distributor: 'A', street_date: '2026-03-10', ids: '[]', enrolled_at: AT },
    },
  ],
  ['disc_feature', { disc_id: 'd', feature: '1', role: 'film', reference_id: 'film.1' }],
  ['disc_clip', { path: '/d', stamp: '1', clip: 'c', fingerprint_sha256: null, reason: 'short' }],
  ['ledger_entry', { position: 0, entry: '{}', leaf_hash: 'f'.repeat(64) }],
  ['server', { id: 's', name: 'S', country: 'DE', custodian: null, source: 'folder', path: '/s', seen_at: AT, added_at: AT }],
  [
    'server_file',
    { server_id: 's', path: 'a', bytes: 2 ** 40, modified_ms: 1.7e12, digest: 'b'.repeat(64), packed_in: null, problem: null },
  ],
  ['content', { digest: 'b'.repeat(64), bytes: 2 ** 40, kind: 'film', traces: '{}', scan_id: null, scan_revision: null, problem: null }],
  ['server_problem', { server_id: 's', path: 'p', reason: 'r' }],
];

/** Columns that came later than their table, with the version that has them. */
const LATER: readonly [version: number, table: string, columns: readonly string[]][] = [
  [3, 'scan', ['sources']],
  [4, 'scan', ['look']],
  [7, 'scan', ['iscc']],
  [7, 'reference', ['iscc']],
  [8, 'reference', ['manifest_sha256']],
  [11, 'title', ['promos']],
  [11, 'reference', ['promo']],
  [12, 'sighting', ['account']],
];

/**
 * Tests that a catalogue of each older version, with a row in each of its tables, is brought to today's and keeps its rows.
 * @param makePlace - Makes an empty place. What it gives can be opened several times.
 */
export function testOlderVersions(makePlace: () => Promise<() => Promise<CatalogueDatabase>>): void {
  test.each(Array.from({ length: SCHEMA_VERSION - 1 }, (_, at) => at + 1))(
    `a catalogue of version %i, with rows in its tables, is brought to version ${SCHEMA_VERSION}`,
    async (version) => {
      const open = await makePlace();
      const place = await open();
      const database = connect(place);
      expect(await migrate(database, place, version)).toBe(0);
      const tables = new Set(await place.tableNames(database));
      const rows = ROWS.filter(([table]) => tables.has(table)).map(([table, row]) => [table, columnsAt(version, table, row)] as const);
      expect(rows.length).toBeGreaterThanOrEqual(4);
      for (const [table, row] of rows) await insert(database, table, row);
      await database.destroy();
      const catalogue = await openSqlCatalogue(await open());
      const reads = await readBack(catalogue);
      await catalogue.close();
      const again = await open();
      const now = connect(again);
      expect(await migrate(now, again)).toBe(SCHEMA_VERSION);
      // Every table is there, and each old row as it was.
      expect([...(await again.tableNames(now))]).toEqual(expect.arrayContaining(ROWS.map(([table]) => table)));
      for (const [table, row] of rows) expect(await select(now, table)).toMatchObject([row]);
      await now.destroy();
      expect(reads).toMatchObject({ titles: 1, windows: 1, references: 1, scans: 1 });
      expect(reads).toMatchObject(version >= 2 ? { discs: 1, features: 1, clips: 1 } : { discs: 0 });
      expect(reads).toMatchObject({ ledger: version >= 5 ? 1 : 0, servers: version >= 6 ? 1 : 0 });
    },
  );
}

function columnsAt(version: number, table: string, row: Readonly<Record<string, string | number | null>>): Record<string, unknown> {
  const missing = LATER.filter(([since, where]) => where === table && since > version).flatMap(([, , columns]) => columns);
  return Object.fromEntries(Object.entries(row).filter(([column]) => !missing.includes(column)));
}

async function insert(database: Database, table: string, row: Record<string, unknown>): Promise<void> {
  await database
    .insertInto(table as 'title')
    .values(row as never)
    .execute();
}

async function select(database: Database, table: string): Promise<unknown[]> {
  return database
    .selectFrom(table as 'title')
    .selectAll()
    .execute();
}

async function readBack(catalogue: CatalogueReader): Promise<Record<string, number>> {
  const [titles, discs] = [await catalogue.titles(), await catalogue.discs()];
  return {
    titles: titles.length,
    windows: titles.flatMap(({ windows }) => windows).length,
    references: (await catalogue.references()).length,
    scans: (await catalogue.scans()).length,
    discs: discs.length,
    features: discs.flatMap(({ features }) => features).length,
    clips: (await catalogue.discClips('/d', '1')).size,
    ledger: await catalogue.ledgerSize(),
    servers: (await catalogue.servers()).length,
  };
}
