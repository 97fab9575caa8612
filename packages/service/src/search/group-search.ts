import { setTimeout } from 'node:timers/promises';
import { type Fingerprint, StreetdateError, type TimeSpan } from '@streetdate/core/portable';
import type { MissingReferences, ReferenceSearch, ReferenceSearchResult } from '@streetdate/engine';
import { loadStored } from '@streetdate/engine/internal';
import type { MatchOptions } from '@streetdate/matcher';
import { type GroupAnswer, type GroupQuestion, mergeFromAfar, type PlacedFindings } from '@streetdate/matcher/internal';
import type { ServiceDatabase } from '../store/database.ts';
import { type IndexSizes, indexLibrary, type SearchedLibrary } from './index-library.ts';
import { decodeMessage, encodeMessage, type GroupOptions, type SearchReply, type SearchRequest, type SearchWork } from './messages.ts';
import { hoursOfPlan, type LibraryPlan, type PlanGroup } from './plan.ts';
import { rendezvous } from './rendezvous.ts';
import type { Roster } from './roster.ts';
import { keyOf, leadersOfPlan } from './searcher.ts';
import type { SearchTransport } from './transport.ts';

/** Options of {@link GroupSearch}. */
export interface GroupSearchOptions extends IndexSizes {
  readonly database: ServiceDatabase;
  readonly transport: SearchTransport;
  readonly roster: Roster;
  /** Whose library it is. */
  readonly organisationId: string;
  readonly library: SearchedLibrary;
  /**
   * How long a group is asked for, one searcher after the other, before the search goes on without it, milliseconds. @defaultValue 120,000
   */
  readonly patienceMs?: number | undefined;
}

/** Wait before all searchers are asked once more, milliseconds. */
const RETRY_MS = 250;
/** How often a search begins anew because the library changed meanwhile. */
const MOST_RESTARTS = 5;

/** Thrown when a searcher has a later state of the library. */
class Outdated extends Error {}

/** Searches a library by asking who holds its groups. A searcher that ends costs one more request. */
export class GroupSearch implements ReferenceSearch {
  readonly #options: GroupSearchOptions;

  constructor(options: GroupSearchOptions) {
    this.#options = options;
  }

  /**
   * Searches a pass over a film.
   * @param settled - Intervals that an earlier pass has settled, seconds.
   * @throws StreetdateError `store-unavailable` if nobody answers for any group; the signal's reason; as `indexLibrary`.
   */
  async search(
    query: Fingerprint,
    options: MatchOptions,
    settled: readonly TimeSpan[] = [],
    signal: AbortSignal = new AbortController().signal,
  ): Promise<ReferenceSearchResult> {
    const { database, library, organisationId, transport } = this.#options;
    const published = await transport.publish(encodeMessage(query));
    for (let restarts = 0; ; restarts++) {
      const plan = await indexLibrary(database, library, organisationId, this.#options);
      try {
        return await new PlannedSearch(this.#options, plan, signal).search(query, published, options, settled);
      } catch (error) {
        if (!(error instanceof Outdated) || restarts === MOST_RESTARTS) throw error;
      }
    }
  }
}

/** A search of one state of a library. */
class PlannedSearch {
  readonly #options: GroupSearchOptions;
  readonly #plan: LibraryPlan;
  readonly #signal: AbortSignal;
  readonly #missing = new Map<number, PlanGroup>();
  /** Why a group was not searched, for the error of a search that reached nobody. */
  #reason = 'there is no searcher';

  constructor(options: GroupSearchOptions, plan: LibraryPlan, signal: AbortSignal) {
    this.#options = options;
    this.#plan = plan;
    this.#signal = signal;
  }

  async search(query: Fingerprint, published: string, options: MatchOptions, settled: readonly TimeSpan[]): Promise<ReferenceSearchResult> {
    const { groups } = this.#plan;
    const { proposers, channels, titles, background, ...plain } = options;
    const ofGroup: GroupOptions = { ...plain, libraryHours: hoursOfPlan(this.#plan) };
    const replies = await this.#askAll({ kind: 'search', query: published, options: ofGroup, settled });
    const found: PlacedFindings[] = [];
    for (const [at, reply] of replies.entries()) {
      if (reply?.kind === 'findings') found.push({ group: groups[at]!.number, findings: reply.findings });
    }
    if (groups.length > 0 && found.length === 0)
      throw new StreetdateError('store-unavailable', `no group of the library can be searched: ${this.#reason}`);
    const references = await this.#references(found);
    const { blobs } = this.#options.library;
    const result = await mergeFromAfar(
      query,
      found,
      {
        algorithm: 'pdq/1',
        view: 'active',
        ask: (questions) => this.#askQuestions(questions),
        fetch: async (referenceId) => {
          const sha256 = references.get(referenceId);
          return sha256 === undefined ? undefined : loadStored(blobs, sha256);
        },
      },
      { ...options, libraryHours: ofGroup.libraryHours ?? 0 },
    );
    const missing = [...this.#missing.values()].map(
      ({ number, references: count, durationMs }): MissingReferences => ({
        group: number,
        references: count,
        hours: durationMs / 3_600_000,
      }),
    );
    return { ...result, missing: missing.sort((one, other) => one.group - other.group) };
  }

  /** The fingerprints of the library's references, by id. Nothing is read for a search that found nothing. */
  #fingerprints: ReadonlyMap<string, string> = new Map();
  async #references(found: readonly PlacedFindings[]): Promise<ReadonlyMap<string, string>> {
    if (found.every(({ findings }) => findings.matches.length === 0 && findings.doubtful.length === 0)) return this.#fingerprints;
    const { database, organisationId } = this.#options;
    const rows = await database
      .selectFrom('search_reference')
      .select(['reference_id', 'fingerprint_sha256'])
      .where('organisation_id', '=', organisationId)
      .where('removed', '=', 0)
      .execute();
    this.#fingerprints = new Map(rows.map(({ reference_id, fingerprint_sha256 }) => [reference_id, fingerprint_sha256]));
    return this.#fingerprints;
  }

  async #askQuestions(questions: readonly GroupQuestion[]): Promise<(readonly GroupAnswer[])[]> {
    const asked = new Set(questions.map(({ referenceId }) => referenceId));
    const fingerprints = new Map([...asked].flatMap((id) => (this.#fingerprints.has(id) ? [[id, this.#fingerprints.get(id)!]] : [])));
    const replies = await this.#askAll({ kind: 'ask', questions, fingerprints });
    return questions.map((question, at) =>
      replies.flatMap((reply): GroupAnswer[] => {
        if (reply?.kind === 'answers') return [reply.answers[at]!];
        return question.kind === 'length' ? [{ frames: 0, seconds: 0 }] : [];
      }),
    );
  }

  /** The reply of each group; undefined for one that nobody answers for. */
  async #askAll(work: SearchWork): Promise<(SearchReply | undefined)[]> {
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#signal, stop.signal]);
    try {
      return await Promise.all(
        this.#plan.groups.map((group) => (this.#missing.has(group.number) ? undefined : this.#askGroup(group, work, signal))),
      );
    } finally {
      // When one group fails, the others need not answer.
      stop.abort(new Error('the search has ended'));
    }
  }

  async #askGroup(group: PlanGroup, work: SearchWork, signal: AbortSignal): Promise<SearchReply | undefined> {
    const { roster, organisationId, patienceMs = 120_000 } = this.#options;
    const request = encodeMessage({ organisationId, revision: this.#plan.revision, group, work } satisfies SearchRequest);
    const patience = AbortSignal.timeout(patienceMs);
    const tried = new Set<string>();
    while (!patience.aborted) {
      signal.throwIfAborted();
      const alive = await roster.alive();
      const key = keyOf(organisationId, group.number);
      const leader = leadersOfPlan(this.#plan, alive).get(key);
      const next = [...(leader === undefined ? [] : [leader]), ...rendezvous(key, alive)].find((id) => !tried.has(id));
      if (next === undefined) {
        tried.clear();
        await setTimeout(RETRY_MS, undefined, { signal: AbortSignal.any([signal, patience]) }).catch(() => {});
        continue;
      }
      tried.add(next);
      const reply = await this.#askSearcher(next, request, AbortSignal.any([signal, patience, roster.goneSignal(next)]));
      signal.throwIfAborted();
      if (reply?.kind === 'outdated') throw new Outdated(`group ${group.number} has changed since`);
      if (reply !== undefined && reply.kind !== 'failed') return reply;
      if (reply?.kind === 'failed') this.#reason = reply.message;
    }
    this.#missing.set(group.number, group);
    return undefined;
  }

  /** The reply of a searcher; undefined if there is none. */
  async #askSearcher(searcherId: string, request: Uint8Array, signal: AbortSignal): Promise<SearchReply | undefined> {
    try {
      return decodeMessage<SearchReply>(await this.#options.transport.ask({ searcherId, request, signal }));
    } catch (error) {
      if (error instanceof Error) this.#reason = error.message;
      return undefined;
    }
  }
}
