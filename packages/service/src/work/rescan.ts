import { setImmediate } from 'node:timers/promises';
import { decodeFingerprint } from '@streetdate/core';
import type { Library, StoredReference } from '@streetdate/engine';
import { decodeSketch, SketchSearch } from '@streetdate/index/internal';
import type { Service } from '../service.ts';
import type { ServiceDatabase } from '../store/database.ts';
import { type KeptSketch, keptSketches } from '../uploads/kept-sketches.ts';
import type { Handler } from './handler.ts';
import { addJob, type NewJob } from './jobs.ts';
import { searchAgainJobOf } from './search-again-job.ts';

/** Seconds of new references that are looked for at once. Their tables take some 10 KB a second. */
const BATCH_SECONDS = 50_000;

/** After all uploads: it concerns many, and each that may show a new reference gets a job of its own. */
const PRIORITY = 150;

/** The job that looks for the references of a revision in what is kept of earlier uploads. */
export function rescanJobOf(organisationId: string, revision: number): NewJob {
  const key = `rescan ${organisationId} ${revision}`;
  return { organisationId, kind: rescan.kind, lane: 'background', key, payload: { revision }, priority: PRIORITY };
}

/**
 * Looks for new references in the sketches of earlier uploads, and lets each upload that may show one be searched again. The references count
 * as searched once all sketches were compared; a job that ends before begins again.
 */
export const rescan: Handler = {
  kind: 'rescan',

  async run(service, { organisationId, payload }, signal) {
    const { database, libraries, now } = service;
    const { revision } = payload as { readonly revision: number };
    return libraries.use(organisationId, async (library) => {
      for (let batch = await nextBatch(service, library, organisationId); batch.length > 0; ) {
        const search = new SketchSearch(await Promise.all(batch.map((reference) => load(library, reference))));
        for await (const page of keptSketches(database, organisationId, revision)) {
          signal.throwIfAborted();
          for (const uploadId of mayShow(search, page)) {
            await addJob(database, searchAgainJobOf({ id: uploadId, organisationId }, revision), now());
          }
          await setImmediate();
        }
        await markSearched(database, organisationId, batch);
        batch = await nextBatch(service, library, organisationId);
      }
    });
  },
};

/** The uploads of a page that may show a new reference. One whose sketch cannot be read is searched in full. */
function mayShow(search: SketchSearch, page: readonly KeptSketch[]): string[] {
  const sketches = page.map(({ bytes }) => decodeSketch(bytes));
  const read = sketches.filter((sketch) => sketch !== undefined);
  const shown = new Set(search.mayShow(read).flatMap((may, at) => (may ? [read[at]] : [])));
  return page.flatMap(({ uploadId }, at) => (sketches[at] === undefined || shown.has(sketches[at]) ? [uploadId] : []));
}

/** New references, up to a number of hours. */
async function nextBatch({ database }: Service, library: Library, organisationId: string): Promise<StoredReference[]> {
  const rows = await database
    .selectFrom('searched_reference')
    .select('reference_key')
    .where('organisation_id', '=', organisationId)
    .execute();
  const known = new Set(rows.map(({ reference_key }) => reference_key));
  const batch: StoredReference[] = [];
  let seconds = 0;
  for (const reference of await library.references()) {
    if (known.has(keyOf(reference))) continue;
    seconds += reference.duration;
    if (batch.length > 0 && seconds > BATCH_SECONDS) break;
    batch.push(reference);
  }
  return batch;
}

/** Media that is enrolled anew under an old id is another reference. */
function keyOf({ id, fingerprintSha256 }: StoredReference): string {
  return `${fingerprintSha256} ${id}`;
}

async function load({ blobs }: Library, { fingerprintSha256 }: StoredReference) {
  return decodeFingerprint(await blobs.get('fingerprint', fingerprintSha256));
}

async function markSearched(database: ServiceDatabase, organisationId: string, references: readonly StoredReference[]): Promise<void> {
  const rows = references.map((reference) => ({ organisation_id: organisationId, reference_key: keyOf(reference) }));
  for (let first = 0; first < rows.length; first += 500) {
    await database
      .insertInto('searched_reference')
      .values(rows.slice(first, first + 500))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
