import { checkFunction, checkObject } from '@streetdate/core/internal';
import type { Library } from '@streetdate/engine';
import type { Verdict } from '@streetdate/matcher';
import { decodeEntry, type LedgerEntry } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** An accusation that was taken back: a verdict of a leak that a later entry of the ledger replaced. */
export interface Correction {
  /** The scan. */
  readonly scanId: string;
  /** Position of the entry with the verdict of a leak. */
  readonly accusedAt: number;
  /** Position of the entry that took it back. */
  readonly correctedAt: number;
  /** The verdict that took its place; `rejected` if a person rejected it. */
  readonly reason: Exclude<Verdict['kind'], 'pre-release-leak'> | 'rejected';
  /** When it was taken back: ISO 8601, UTC. */
  readonly at: string;
  /** Who had it recorded. */
  readonly by: string;
  /** Bundles that were made in between. They may have carried the old verdict out of the house. */
  readonly bundles: readonly string[];
  /** Letters that were written in between and name the scan. They may have been sent. */
  readonly letters: readonly ToldByLetter[];
}

/** A letter that named a scan while it was called a leak. */
export interface ToldByLetter {
  /** Position of its entry. */
  readonly position: number;
  /** The kind of letter. */
  readonly template: string;
  /** The host; `case` for a letter about all copies. */
  readonly host: string;
}

/** How often accusations were taken back. */
export interface CorrectionCount {
  /** The title's name, the host, or the reason. */
  readonly of: string;
  /** Scans that were called a leak, at some time. */
  readonly accused: number;
  /** Those of them that were taken back. */
  readonly corrected: number;
}

/** The honest figures of a system that accuses. */
export interface CorrectionStats {
  /** All scans. */
  readonly all: Omit<CorrectionCount, 'of'>;
  /** By title, as far as the library still has the scan's match. Most accusations first. */
  readonly byTitle: readonly CorrectionCount[];
  /** By the host where the file was seen. Files without a host are left out. */
  readonly byHost: readonly CorrectionCount[];
  /** Corrections by what took the place of the accusation. */
  readonly byReason: readonly { readonly of: Correction['reason']; readonly corrected: number }[];
  /** Each correction, in order of the ledger. */
  readonly corrections: readonly Correction[];
}

/**
 * Counts the accusations in a ledger and those that were taken back. A scan counts once, with its last state: one that is called a leak again
 * is no correction.
 */
export async function correctionStats(library: Library, ledger: Ledger): Promise<CorrectionStats> {
  checkObject('library', library);
  checkObject('ledger', ledger);
  checkFunction('ledger.lines', ledger.lines);
  checkFunction('library.titles', library.titles);
  const entries: LedgerEntry[] = [];
  for await (const { text } of ledger.lines()) {
    const entry = decodeEntry(text);
    if (!('reason' in entry)) entries.push(entry);
  }
  const { accused, corrections } = readCorrections(entries);
  const corrected = new Set(corrections.map(({ scanId }) => scanId));
  const titles = new Map((await library.titles()).map(({ id, name }) => [id, name]));
  const titleOf = new Map((await library.references()).map(({ id, titleId }) => [id, titles.get(titleId) ?? titleId]));
  const seen = await library.catalogue.sightings([...accused]);
  const [byTitle, byHost] = [new Counter(), new Counter()];
  for (const scanId of accused) {
    const scan = await library.catalogue.scan(scanId);
    const names = (scan?.matches ?? []).map(({ referenceId }) => titleOf.get(referenceId)).filter((name) => name !== undefined);
    byTitle.add(names, corrected.has(scanId));
    byHost.add(hostsOf(seen.get(scanId) ?? []), corrected.has(scanId));
  }
  const byReason = new Map<Correction['reason'], number>();
  for (const { reason } of corrections) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  return {
    all: { accused: accused.size, corrected: corrected.size },
    byTitle: byTitle.counts(),
    byHost: byHost.counts(),
    byReason: [...byReason].map(([of, number]) => ({ of, corrected: number })).sort((one, other) => other.corrected - one.corrected),
    corrections,
  };
}

/** The accusations of a ledger, and which were taken back and not made again. */
function readCorrections(entries: readonly LedgerEntry[]): { readonly accused: ReadonlySet<string>; readonly corrections: Correction[] } {
  const accusedAt = new Map<string, number>();
  const corrections = new Map<string, Correction>();
  const bundles: { readonly position: number; readonly name: string }[] = [];
  const letters: (ToldByLetter & { readonly scans: ReadonlySet<string | undefined> })[] = [];
  for (const { position, at, by, event } of entries) {
    if (event.kind === 'bundle') bundles.push({ position, name: event.name });
    if (event.kind === 'letter' && event.template !== 'retraction') {
      const { template, host, copies } = event;
      letters.push({ position, template, host, scans: new Set(copies.map((copy) => copy.scanId)) });
    }
    if (event.kind !== 'verdict' && event.kind !== 'decision') continue;
    const { scanId } = event;
    if (event.kind === 'verdict' && event.verdict === 'pre-release-leak') {
      // From the first of several accusations in a row on, something may have left the house.
      if (!accusedAt.has(scanId) || corrections.has(scanId)) accusedAt.set(scanId, position);
      corrections.delete(scanId);
      continue;
    }
    const accused = accusedAt.get(scanId);
    const reason = event.kind === 'decision' ? (event.decision === 'rejected' ? 'rejected' : undefined) : event.verdict;
    if (accused === undefined || reason === undefined || reason === 'pre-release-leak') continue;
    // What was made after the first correction carries no accusation.
    const carried = corrections.get(scanId) ?? {
      bundles: bundles.filter((bundle) => bundle.position > accused).map(({ name }) => name),
      letters: letters.filter((letter) => letter.position > accused && letter.scans.has(scanId)).map(({ scans: _, ...letter }) => letter),
    };
    const { bundles: handedOver, letters: told } = carried;
    corrections.set(scanId, { scanId, accusedAt: accused, correctedAt: position, reason, at, by, bundles: handedOver, letters: told });
  }
  return {
    accused: new Set(accusedAt.keys()),
    corrections: [...corrections.values()].sort((one, other) => one.correctedAt - other.correctedAt),
  };
}

function hostsOf(seen: readonly { readonly host?: string; readonly link?: string }[]): string[] {
  return seen.flatMap(({ host, link }) => host ?? (link !== undefined && URL.canParse(link) ? new URL(link).hostname : []));
}

/** Counts accusations and corrections by name. */
class Counter {
  readonly #counts = new Map<string, { accused: number; corrected: number }>();

  add(names: readonly string[], isCorrected: boolean): void {
    for (const name of new Set(names)) {
      const count = this.#counts.get(name) ?? { accused: 0, corrected: 0 };
      this.#counts.set(name, { accused: count.accused + 1, corrected: count.corrected + (isCorrected ? 1 : 0) });
    }
  }

  counts(): CorrectionCount[] {
    const counts = [...this.#counts].map(([of, count]) => ({ of, ...count }));
    return counts.sort((one, other) => other.accused - one.accused || (one.of < other.of ? -1 : 1));
  }
}
