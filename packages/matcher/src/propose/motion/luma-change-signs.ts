import { popcount32 } from '@streetdate/core/internal';
import type { Fingerprint, TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { referenceMemories } from '@streetdate/index/internal';
import { grid8Changes, SIGN_WORDS } from '../../luma/grid-8-changes.ts';
import { logUpperTail } from '../../statistics/p-values.ts';
import { bestCorrelation, slidingOfThread, spreadOutside } from './correlations.ts';
import { type BestPlace, type MotionCandidate, type MotionOptions, surestCandidates } from './motion-candidates.ts';
import { windowsOf } from './windows.ts';

/** A clip of three seconds fills five sixths of one of the windows, wherever it begins. */
const WINDOWS = { seconds: 3, step: 1, shortest: 2.5, most: 48 } as const;
/** The reference's entries are a fifth of a second apart; the positions half-way in between are tested too. */
const PHASES = [0, 0.5] as const;
/** Places within this distance are one, seconds. */
const SAME_PLACE = 2;
/** Fewest entries of a reference that is compared. */
const FEWEST_ENTRIES = 16;
/** Luma change of a cell without motion, codes. Such changes have random signs and are not compared. */
const STILL = 0.15;
/** Fewest changes in a window, and fewest moving cells in it, counted at each change. */
const FEWEST = { changes: 8, moving: 32 } as const;
/** Most cells that move independently at one change. */
const INDEPENDENT_CELLS = 16;

/** Compared data of a reference: 220 KB an hour. */
interface ChangeSigns {
  readonly timesMs: Uint32Array;
  readonly words: Uint32Array;
  /** Usual seconds from one entry to the next. */
  readonly step: number;
}

const changeSignsOf = referenceMemories<ChangeSigns | undefined>((reference) => {
  const { timesMs, changeSigns: brighter } = reference?.luma ?? {};
  if (timesMs === undefined || brighter === undefined || timesMs.length < FEWEST_ENTRIES) return undefined;
  const steps = timesMs.subarray(1).map((ms, at) => ms - timesMs[at]!);
  return { timesMs, words: brighter, step: steps.sort()[steps.length >> 1]! / 1000 };
});

/**
 * Finds where references move like a few seconds of a query, by the cells of an 8 × 8 grid that become brighter than the rest.
 * `findByMotion` compares a 3 × 3 grid over eight seconds and misses a clip of three seconds between others.
 * @param intervals - The query intervals to search for, seconds.
 * @param options - `only`: restricts the search to these references. `share`: share of the library that the index holds, 0 to 1.
 * @returns Places, most certain first.
 */
export function findByLumaChangeSigns(
  { luma }: Fingerprint,
  index: ReferenceIndex,
  intervals: readonly TimeSpan[],
  { only, share = 1 }: MotionOptions = {},
): MotionCandidate[] {
  const windows = luma?.fineGrid === undefined ? [] : windowsOf(intervals, WINDOWS);
  // References are read for this, from files if they are many.
  if (luma === undefined || windows.length === 0) return [];
  const memory = changeSignsOf(index);
  const codes = new Map<number, readonly Code[]>();
  const found: BestPlace[] = [];
  let places = 0;
  for (const referenceId of only ?? index.ids()) {
    const brighter = memory.of(referenceId);
    if (brighter === undefined) continue;
    const { step, timesMs } = brighter;
    const known =
      codes.get(step) ?? windows.flatMap((interval) => [false, true].flatMap((mirrored) => codeOf(luma, interval, step, mirrored) ?? []));
    codes.set(step, known);
    for (const code of known) {
      const best = bestPlace(code, brighter);
      if (best === undefined) continue;
      places += best.places;
      const offset = timesMs[best.entry - 1]! / 1000 - code.starts[best.phase]!;
      found.push({ referenceId, mirrored: code.mirrored, offset, interval: code.interval, logChance: best.logChance });
    }
  }
  return surestCandidates(found, places, share);
}

/** Cost of {@link findByLumaChangeSigns} for each second of the references, in comparisons of two whole hashes by the kernel. */
export function lumaChangeSignsCost(intervals: readonly TimeSpan[]): number {
  return COST_A_WINDOW * windowsOf(intervals, WINDOWS).length;
}

/** The same for one window. */
const COST_A_WINDOW = 300;

/** The luma-change signs in a window of the query, and the cells with motion, for each of {@link PHASES}. */
interface Code {
  readonly interval: TimeSpan;
  readonly mirrored: boolean;
  /** Start of the first change, seconds of the query. */
  readonly starts: readonly number[];
  readonly brighter: readonly Uint32Array[];
  readonly moving: readonly Uint32Array[];
  /** Number of moving cells, counted at each change. */
  readonly counts: readonly number[];
}

/** Undefined if hardly anything moves, and for references whose entries are too far apart. */
function codeOf(luma: NonNullable<Fingerprint['luma']>, interval: TimeSpan, step: number, mirrored: boolean): Code | undefined {
  const changes = Math.floor((interval.end - interval.start) / step - PHASES[1]);
  if (changes < FEWEST.changes) return undefined;
  const starts = PHASES.map((phase) => interval.start + phase * step);
  const coded = starts.map((start) => {
    const series = grid8Changes(
      luma,
      Float64Array.from({ length: changes + 1 }, (_, at) => start + at * step),
      mirrored,
    );
    const [brighter, moving] = [new Uint32Array(changes * SIGN_WORDS), new Uint32Array(changes * SIGN_WORDS)];
    for (const [at, change] of series.entries()) {
      if (change > 0) brighter[at >> 5]! |= 1 << (at & 31);
      if (Math.abs(change) > STILL) moving[at >> 5]! |= 1 << (at & 31);
    }
    return { brighter, moving, count: moving.reduce((sum, word) => sum + popcount32(word), 0) };
  });
  if (coded.some(({ count }) => count < FEWEST.moving)) return undefined;
  return {
    interval,
    mirrored,
    starts,
    brighter: coded.map(({ brighter }) => brighter),
    moving: coded.map(({ moving }) => moving),
    counts: coded.map(({ count }) => count),
  };
}

/** The best place of a window in a reference, and by how much it exceeds the other places. */
function bestPlace(
  { brighter, moving, counts }: Code,
  { timesMs, words }: ChangeSigns,
): { readonly entry: number; readonly phase: number; readonly logChance: number; readonly places: number } | undefined {
  const changes = brighter[0]!.length / SIGN_WORDS;
  const places = timesMs.length - changes;
  if (places < 1) return undefined;
  // The first entry of a reference has nothing before it to change from.
  const changesOf = words.subarray(SIGN_WORDS, timesMs.length * SIGN_WORDS);
  const correlations = brighter.map((own, phase) => {
    const differing = slidingOfThread().differences(own, moving[phase]!, changesOf);
    const result = new Float32Array(differing.length);
    for (let place = 0; place < result.length; place++) result[place] = 1 - (2 * differing[place]!) / counts[phase]!;
    return result;
  });
  const best = bestCorrelation(correlations);
  if (best === undefined) return undefined;
  const { correlation, phase, place } = best;
  const leastSpread = 1 / Math.sqrt(Math.min(counts[phase]!, INDEPENDENT_CELLS * changes));
  const near = (at: number) => Math.abs(timesMs[at]! - timesMs[place]!) < 1000 * SAME_PLACE;
  let [from, to] = [place, place + 1];
  while (from > 0 && near(from - 1)) from--;
  while (to < places && near(to)) to++;
  const spread = Math.max(spreadOutside(correlations, from, to), leastSpread);
  return { entry: place + 1, phase, logChance: logUpperTail(correlation / spread), places };
}
