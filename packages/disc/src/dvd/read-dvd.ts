import type { DiscSource } from '../source/disc-source.ts';
import type { ClipPiece, Disc, DiscClip, DiscTitle } from '../structure/disc.ts';
import type { Faults } from '../structure/faults.ts';
import { SECTOR } from '../volume/volume.ts';
import { CellClock } from './cell-clock.ts';
import { clipId, layOutTitle } from './dvd-title.ts';
import { firstPlayTitles } from './first-play.ts';
import { readIfo } from './ifo-file.ts';
import { type ListedTitle, type Manager, readManager } from './manager.ts';
import { readTitleSet, type TitleSet } from './title-set.ts';
import { openTitleVobs } from './title-vobs.ts';

/** The parts of a {@link Disc} that a DVD provides. */
export type DvdContents = Pick<Disc, 'provider' | 'regions' | 'parental' | 'titles' | 'clips'>;

/** Most title sets, by the format. */
const MOST_SETS = 99;

/**
 * Reads a DVD-Video disc. The format's own book is not public. The layouts come from the reverse-engineered documentation of DVD-Video
 * information files (stnsoft.com/DVD). Unreadable parts are recorded as faults and skipped: without its video manager, a disc still has the
 * titles of its title sets.
 */
export async function readDvd(source: DiscSource, faults: Faults): Promise<DvdContents> {
  const manager = await readIfo(source, 'VIDEO_TS/VIDEO_TS', 'DVDVIDEO-VMG', faults, (ifo) => readManager(ifo, faults));
  if (manager === undefined) faults.add(`${source.path}: VIDEO_TS.IFO cannot be read; the titles are those of the title sets`);
  const sets: TitleSet[] = [];
  for (const number of await setNumbers(source, manager)) {
    const stem = `VIDEO_TS/VTS_${String(number).padStart(2, '0')}_0`;
    const set = await readIfo(source, stem, 'DVDVIDEO-VTS', faults, (ifo) => readTitleSet(ifo, number, faults));
    if (set) sets.push(set);
    else faults.add(`${source.path}: ${stem}.IFO cannot be read; its titles are missing`);
  }
  const clocks = new Map<number, CellClock>();
  const clips: DiscClip[] = [];
  for (const set of sets) {
    const vobs = await openTitleVobs(source, set.number);
    if (vobs === undefined) faults.add(`${source.path}: the VOBs of title set ${set.number} are missing`);
    // With truncated VOBs the tables supply what the navigation packs cannot.
    const clock = await CellClock.of(set, vobs);
    clocks.set(set.number, clock);
    clips.push(...clipsOf(set, clock));
  }
  const first = manager && new Set(firstPlayTitles(manager, sets));
  const titles = listedTitles(manager, sets).flatMap((listed) => {
    const set = sets.find(({ number }) => number === listed.set);
    const clock = clocks.get(listed.set);
    const { number, numberInSet, parentalMask } = listed;
    const facts = { id: String(number), numberInSet, parentalMask, firstPlay: first?.has(number) };
    return (set && clock && layOutTitle(set, clock, facts)) ?? [];
  });
  return {
    provider: manager?.provider || undefined,
    regions: manager?.regions ?? [],
    parental: manager?.parental ?? [],
    titles,
    clips: playedClips(clips, titles),
  };
}

/** The title sets that the manager counts, and further ones whose files exist. */
async function setNumbers(source: DiscSource, manager: Manager | undefined): Promise<number[]> {
  const stated = Array.from({ length: Math.min(manager?.sets ?? 0, MOST_SETS) }, (_, index) => index + 1);
  const there = (await source.files('VIDEO_TS')).flatMap(({ name }) => {
    const number = Number(/^VTS_(\d\d)_0\.(?:IFO|BUP)$/i.exec(name)?.[1] ?? 0);
    return number > 0 ? [number] : [];
  });
  return [...new Set([...stated, ...there])].sort((one, other) => one - other);
}

function listedTitles(manager: Manager | undefined, sets: readonly TitleSet[]): readonly ListedTitle[] {
  if (manager !== undefined && manager.titles.length > 0) return manager.titles;
  let number = 0;
  return sets.flatMap((set) =>
    set.chapters.map((marks, index) => {
      number++;
      return { number, angles: 1, chapters: marks.length, parentalMask: 0, set: set.number, numberInSet: index + 1 };
    }),
  );
}

/** One clip for each VOB that a chain plays. Its sectors come from the cell address table, or else from the chains. */
function clipsOf(set: TitleSet, clock: CellClock): DiscClip[] {
  const file = `VIDEO_TS/VTS_${String(set.number).padStart(2, '0')}_1.VOB`;
  const played = groupByVob(set.chains.flatMap(({ chain }) => chain.cells));
  const listed = groupByVob(set.cells);
  return [...played].map(([vobId, cells]) => {
    const ranges = joined(listed.get(vobId) ?? cells);
    const pieces: ClipPiece[] = ranges.map(([first, last]) => ({ file, offset: first * SECTOR, length: (last + 1 - first) * SECTOR }));
    return { id: clipId(set.number, vobId), duration: clock.duration(vobId), pieces, vobId };
  });
}

/** Merges ranges of sectors, in order, each sector once. */
function joined(pieces: readonly { readonly firstSector: number; readonly lastSector: number }[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const { firstSector, lastSector } of [...pieces].sort((one, other) => one.firstSector - other.firstSector)) {
    const last = ranges.at(-1);
    if (last !== undefined && firstSector <= last[1] + 1) last[1] = Math.max(last[1], lastSector);
    else ranges.push([firstSector, lastSector]);
  }
  return ranges;
}

function groupByVob<T extends { readonly vobId: number }>(places: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const place of places) {
    const group = groups.get(place.vobId);
    if (group) group.push(place);
    else groups.set(place.vobId, [place]);
  }
  return groups;
}

function playedClips(clips: readonly DiscClip[], titles: readonly DiscTitle[]): DiscClip[] {
  const played = new Set(titles.flatMap(({ timeline, otherAngles }) => [timeline, ...otherAngles].flat().map(({ clip }) => clip)));
  return clips.filter(({ id }) => played.has(id));
}
