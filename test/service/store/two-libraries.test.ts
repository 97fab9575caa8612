// @module-tag servers
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibraryOn, type ScanOutcome } from '@streetdate/engine';
import { parseWindow } from '@streetdate/matcher';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPostgresCatalogue } from '../../../packages/service/src/store/postgres/postgres-catalogue.ts';
import { openS3Store } from '../../../packages/service/src/store/s3/s3-store.ts';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { noPostgres, noS3, postgres, s3, type TestServer } from '../../tools/servers.ts';

describe.skipIf(noPostgres || noS3)('two processes on one PostgreSQL schema and one S3 bucket', () => {
  let rows: TestServer;
  let bytes: TestServer;
  beforeAll(async () => {
    [rows, bytes] = await Promise.all([postgres(), s3()]);
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request' };
    expect((await fetch(`${bytes.url}/films`, { method: 'PUT', headers })).ok).toBe(true);
  });

  /** A library as another process opens it: connections and a home of its own. */
  async function openOne(folder: string, home: string, schema: string): Promise<Library> {
    const blobs = openS3Store(
      { bucket: 'films', prefix: schema, endpoint: bytes.url },
      { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    );
    const catalogue = await openPostgresCatalogue({ url: rows.url, schema });
    const library = await openLibraryOn({ home: join(folder, home), catalogue, blobs });
    onTestFinished(async () => {
      await library.close();
      blobs.close();
    });
    return library;
  }

  async function scan(library: Library, path: string): Promise<ScanOutcome> {
    for await (const outcome of library.scan(path, { seenAt: '2027-02-07T12:00:00Z', territory: 'US' })) return outcome;
    throw new Error('no outcome');
  }

  const windows = [parseWindow('US:disc:2027-03-09@America/New_York')];

  test('what one enrolls, the other finds, also after it has built its index', async () => {
    const folder = await temporaryFolder();
    const uploads = join(folder, 'uploads');
    await mkdir(uploads);
    const [one, other] = [await openOne(folder, 'one', 'found'), await openOne(folder, 'other', 'found')];
    const copies = [await writeCopy(uploads, 'a.sdfp', 1), await writeCopy(uploads, 'b.sdfp', 2)];
    await one.enroll(await writeReference(folder, '1.sdfp', 1), { title: 'First', windows });
    expect(await scan(other, copies[0]!)).toMatchObject({ matches: [{ referenceId: 'first.1' }], verdict: { kind: 'pre-release-leak' } });
    expect(await scan(other, copies[1]!)).toMatchObject({ verdict: { kind: 'no-match' } });
    await one.enroll(await writeReference(folder, '2.sdfp', 2), { title: 'Second', windows });
    // The stored scan is matched again, because the library has another revision; the index in the other home takes the film in.
    expect(await scan(other, copies[1]!)).toMatchObject({ matches: [{ referenceId: 'second.1' }], verdict: { kind: 'pre-release-leak' } });
    expect(await scan(one, copies[0]!)).toMatchObject({ reused: false, matches: [{ referenceId: 'first.1' }] });
    expect(await one.scans()).toEqual(await other.scans());
    expect((await one.scans()).length).toBe(2);
  });

  test('when both enroll the same films at once, each film is one reference', async () => {
    const folder = await temporaryFolder();
    const films = await Promise.all([3, 4, 5].map((seed) => writeReference(folder, `${seed}.sdfp`, seed)));
    const [one, other] = [await openOne(folder, 'one', 'same'), await openOne(folder, 'other', 'same')];
    const enrolled = await Promise.all([one.enroll(films, { title: 'Film' }), other.enroll([...films].reverse(), { title: 'Film' })]);
    const ids = (await one.references()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    for (const each of enrolled) expect(each.map((result) => (result.kind === 'reference' ? result.reference.id : '')).sort()).toEqual(ids);
    expect(enrolled.flat().filter((each) => each.kind === 'reference' && !each.wasThere)).toHaveLength(3);
    expect(await other.catalogue.revision()).toBe(3);
  });
});
