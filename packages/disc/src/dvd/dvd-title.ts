import type { DiscTitle, TimelinePart } from '../structure/disc.ts';
import type { CellClock } from './cell-clock.ts';
import type { ListedChain } from './chain-table.ts';
import { type Cell, cellsOfAngle } from './program-chain.ts';
import type { ChapterMark, TitleSet } from './title-set.ts';

/** Most angles, by the format. */
const MOST_ANGLES = 9;
/** Most cells of one title: chains of 255, and titles of a few chains. */
const MOST_CELLS = 10_000;

/** The facts about a title beside its chains. */
export interface TitleFacts {
  readonly id: string;
  readonly numberInSet: number;
  readonly parentalMask: number;
  readonly firstPlay: boolean | undefined;
}

/** The clip id of a VOB. */
export function clipId(set: number, vobId: number): string {
  return `VTS_${String(set).padStart(2, '0')}/${vobId}`;
}

/** Lays out a title: its chains, the cells of each angle, and its chapters. Undefined for a title without cells. */
export function layOutTitle(set: TitleSet, clock: CellClock, facts: TitleFacts): DiscTitle | undefined {
  const marks = set.chapters[facts.numberInSet - 1] ?? [];
  const chains = chainsOf(set, facts.numberInSet, marks);
  const cells = chains.flatMap(({ chain }) => chain.cells).slice(0, MOST_CELLS);
  if (cells.length === 0) return undefined;
  const angles = Math.min(MOST_ANGLES, Math.max(1, ...cells.map(({ angle = 1 }) => angle)));
  const timelines = Array.from({ length: angles }, (_, index) => timelineOf(set, clock, cellsOfAngle(cells, index + 1)));
  const [timeline = [], ...otherAngles] = timelines;
  const parental = facts.parentalMask || (chains.find(({ isParental }) => isParental)?.parentalMask ?? 0);
  return {
    id: facts.id,
    duration: chains.reduce((sum, { chain }) => sum + chain.duration, 0),
    timeline,
    otherAngles,
    chapters: chapterStarts(chains, marks),
    video: [set.video],
    // Some discs enable no sound stream at all.
    audio: set.chains.some(({ chain }) => chain.audio.includes(true)) ? switchedOn(set.audio, chains, 'audio') : set.audio,
    subtitles: switchedOn(set.subtitles, chains, 'subtitles'),
    firstPlay: facts.firstPlay,
    linked: true,
    ...(parental !== 0 && { parentalMask: parental }),
  };
}

/**
 * The chains of a title in order: those of its chapters, then those of the same title that follow the last one. Each counts once, so that
 * cycles end. Of chains for several parental levels, the first counts.
 */
function chainsOf(set: TitleSet, title: number, marks: readonly ChapterMark[]): ListedChain[] {
  const byNumber = new Map(set.chains.map((listed) => [listed.number, listed]));
  const found = new Set<ListedChain>();
  for (const { chain } of marks) {
    const listed = byNumber.get(chain);
    if (listed) found.add(listed);
  }
  if (found.size === 0) {
    const entry = set.chains.find(({ owner, isEntry }) => owner === title && isEntry);
    if (entry) found.add(entry);
  }
  let last: ListedChain | undefined = [...found].at(-1);
  while (last !== undefined) {
    const next = byNumber.get(last.chain.next);
    last = next !== undefined && next.owner === title && !found.has(next) ? next : undefined;
    if (last) found.add(last);
  }
  return [...found];
}

/** One part for each run of contiguous cells in a VOB. */
function timelineOf(set: TitleSet, clock: CellClock, cells: readonly Cell[]): TimelinePart[] {
  const parts: TimelinePart[] = [];
  for (const cell of cells) {
    const span = clock.span(cell);
    if (span === undefined || span.end <= span.start) continue;
    const clip = clipId(set.number, cell.vobId);
    const last = parts.at(-1);
    if (last?.clip === clip && Math.abs(last.end - span.start) < 1e-6) parts[parts.length - 1] = { ...last, end: span.end };
    else parts.push({ clip, start: span.start, end: span.end, seamless: cell.seamless });
  }
  return parts;
}

function chapterStarts(chains: readonly ListedChain[], marks: readonly ChapterMark[]): number[] {
  const starts: number[] = [];
  let chainStart = 0;
  for (const { number, chain } of chains) {
    const firstAngle = new Set(cellsOfAngle(chain.cells, 1));
    for (const mark of marks) {
      const cell = mark.chain === number ? chain.programs[mark.program - 1] : undefined;
      if (cell === undefined) continue;
      const before = chain.cells.slice(0, cell - 1).filter((candidate) => firstAngle.has(candidate));
      starts.push(chainStart + before.reduce((sum, { duration }) => sum + duration, 0));
    }
    chainStart += chain.duration;
  }
  return starts;
}

/** The streams that a title's chains enable. */
function switchedOn<T>(streams: readonly T[], chains: readonly ListedChain[], kind: 'audio' | 'subtitles'): T[] {
  return streams.filter((_, index) => chains.some(({ chain }) => chain[kind][index]));
}
