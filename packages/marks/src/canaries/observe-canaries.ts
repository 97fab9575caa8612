import { checkList, checkObject } from '@streetdate/core/internal';
import { type Canary, checkCanaries } from './canaries.ts';

/** What the structure of a disc or a file states. */
export interface CopyStructure {
  /** The identifiers of a disc. @defaultValue none */
  readonly discIds?: readonly string[];
  /** For each playlist or title the ids of its clips, in order. @defaultValue none */
  readonly playlists?: readonly (readonly string[])[];
  /** Starts of the film's chapters, seconds. @defaultValue none */
  readonly chapters?: readonly number[];
}

/** Most that a chapter's time may be off, seconds: containers round it to a frame or a millisecond. */
const CHAPTER_SECONDS = 0.1;

/**
 * Finds which choices of canaries a copy's structure shows: disc ids, clips of a playlist separated by spaces, and times of chapters
 * separated by spaces (`0:05:00.5` or seconds). A canary is seen where exactly one of its choices is there. Takes, cuts and captions are for a
 * person to see.
 * @returns For each canary the number of its choice; undefined where it is not seen.
 */
export function observeCanaries(canaries: readonly Canary[], structure: CopyStructure): (number | undefined)[] {
  checkCanaries(canaries);
  checkObject('structure', structure);
  const { discIds = [], playlists = [], chapters = [] } = structure;
  checkList('structure.discIds', discIds);
  checkList('structure.playlists', playlists);
  checkList('structure.chapters', chapters);
  const ids = new Set(discIds.map(plain));
  const orders = new Set(playlists.map((clips) => plain(clips.join(' '))));
  const shows: Partial<Record<Canary['kind'], (choice: string) => boolean>> = {
    'disc-id': (choice) => ids.has(plain(choice)),
    playlist: (choice) => orders.has(plain(choice)),
    chapter: (choice) => {
      const times = chapterTimes(choice);
      return times?.every((time) => chapters.some((start) => Math.abs(start - time) <= CHAPTER_SECONDS)) ?? false;
    },
  };
  return canaries.map(({ kind, choices }) => {
    const isShown = shows[kind];
    if (isShown === undefined) return undefined;
    const shown = choices.flatMap((choice, at) => (isShown(choice) ? [at] : []));
    return shown.length === 1 ? shown[0] : undefined;
  });
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toUpperCase();
}

/** Times of chapters in seconds; undefined where the text holds something else. */
function chapterTimes(text: string): number[] | undefined {
  const times = text
    .trim()
    .split(/\s+/)
    .map((word) => (/^(\d+:){0,2}\d+(\.\d+)?$/.test(word) ? word.split(':').reduce((sum, part) => 60 * sum + Number(part), 0) : undefined));
  return times.includes(undefined) ? undefined : (times as number[]);
}
