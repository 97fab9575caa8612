import { setTimeout } from 'node:timers/promises';
import type { Fingerprint } from '@streetdate/core/portable';
import type { BlobStore } from '@streetdate/engine';
import { loadStored } from '@streetdate/engine/internal';
import { SegmentFilesIndex } from '@streetdate/index/store';
import { SearchPool } from '@streetdate/matcher/pool';
import type { ServiceDatabase } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { decodeMessage, encodeMessage, type SearchReply, type SearchRequest, type SearchWork } from './messages.ts';
import { type LibraryPlan, type PlanGroup, readPlan } from './plan.ts';
import { leadersOf } from './rendezvous.ts';
import type { Roster } from './roster.ts';
import type { SegmentCache } from './segment-cache.ts';
import type { SearchTransport, Serving } from './transport.ts';

/** Options of {@link Searcher}. */
export interface SearcherOptions {
  readonly database: ServiceDatabase;
  /** The blobs of an organisation's library, which hold its segments. */
  readonly blobsOf: (organisationId: string) => Promise<BlobStore>;
  readonly transport: SearchTransport;
  readonly cache: SegmentCache;
  readonly roster: Roster;
  /** Threads that search a group. @defaultValue 1 */
  readonly threads?: number | undefined;
  /** Bytes of segments in memory. Groups used longest ago make room for others; one stays. @defaultValue 8 GB */
  readonly memoryBytes?: number | undefined;
  /** Time between two beats, and between two looks for new references, milliseconds. @defaultValue 500 */
  readonly beatMs?: number | undefined;
}

/** A group in memory. */
interface HeldGroup {
  readonly index: SegmentFilesIndex;
  readonly pool: SearchPool;
  revision: number;
  /** What it holds: its segments, and what of them was removed. */
  content: string;
  usedAt: number;
  active: number;
  /** Ends when what was begun before has changed the index. */
  changing: Promise<void>;
}

/** Fingerprints of queries, and of references of other groups, that are kept: those used last. */
const MOST_FINGERPRINTS = 16;

/**
 * Searches groups of segments for others. It keeps nothing that cannot be fetched again: segments come from the libraries' blobs, and which
 * groups it has follows from who lives. It loads the groups that it leads before somebody asks, and new references within a second or two.
 */
export class Searcher {
  /** Names it among the searchers. */
  readonly id: string = newId();
  readonly #options: SearcherOptions & { readonly threads: number; readonly memoryBytes: number; readonly beatMs: number };
  readonly #groups = new Map<string, HeldGroup>();
  readonly #fingerprints = new Map<string, Promise<Fingerprint>>();
  /** The state of each library that was loaded: its revision, and who lived. */
  readonly #followed = new Map<string, string>();
  readonly #stop = new AbortController();
  #serving: Serving | undefined;
  #beating: Promise<void> | undefined;
  #following: Promise<void> | undefined;

  constructor(options: SearcherOptions) {
    this.#options = { ...options, threads: options.threads ?? 1, memoryBytes: options.memoryBytes ?? 8e9, beatMs: options.beatMs ?? 500 };
  }

  /** Begins to take requests. @throws StreetdateError `store-unavailable`, `runtime-missing`. */
  async start(): Promise<void> {
    const { database, transport } = this.#options;
    this.#serving = await transport.serve(this.id, (request) => this.#handle(request));
    const row = { id: this.id, beats: 0, held: this.#held(), created_at: new Date().toISOString() };
    await database.insertInto('searcher').values(row).execute();
    this.#beating = this.#repeat(() => this.#beat());
    this.#following = this.#repeat(() => this.#follow());
  }

  /** Finishes the requests at work and leaves. */
  async close(): Promise<void> {
    this.#stop.abort();
    // Others ask somebody else from now on.
    await this.#options.database
      .deleteFrom('searcher')
      .where('id', '=', this.id)
      .execute()
      .catch(() => {});
    await this.#serving?.close();
    await Promise.all([this.#beating, this.#following]);
    for (const key of [...this.#groups.keys()]) await this.#drop(key);
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      // A database or blob store that does not answer shows in the requests. Here it is tried again.
      await work().catch(() => {});
      await setTimeout(this.#options.beatMs, undefined, { signal }).catch(() => {});
    }
  }

  async #beat(): Promise<void> {
    const { database } = this.#options;
    const { numUpdatedRows } = await database
      .updateTable('searcher')
      .set(({ eb }) => ({ beats: eb('beats', '+', 1), held: this.#held() }))
      .where('id', '=', this.id)
      .executeTakeFirst();
    if (numUpdatedRows > 0n || this.#stop.signal.aborted) return;
    // Somebody took its silence for its end.
    const row = { id: this.id, beats: 1, held: this.#held(), created_at: new Date().toISOString() };
    await database.insertInto('searcher').values(row).execute();
  }

  #held(): string {
    const bytes = [...this.#groups.values()].reduce((sum, { index }) => sum + index.bytes, 0);
    return JSON.stringify({ groups: [...this.#groups.keys()], segmentBytes: bytes, cachedBytes: this.#options.cache.bytes });
  }

  /** Loads the groups that it leads, in their present state. */
  async #follow(): Promise<void> {
    const { database, roster } = this.#options;
    const libraries = await database.selectFrom('search_library').select(['organisation_id', 'revision']).execute();
    const alive = await roster.alive();
    for (const { organisation_id: organisationId, revision } of libraries) {
      const state = `${revision} ${alive.join()}`;
      if (this.#followed.get(organisationId) === state) continue;
      const plan = await readPlan(database, organisationId);
      const leaders = plan && leadersOfPlan(plan, alive);
      for (const group of plan?.groups ?? []) {
        const key = keyOf(organisationId, group.number);
        if (this.#groups.has(key) || leaders?.get(key) === this.id) await this.#groupOf(plan!, group);
      }
      this.#followed.set(organisationId, state);
    }
  }

  async #handle(bytes: Uint8Array): Promise<Uint8Array> {
    try {
      const request = decodeMessage<SearchRequest>(bytes);
      return encodeMessage(await this.#reply(request));
    } catch (error) {
      return encodeMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) } satisfies SearchReply);
    }
  }

  async #reply({ organisationId, revision, group, work }: SearchRequest): Promise<SearchReply> {
    const held = await this.#groupOf({ organisationId, revision }, group);
    if (held === undefined) return { kind: 'outdated' };
    held.active++;
    try {
      return await this.#do(work, held, organisationId);
    } finally {
      held.active--;
    }
  }

  async #do(work: SearchWork, { pool, index }: HeldGroup, organisationId: string): Promise<SearchReply> {
    if (work.kind === 'search') {
      const query = await this.#fingerprintOf(`query ${work.query}`, () => this.#readQuery(work.query));
      return { kind: 'findings', findings: await pool.searchGroup(query, work.options, work.settled) };
    }
    const blobs = await this.#options.blobsOf(organisationId);
    const fingerprints = new Map<string, Fingerprint>();
    for (const [referenceId, sha256] of work.fingerprints) {
      if (index.numberOf(referenceId) !== undefined) continue;
      fingerprints.set(referenceId, await this.#fingerprintOf(`${organisationId} ${sha256}`, () => loadStored(blobs, sha256)));
    }
    return { kind: 'answers', answers: await pool.answer(work.questions, fingerprints) };
  }

  async #readQuery(name: string): Promise<Fingerprint> {
    const bytes = await this.#options.transport.read(name);
    if (bytes === undefined) throw new Error(`the query ${name} is no longer there`);
    return decodeMessage<Fingerprint>(bytes);
  }

  #fingerprintOf(key: string, load: () => Promise<Fingerprint>): Promise<Fingerprint> {
    const loading = this.#fingerprints.get(key) ?? load();
    this.#fingerprints.delete(key);
    this.#fingerprints.set(key, loading);
    loading.catch(() => this.#fingerprints.delete(key));
    for (const oldest of this.#fingerprints.keys()) {
      if (this.#fingerprints.size <= MOST_FINGERPRINTS) break;
      this.#fingerprints.delete(oldest);
    }
    return loading;
  }

  /** A group in a revision; undefined if it is held in a later one. */
  async #groupOf(plan: Pick<LibraryPlan, 'organisationId' | 'revision'>, group: PlanGroup): Promise<HeldGroup | undefined> {
    const { organisationId, revision } = plan;
    const key = keyOf(organisationId, group.number);
    const held = this.#groups.get(key) ?? this.#open(key);
    held.usedAt = performance.now();
    // One change after the other: each begins with what the one before has left.
    const change = held.changing.then(async () => {
      if (held.revision >= revision) return;
      const blobs = await this.#options.blobsOf(organisationId);
      await this.#show(held.index, group, blobs);
      held.revision = revision;
      held.content = contentOf(group);
    });
    held.changing = change.catch(() => {});
    await change;
    await this.#makeRoom(key);
    // The library may have changed since, and this group not.
    return held.content === contentOf(group) ? held : undefined;
  }

  #open(key: string): HeldGroup {
    const index = new SegmentFilesIndex();
    const pool = new SearchPool(index, { threads: this.#options.threads });
    const held: HeldGroup = { index, pool, revision: -1, content: '', usedAt: 0, active: 0, changing: Promise.resolve() };
    this.#groups.set(key, held);
    return held;
  }

  async #show(index: SegmentFilesIndex, { segments }: PlanGroup, blobs: BlobStore): Promise<void> {
    const { cache } = this.#options;
    const files = async () =>
      Promise.all(
        segments.map(async ({ id, sha256, bytes, removed }) => {
          const path = await cache.pathOf(sha256, () => blobs.get('segment', sha256));
          return { key: id, path, bytes, removed };
        }),
      );
    try {
      await index.show(await files());
    } catch {
      // A file of the cache may have been cut or deleted by others. What is fetched anew is right, or the blob is at fault.
      for (const { sha256 } of segments) await cache.drop(sha256);
      await index.show(await files());
    }
  }

  async #makeRoom(kept: string): Promise<void> {
    const oldest = [...this.#groups].sort(([, one], [, other]) => one.usedAt - other.usedAt);
    for (const [key, { active }] of oldest) {
      const bytes = [...this.#groups.values()].reduce((sum, { index }) => sum + index.bytes, 0);
      if (bytes <= this.#options.memoryBytes) return;
      if (key !== kept && active === 0) await this.#drop(key);
    }
  }

  async #drop(key: string): Promise<void> {
    const held = this.#groups.get(key);
    this.#groups.delete(key);
    await held?.changing;
    await held?.pool.close();
    await held?.index.close();
  }
}

function contentOf({ segments }: PlanGroup): string {
  return JSON.stringify(segments.map(({ id, removed }) => [id, removed]));
}

/** Who leads which group of a library, of those who live. */
export function leadersOfPlan({ organisationId, groups }: LibraryPlan, alive: readonly string[]): ReadonlyMap<string, string> {
  return leadersOf(
    groups.map(({ number }) => keyOf(organisationId, number)),
    alive,
  );
}

/** Names a group of a library. */
export function keyOf(organisationId: string, group: number): string {
  return `${organisationId}/${group}`;
}
