import type { Title, Upload } from '@streetdate/client';
import { earliestOpening } from './time.ts';

/** What was found in an upload, and what that means. */
export type Outcome = NonNullable<Upload['verdict']>['outcome'];
/** One matched reference. */
export type Match = Outcome['matches'][number];
/** One segment of a match. */
export type Segment = Match['segments'][number];
/** A kind of release that a copy may come from. */
export type Source = NonNullable<Match['sources']>['evidence'][number]['source'];
/** A kind of verdict, or what else may have become of an upload. */
export type Standing = Outcome['verdict']['kind'] | 'waiting' | 'working' | 'failed' | 'cancelled';
/** A release window. */
export type Window = Title['windows'][number];

/** How grave something is, which gives its colour. */
export type Tone = 'leak' | 'review' | 'fine' | 'calm';

/** The tone of each standing. The gravest first, as they are sorted. */
export const TONES: Readonly<Record<Standing, Tone>> = {
  'pre-release-leak': 'leak',
  'needs-review': 'review',
  failed: 'review',
  working: 'calm',
  waiting: 'calm',
  authorised: 'fine',
  'released-copy': 'fine',
  'published-material': 'fine',
  'no-match': 'calm',
  cancelled: 'calm',
};

/** What has become of an upload. */
export function standingOf(upload: Upload): Standing {
  if (upload.state !== 'done') return upload.state;
  return upload.verdict?.outcome.verdict.kind ?? 'working';
}

/** When an upload was seen, by the sender's word or else by when it came; undefined if neither counts. */
export function seenAt(upload: Upload): string | undefined {
  return upload.seenAt ?? upload.verdict?.outcome.sighting.seenAt;
}

/** A finding for or against a leak. */
export interface Finding {
  readonly speaks: 'for' | 'against';
  readonly sentence: string;
  /** The same as data, for other languages. Absent in older verdicts. */
  readonly fact?: unknown;
}

/** The parts of a verdict that depend on its kind. */
export interface VerdictParts {
  readonly explain: readonly Finding[];
  readonly reasons: readonly string[];
  readonly ifConfirmed: string | undefined;
  readonly otherwise: string | undefined;
  readonly daysEarly: number | undefined;
}

/** Reads the parts of a verdict that depend on its kind. What a later service adds is left out. */
export function partsOf(verdict: object): VerdictParts {
  const { explain, reasons, ifConfirmed, otherwise, daysEarly } = verdict as Readonly<Record<string, unknown>>;
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
  return {
    explain: Array.isArray(explain)
      ? explain.filter((each): each is Finding => typeof each?.sentence === 'string' && ['for', 'against'].includes(each.speaks))
      : [],
    reasons: texts(reasons),
    ifConfirmed: typeof ifConfirmed === 'string' ? ifConfirmed : undefined,
    otherwise: typeof otherwise === 'string' ? otherwise : undefined,
    daysEarly: typeof daysEarly === 'number' ? daysEarly : undefined,
  };
}

/** A window that opens later than now, with when it may open. */
export interface Upcoming {
  readonly window: Window;
  readonly opensAt: number;
}

/** The next window of some titles that is not open yet; undefined if there is none. */
export function nextWindow(titles: readonly Title[], now: number): Upcoming | undefined {
  return titles
    .flatMap(({ windows }) => windows)
    .map((window) => ({ window, opensAt: earliestOpening(window) }))
    .filter(({ opensAt }) => opensAt > now)
    .sort((one, other) => one.opensAt - other.opensAt)[0];
}

/** The titles that an upload matches. */
export function titlesOf(upload: Upload, titles: readonly Title[]): Title[] {
  const ids = new Set(upload.verdict?.outcome.matches.map(({ titleId }) => titleId));
  return titles.filter(({ id }) => ids.has(id));
}

/** Uploads with what makes them urgent: the gravest first, of those the one whose next window opens soonest, then the latest. */
export function byUrgency(uploads: readonly Upload[], titles: readonly Title[], now: number) {
  const order = Object.keys(TONES);
  const rank = (upload: Upload) => order.indexOf(standingOf(upload));
  return uploads
    .map((upload) => ({ upload, next: nextWindow(titlesOf(upload, titles), now) }))
    .sort(
      (one, other) =>
        rank(one.upload) - rank(other.upload) ||
        (one.next?.opensAt ?? Number.POSITIVE_INFINITY) - (other.next?.opensAt ?? Number.POSITIVE_INFINITY) ||
        other.upload.createdAt.localeCompare(one.upload.createdAt),
    );
}
