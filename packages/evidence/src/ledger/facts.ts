import { checkObject, checkString } from '@streetdate/core/internal';
import type { Library } from '@streetdate/engine';
import { toHex } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { toCanonicalJson } from '../canonical-json.ts';
import { decodeEntry, type LedgerEntry, type LedgerEvent } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** An event about something that verdicts are by: what it was, and what it is. */
export type FactEvent = Extract<LedgerEvent, { readonly was: unknown; readonly now: unknown }>;

/** What verdicts are by beside windows and sightings: exclusions, decided conflicts, allowed sources, promos and disputes. */
export type Facts = ReadonlyMap<string, FactEvent>;

/** Options for {@link recordChanges} and {@link recordFacts}. */
export interface RecordFactsOptions {
  /** Why they changed, where their own reasons do not say so. @defaultValue not stated */
  readonly reason?: string | undefined;
}

/** Reads the facts of a library as they are now. Those whose rows cannot be read are left out: a check of the library names them. */
export async function readFacts(library: Library): Promise<Facts> {
  checkObject('library', library);
  const { catalogue } = library;
  checkObject('library.catalogue', catalogue);
  const facts = new Map<string, FactEvent>();
  const add = (event: FactEvent) => facts.set(keyOf(event), event);
  for (const { id, referenceId, start, end, reason, carriedFrom, fault } of await catalogue.exclusions()) {
    if (fault !== undefined) continue;
    const now = { referenceId, start, end, reason, ...(carriedFrom !== undefined && { carriedFrom }) };
    add({ kind: 'exclusion', exclusionId: id, was: null, now });
  }
  for (const { id, decidedAt: _, reason, fault, ...place } of await catalogue.conflicts()) {
    if (fault !== undefined) continue;
    const undecided = { ...place, decision: 'undecided' as const };
    const now = { ...place, ...(reason !== undefined && { reason }) };
    // Nobody has to write down that a decision waits.
    add({ kind: 'conflict', conflictId: id, was: undecided, now });
  }
  for (const { id, addedAt: _, ...now } of (await catalogue.allowedSources()).sources) {
    add({ kind: 'allowed-source', sourceId: id, was: null, now });
  }
  for (const { id, kind, titleId, promo } of await catalogue.references()) {
    if (kind !== 'promo') continue;
    const publications = (promo?.publications ?? []).map((each) => ({ ...each }));
    const now = { titleId, ...(promo?.form !== undefined && { form: promo.form }), publications };
    add({ kind: 'promo', referenceId: id, was: null, now });
  }
  for (const {
    id,
    scanId,
    by: disputedBy,
    ground,
    text,
    receivedAt,
    deadline,
    outcome,
    outcomeReason,
    fault,
  } of await catalogue.disputes()) {
    if (fault !== undefined) continue;
    const now = {
      ...{ disputedBy, ground, receivedAt, deadline },
      ...(text !== undefined && { textSha256: toHex(sha256(new TextEncoder().encode(text))) }),
      ...(outcome !== undefined && { outcome }),
      ...(outcomeReason !== undefined && { outcomeReason }),
    };
    add({ kind: 'dispute', disputeId: id, scanId, was: null, now });
  }
  return facts;
}

/**
 * Adds to the ledger what has changed of the facts since they were read. Call it after a change, with what was read before it.
 * @param by - Who has it recorded.
 */
export async function recordChanges(
  ledger: Ledger,
  library: Library,
  by: string,
  before: Facts,
  options: RecordFactsOptions = {},
): Promise<readonly LedgerEntry[]> {
  checkObject('ledger', ledger);
  checkObject('library', library);
  checkString('by', by);
  checkObject('before', before);
  checkObject('options', options);
  const events = changesBetween(before, await readFacts(library), options.reason);
  return events.length === 0 ? [] : ledger.append(by, events);
}

/**
 * Adds to the ledger each fact that is another one than the ledger has last, and those that it has and that are gone. A second call adds nothing.
 * @param by - Who has it recorded.
 */
export async function recordFacts(
  ledger: Ledger,
  library: Library,
  by: string,
  options: RecordFactsOptions = {},
): Promise<readonly LedgerEntry[]> {
  checkObject('ledger', ledger);
  checkObject('library', library);
  checkString('by', by);
  checkObject('options', options);
  const recorded = new Map<string, FactEvent>();
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if ('reason' in entry || !isFact(entry.event)) continue;
    if (entry.event.now === null) recorded.delete(keyOf(entry.event));
    else recorded.set(keyOf(entry.event), entry.event);
  }
  const events = changesBetween(recorded, await readFacts(library), options.reason);
  return events.length === 0 ? [] : ledger.append(by, events);
}

/** What is gone comes first, so that a reader of the ledger never sees both of two that exclude each other. */
function changesBetween(before: Facts, after: Facts, reason: string | undefined): FactEvent[] {
  const changes: FactEvent[] = [];
  const add = ({ reason: _, ...event }: FactEvent, was: FactEvent['now'], now: FactEvent['now']) => {
    if (!isEqual(was, now)) changes.push({ ...event, was, now, ...(reason !== undefined && { reason }) } as FactEvent);
  };
  for (const [key, event] of before) if (!after.has(key) && !isUndecided(event)) add(event, event.now, null);
  for (const [key, event] of after) add(event, before.get(key)?.now ?? event.was, event.now);
  return changes;
}

/** Nobody decided anything there. */
function isUndecided({ kind, now }: FactEvent): boolean {
  return kind === 'conflict' && now !== null && 'decision' in now && now.decision === 'undecided';
}

function isEqual(one: FactEvent['now'], other: FactEvent['now']): boolean {
  return toCanonicalJson(one) === toCanonicalJson(other);
}

function isFact(event: LedgerEvent): event is FactEvent {
  return 'was' in event && 'now' in event;
}

function keyOf(event: FactEvent): string {
  switch (event.kind) {
    case 'exclusion':
      return `exclusion ${event.exclusionId}`;
    case 'conflict':
      return `conflict ${event.conflictId}`;
    case 'allowed-source':
      return `allowed-source ${event.sourceId}`;
    case 'promo':
      return `promo ${event.referenceId}`;
    case 'dispute':
      return `dispute ${event.disputeId}`;
  }
}
