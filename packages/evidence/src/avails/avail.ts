import type { Channel, ReleaseWindow } from '@streetdate/matcher';

/** The standards of MovieLabs: https://movielabs.com/md/avails. */

/** Where something stands in an Avails file. */
export interface AvailPlace {
  /** Line of the file, or row of the sheet, from 1 on. */
  readonly line: number;
  /** The sheet, in a workbook of several. */
  readonly sheet?: string;
}

/** What an Avails file says of a work, to find its title by. */
export interface AvailedWork {
  /** Its names; none for an episode, whose own name says too little. */
  readonly names: readonly string[];
  /** EIDR content ids, in their usual spelling. */
  readonly eidrs: readonly string[];
  /** Content ids and alternative ids, as they are written. */
  readonly ids: readonly string[];
  /** Year of its first release. */
  readonly year?: number;
}

/** A release window that an Avails file gives. */
export interface AvailedWindow extends AvailPlace {
  /** What tells it from what was left out. */
  readonly kind: 'window';
  /** The work. */
  readonly work: AvailedWork;
  /** Its window. */
  readonly window: ReleaseWindow;
}

/** An avail that gives no window. */
export interface LeftOutAvail extends AvailPlace {
  /** What tells it from a window: `bad` for one that somebody should look at, `no-window` for one that rightly gives none. */
  readonly kind: 'bad' | 'no-window';
  /** Why, in a sentence's middle: "its start is no date: soon". */
  readonly reason: string;
}

/** One licence of one work, as the file has it. */
export interface Avail extends AvailPlace {
  readonly work: AvailedWork;
  /** Why the work cannot be told, where an identifier is wrong. */
  readonly fault?: string;
  /** Whether it takes an avail back. */
  readonly deletes: boolean;
  readonly licence: string;
  /** None for all of the world. */
  readonly territories: readonly string[];
  readonly excluded: readonly string[];
  /** A date, an instant, or a condition such as `Immediate`. */
  readonly start: string;
  /** When orders before the start are delivered. */
  readonly delivered?: string;
  /** Releases through other channels. Without territories of its own one is in those of the avail. */
  readonly released: readonly { readonly channel: Channel; readonly territories: readonly string[]; readonly date: string }[];
}
