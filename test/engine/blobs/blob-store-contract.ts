import { createHash } from 'node:crypto';
import type { BlobEntry, BlobKind, BlobStore, MaintainedBlobStore } from '@streetdate/engine';
import { describe, expect, test } from 'vitest';

/** A store, and what damages a blob of it. */
export interface BlobStoreSubject {
  readonly store: MaintainedBlobStore;
  readonly damage: (kind: BlobKind, sha256: string) => Promise<void>;
  /** Lets the blob become old. @returns A time, milliseconds since 1970: it was put before, and what is put from now on is put later. */
  readonly makeOld: (kind: BlobKind, sha256: string) => Promise<number>;
  /** Leaves what a process leaves that is killed while it puts a blob. */
  readonly leave: () => Promise<void>;
}

const KINDS: readonly BlobKind[] = ['fingerprint', 'segment', 'picture', 'manifest'];
const bytes = new TextEncoder().encode('some bytes');
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function listed(store: BlobStore, kind: BlobKind): Promise<string[]> {
  const names: string[] = [];
  for await (const name of store.list(kind)) names.push(name);
  return names.sort();
}

async function entriesOf(store: MaintainedBlobStore): Promise<BlobEntry[]> {
  const entries: BlobEntry[] = [];
  for await (const each of store.entries('fingerprint')) entries.push(each);
  return entries;
}

/** Describes what every blob store does.
 * @param make - Makes an empty one.
 */
export function describeBlobStore(name: string, make: () => Promise<BlobStoreSubject>): void {
  describe(`a blob store in ${name}`, () => {
    test('gives back what was put, under its SHA-256, for each kind alone', async () => {
      const { store } = await make();
      for (const kind of KINDS) {
        expect(await listed(store, kind)).toEqual([]);
        expect(await store.has(kind, sha256)).toBe(false);
        expect(await store.put(kind, bytes)).toBe(sha256);
        expect(await store.put(kind, bytes)).toBe(sha256);
        expect(new Uint8Array(await store.get(kind, sha256))).toEqual(bytes);
        expect(await store.has(kind, sha256)).toBe(true);
        expect(await listed(store, kind)).toEqual([sha256]);
      }
    });

    test('keeps no bytes of its caller, and gives each reader bytes of its own', async () => {
      const { store } = await make();
      const mine = bytes.slice();
      await store.put('fingerprint', mine);
      mine.fill(0);
      const read = await store.get('fingerprint', sha256);
      read.fill(0);
      expect(new Uint8Array(await store.get('fingerprint', sha256))).toEqual(bytes);
    });

    test('says that a blob is not there', async () => {
      const { store } = await make();
      await expect(store.get('fingerprint', sha256)).rejects.toMatchObject({ code: 'file-not-found' });
    });

    test('never gives other bytes than were put, and is repaired by putting them again', async () => {
      const { store, damage } = await make();
      await store.put('fingerprint', bytes);
      await damage('fingerprint', sha256);
      await expect(store.get('fingerprint', sha256)).rejects.toMatchObject({ code: 'bad-library' });
      await store.put('fingerprint', bytes);
      expect(new Uint8Array(await store.get('fingerprint', sha256))).toEqual(bytes);
    });

    test('takes the same bytes from several at once', async () => {
      const { store } = await make();
      await Promise.all(Array.from({ length: 8 }, () => store.put('picture', bytes)));
      expect(new Uint8Array(await store.get('picture', sha256))).toEqual(bytes);
      expect(await listed(store, 'picture')).toEqual([sha256]);
    });

    test('removes a blob, and one that is not there', async () => {
      const { store } = await make();
      await store.put('segment', bytes);
      await store.remove('segment', sha256);
      await store.remove('segment', sha256);
      expect(await store.has('segment', sha256)).toBe(false);
    });

    test('tells size and time of each blob, and gives it the time of now when it is put again', async () => {
      const { store } = await make();
      const before = Date.now() - 2000;
      await store.put('fingerprint', bytes);
      const [entry] = await entriesOf(store);
      expect(entry).toMatchObject({ sha256, bytes: bytes.length });
      expect(entry!.storedMs).toBeGreaterThanOrEqual(before);
      expect(entry!.storedMs).toBeLessThan(Date.now() + 2000);
    });

    test('removes a blob that was put before a time, and none that was put since', async () => {
      const { store } = await make();
      await store.put('fingerprint', bytes);
      expect(await store.removeOld('fingerprint', sha256, Date.now() - 60_000)).toBe(false);
      expect(await store.has('fingerprint', sha256)).toBe(true);
      expect(await store.removeOld('fingerprint', sha256, Date.now() + 60_000)).toBe(true);
      expect(await store.has('fingerprint', sha256)).toBe(false);
      expect(await store.removeOld('fingerprint', sha256, Date.now() + 60_000)).toBe(false);
    });

    test('has a blob after it was put, though another process removes old ones at the same time', async () => {
      const { store, makeOld } = await make();
      for (let round = 0; round < 8; round++) {
        await store.put('fingerprint', bytes);
        const old = await makeOld('fingerprint', sha256);
        const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
        const remove = wait(round % 5).then(() => store.removeOld('fingerprint', sha256, old));
        const put = wait((round * 3) % 7).then(() => store.put('fingerprint', bytes));
        await Promise.all([remove, put]);
        expect(new Uint8Array(await store.get('fingerprint', sha256))).toEqual(bytes);
      }
    });

    test('finds what a killed process left, once it is old, and no blob', async () => {
      const { store, leave } = await make();
      await store.put('fingerprint', bytes);
      const found = async (beforeMs: number) => {
        const all = [];
        for await (const each of store.leftovers(beforeMs)) all.push(each);
        return all;
      };
      expect(await found(Date.now() + 60_000)).toEqual([]);
      await leave();
      expect(await found(Date.now() - 60_000)).toEqual([]);
      const [left, ...more] = await found(Date.now() + 60_000);
      expect(more).toEqual([]);
      await left!.remove();
      expect(await found(Date.now() + 60_000)).toEqual([]);
      expect(await store.has('fingerprint', sha256)).toBe(true);
    });

    test('takes no name that is not a SHA-256', async () => {
      const { store } = await make();
      for (const name of ['../../etc/passwd', 'AB', sha256.toUpperCase()]) {
        await expect(store.get('fingerprint', name)).rejects.toBeInstanceOf(RangeError);
      }
    });
  });
}
