import { isScanned, type ScanOutcome } from '@streetdate/engine';
import type { ScanSummaryRecord } from '@streetdate/engine/records';
import { count } from './count-words.ts';
import { formatTime } from './format-time.ts';

/** Counts the outcomes of a scan, so that its end can say what was looked at. */
export class ScanTally {
  #counts = {
    leaks: 0,
    review: 0,
    authorised: 0,
    released: 0,
    published: 0,
    noMatch: 0,
    failed: 0,
    notMedia: 0,
    skipped: 0,
    partial: 0,
    reused: 0,
  };
  #filmSeconds = 0;

  /** Counts one outcome; a release counts with each of its files. */
  add(outcome: ScanOutcome): void {
    if (!isScanned(outcome)) {
      const { kind } = outcome.verdict;
      this.#counts[kind === 'not-scanned' ? 'failed' : kind === 'not-media' ? 'notMedia' : 'skipped']++;
      return;
    }
    for (const file of outcome.files ?? [outcome]) {
      this.#counts[COUNTED[file.verdict.kind]]++;
      if (file.damage || file.unstored || file.partial) this.#counts.partial++;
      if (file.reused) this.#counts.reused++;
      else this.#filmSeconds += file.duration;
    }
  }

  /** Number of leaks so far. */
  get leaks(): number {
    return this.#counts.leaks;
  }

  /** The summary as data. */
  record(elapsedSeconds: number): ScanSummaryRecord {
    const { leaks, review, authorised, released, published, noMatch, failed, notMedia, skipped, partial, reused } = this.#counts;
    const judged = leaks + review + authorised + released + published + noMatch;
    return {
      type: 'summary',
      files: judged + failed + notMedia + skipped,
      judged,
      ...{ leaks, review, authorised, released, published, noMatch, failed, notMedia, skipped, partial, reused },
      filmSeconds: round(this.#filmSeconds),
      elapsedSeconds: round(elapsedSeconds),
      ...(this.#filmSeconds > 0 && elapsedSeconds > 0 && { timesRealTime: round(this.#filmSeconds / elapsedSeconds) }),
    };
  }
}

const COUNTED = {
  'pre-release-leak': 'leaks',
  'needs-review': 'review',
  authorised: 'authorised',
  'released-copy': 'released',
  'published-material': 'published',
  'no-match': 'noMatch',
} as const;

/** The summary for people, in two lines. */
export function summaryText(summary: ScanSummaryRecord): string {
  const { files, leaks, review, authorised, released, published, noMatch, notMedia, failed, skipped, partial, reused } = summary;
  const parts = [
    count(leaks, 'leak'),
    `${review} to review`,
    authorised > 0 && `${authorised} authorised`,
    published > 0 && `${published} published material`,
    released > 0 && count(released, 'released copy', 'released copies'),
    `${noMatch} without a match`,
    `${notMedia} not media`,
    `${failed} failed`,
    `${skipped} skipped`,
  ].filter((part) => part !== false);
  const unseen = failed + skipped + partial;
  const looked = unseen === 0 ? 'Everything was looked at' : `Not looked at, or only in part: ${unseen}`;
  const speed = summary.timesRealTime === undefined ? '' : `, ${summary.timesRealTime} × real time`;
  const film = `${formatTime(summary.filmSeconds)} of film in ${formatTime(summary.elapsedSeconds)}${speed}`;
  const before = reused > 0 ? `; ${count(reused, 'result')} from before` : '';
  return `${count(files, 'file')}: ${parts.join(', ')}\n${looked}; ${film}${before}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
