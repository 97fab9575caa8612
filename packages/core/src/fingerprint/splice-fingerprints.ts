import type { SubtitleTrack } from '../media/subtitle-track.ts';
import { joinAverages } from './collect/average-picture.ts';
import { packDetails } from './collect/detail-strip.ts';
import { packThumbnails } from './collect/thumbnail-strip.ts';
import {
  type AveragePicture,
  type Blending,
  COARSE_LUMA_GRID,
  type Details,
  FINE_LUMA_GRID,
  type Fingerprint,
  type HashTrack,
  type InsetSpan,
  type LumaSeries,
  type Thumbnails,
  type TimeSpan,
} from './fingerprint.ts';

/** A stretch of a fingerprinted film. */
export interface FingerprintPart {
  /** What it is a stretch of; undefined for one that could not be fingerprinted: its seconds pass with nothing in them. */
  readonly fingerprint: Fingerprint | undefined;
  /** Where it starts, in seconds. */
  readonly start: number;
  /** Where it ends, in seconds, exclusive. */
  readonly end: number;
}

/**
 * The fingerprint of a film that is made of stretches of others, such as a disc's title of its clips: what the film itself would give, to the
 * span of an entry at each seam. Sound codes describe 2.7 s each, so that the few nearest to a seam are those of the clip, not of the film.
 * The clips' own chapters are left out.
 * @throws RangeError when no part has a fingerprint, or a part ends before it starts.
 */
export function spliceFingerprints(parts: readonly FingerprintPart[]): Fingerprint {
  const known = parts.flatMap(({ fingerprint, start, end }) => (fingerprint ? [{ fingerprint, length: end - start }] : []));
  const longest = known.reduce<(typeof known)[number] | undefined>(
    (best, part) => (best && best.length >= part.length ? best : part),
    undefined,
  );
  if (longest === undefined) throw new RangeError('parts must have a fingerprint among them, got none');
  const cuts: Cut[] = [];
  let seconds = 0;
  for (const { fingerprint, start, end } of parts) {
    if (!(end >= start && start >= 0)) throw new RangeError(`parts must end after they start, got ${start} to ${end}`);
    if (fingerprint) cuts.push({ fingerprint, startMs: toMs(start), endMs: toMs(end), placeMs: toMs(seconds) });
    seconds += end - start;
  }
  const { fileBytes: _, chapters: __, ...media } = longest.fingerprint.media;
  const views = new Map(
    cuts.flatMap(({ fingerprint }) => fingerprint.tracks.map((track) => [`${track.algorithm} ${track.view}`, track] as const)),
  );
  const damaged = known.find(({ fingerprint }) => fingerprint.damage)?.fingerprint.damage;
  const missing = known.length < parts.length ? { reason: 'a part of it could not be read' } : undefined;
  const covered = known.reduce((sum, { fingerprint, length }) => sum + Math.min(length, fingerprint.damage?.secondsCovered ?? length), 0);
  return {
    role: longest.fingerprint.role,
    kind: 'film',
    duration: toMs(seconds) / 1000,
    tracks: [...views.values()].map((track) => spliceTrack(track, cuts)),
    areas: spliceSpans(cuts, ({ areas }) => areas),
    ...spliceInsets(cuts),
    ...spliceThumbnails(cuts),
    ...spliceDetails(cuts),
    ...spliceBlending(cuts),
    ...spliceSubtitles(cuts),
    ...spliceBrightness(cuts),
    ...spliceAverage(cuts),
    media,
    ...((damaged ?? missing) && { damage: { reason: (damaged ?? missing)!.reason, secondsCovered: toMs(covered) / 1000 } }),
  };
}

interface Cut {
  readonly fingerprint: Fingerprint;
  readonly startMs: number;
  readonly endMs: number;
  /** Where it comes to lie. */
  readonly placeMs: number;
}

function spliceTrack({ algorithm, view, bits }: HashTrack, cuts: readonly Cut[]): HashTrack {
  const [timesMs, spansMs, quality, hashes]: [number[], number[], number[], number[]] = [[], [], [], []];
  const words = bits / 32;
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    const track = fingerprint.tracks.find((candidate) => candidate.algorithm === algorithm && candidate.view === view);
    if (track?.bits !== bits) continue;
    for (let at = 0; at < track.timesMs.length; at++) {
      const from = Math.max(track.timesMs[at]!, startMs);
      const to = Math.min(track.timesMs[at]! + track.spansMs[at]!, endMs);
      if (from >= endMs || to <= from) continue;
      timesMs.push(from - startMs + placeMs);
      spansMs.push(to - from);
      quality.push(track.quality[at]!);
      for (let word = 0; word < words; word++) hashes.push(track.hashes[at * words + word]!);
    }
  }
  return {
    algorithm,
    view,
    bits,
    timesMs: Uint32Array.from(timesMs),
    spansMs: Uint32Array.from(spansMs),
    quality: Uint8Array.from(quality),
    hashes: Uint32Array.from(hashes),
  };
}

/** What holds for spans of the stretches, at the times of the whole. */
function spliceSpans<T extends TimeSpan>(cuts: readonly Cut[], spansOf: (fingerprint: Fingerprint) => readonly T[]): T[] {
  const spliced: T[] = [];
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    for (const span of spansOf(fingerprint)) {
      const [from, to] = [Math.max(toMs(span.start), startMs), Math.min(toMs(span.end), endMs)];
      if (to > from) spliced.push({ ...span, start: (from - startMs + placeMs) / 1000, end: (to - startMs + placeMs) / 1000 });
    }
  }
  return spliced;
}

function spliceInsets(cuts: readonly Cut[]): { insets?: readonly InsetSpan[] } {
  const insets = spliceSpans(cuts, (fingerprint) => fingerprint.insets ?? []);
  return insets.length > 0 ? { insets } : {};
}

/** The thumbnails of each stretch that has them, all of the size of the first ones. */
function spliceThumbnails(cuts: readonly Cut[]): { thumbnails?: Thumbnails } {
  const side = cuts.find(({ fingerprint }) => fingerprint.thumbnails)?.fingerprint.thumbnails?.side;
  if (side === undefined) return {};
  const kept = splicePictures(cuts, side * side, ({ thumbnails }) => (thumbnails?.side === side ? thumbnails : undefined));
  return kept.length === 0 ? {} : { thumbnails: packThumbnails(side, kept) };
}

/** The details of each stretch that has them, all of the size and place of the first ones. */
function spliceDetails(cuts: readonly Cut[]): { details?: Details } {
  const first = cuts.find(({ fingerprint }) => fingerprint.details)?.fingerprint.details;
  if (first === undefined) return {};
  const { width, height, area } = first;
  const isLike = (details: Details) =>
    details.width === width && details.height === height && EDGES.every((edge) => details.area[edge] === area[edge]);
  const kept = splicePictures(cuts, width * height, ({ details }) => (details && isLike(details) ? details : undefined));
  return kept.length === 0 ? {} : { details: packDetails(first, kept) };
}

const EDGES = ['left', 'top', 'right', 'bottom'] as const;

/** Pictures of the stretches, at the times of the whole. */
function splicePictures(
  cuts: readonly Cut[],
  bytes: number,
  picturesOf: (fingerprint: Fingerprint) => Pick<Thumbnails, 'timesMs' | 'pixels'> | undefined,
): { readonly timeMs: number; readonly pixels: Uint8Array }[] {
  const kept: { readonly timeMs: number; readonly pixels: Uint8Array }[] = [];
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    const pictures = picturesOf(fingerprint);
    if (pictures === undefined) continue;
    for (const [at, timeMs] of pictures.timesMs.entries()) {
      const placed = timeMs - startMs + placeMs;
      if (timeMs < startMs || timeMs >= endMs || placed <= (kept.at(-1)?.timeMs ?? -1)) continue;
      kept.push({ timeMs: placed, pixels: pictures.pixels.subarray(at * bytes, (at + 1) * bytes) });
    }
  }
  return kept;
}

/** The blending of each stretch that has it. */
function spliceBlending(cuts: readonly Cut[]): { blending?: Blending } {
  const [timesMs, nearness]: [number[], number[]] = [[], []];
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    const { blending } = fingerprint;
    for (const [at, timeMs] of blending?.timesMs.entries() ?? []) {
      const placed = timeMs - startMs + placeMs;
      if (timeMs < startMs || timeMs >= endMs || placed <= (timesMs.at(-1) ?? -1)) continue;
      timesMs.push(placed);
      nearness.push(blending!.nearness[at]!);
    }
  }
  return timesMs.length === 0 ? {} : { blending: { timesMs: Uint32Array.from(timesMs), nearness: Uint8Array.from(nearness) } };
}

/** The subtitles of each stretch, stream by stream. */
function spliceSubtitles(cuts: readonly Cut[]): { subtitles?: readonly SubtitleTrack[] } {
  const streams = new Map<number, number[]>();
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    for (const { stream, timesMs } of fingerprint.subtitles ?? []) {
      const spliced = streams.get(stream) ?? [];
      streams.set(stream, spliced);
      for (const timeMs of timesMs) {
        const placed = timeMs - startMs + placeMs;
        if (timeMs >= startMs && timeMs < endMs && placed > (spliced.at(-1) ?? -1)) spliced.push(placed);
      }
    }
  }
  const sorted = [...streams].filter(([, times]) => times.length > 0).sort(([one], [other]) => one - other);
  return sorted.length === 0 ? {} : { subtitles: sorted.map(([stream, times]) => ({ stream, timesMs: Uint32Array.from(times) })) };
}

/** Numbers for each entry of what is kept of the picture's parts. */
const EACH_ENTRY = { coarseGrid: COARSE_LUMA_GRID ** 2, fineGrid: FINE_LUMA_GRID ** 2, changeSigns: FINE_LUMA_GRID ** 2 / 32 } as const;
const EACH = Object.entries(EACH_ENTRY) as [keyof typeof EACH_ENTRY, number][];

/** What the clips keep of it: nothing where one of them has none, since a hole would be taken for darkness that nobody measured. */
function spliceBrightness(cuts: readonly Cut[]): { luma?: LumaSeries } {
  const [timesMs, means]: [number[], number[]] = [[], []];
  const kept: Record<keyof typeof EACH_ENTRY, number[]> = { coarseGrid: [], fineGrid: [], changeSigns: [] };
  for (const { fingerprint, startMs, endMs, placeMs } of cuts) {
    const { luma: brightness } = fingerprint;
    if (brightness === undefined) return {};
    for (const [at, timeMs] of brightness.timesMs.entries()) {
      const placed = timeMs - startMs + placeMs;
      if (timeMs < startMs || timeMs >= endMs || placed <= (timesMs.at(-1) ?? -1)) continue;
      timesMs.push(placed);
      means.push(brightness.means[at]!);
      for (const [name, each] of EACH) kept[name].push(...(brightness[name]?.subarray(at * each, (at + 1) * each) ?? []));
    }
  }
  const isWhole = (name: keyof typeof EACH_ENTRY) => cuts.every(({ fingerprint }) => fingerprint.luma?.[name] !== undefined);
  return {
    luma: {
      timesMs: Uint32Array.from(timesMs),
      means: Uint16Array.from(means),
      ...(isWhole('coarseGrid') && { coarseGrid: Uint8Array.from(kept.coarseGrid) }),
      ...(isWhole('fineGrid') && { fineGrid: Uint8Array.from(kept.fineGrid) }),
      ...(isWhole('changeSigns') && { changeSigns: Uint32Array.from(kept.changeSigns) }),
    },
  };
}

/** The mean of the pictures of those clips that have one, each as far as it is there: which of a clip's pictures are in a stretch of it is not known. */
function spliceAverage(cuts: readonly Cut[]): { average?: AveragePicture } {
  const parts = cuts.flatMap(({ fingerprint: { average, duration }, startMs, endMs }) =>
    average ? [{ average, share: Math.min(1, (endMs - startMs) / toMs(duration)) }] : [],
  );
  const average = joinAverages(parts);
  return average ? { average } : {};
}

function toMs(seconds: number): number {
  return Math.round(1000 * seconds);
}
