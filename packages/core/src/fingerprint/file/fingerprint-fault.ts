import type { PictureArea } from '../../luma/luma-frame.ts';
import type { SubtitleTrack } from '../../media/subtitle-track.ts';
import {
  type AreaSpan,
  type AveragePicture,
  type Blending,
  COARSE_LUMA_GRID,
  type Details,
  FINE_LUMA_GRID,
  type Fingerprint,
  type HashTrack,
  type InsetSpan,
  type LumaSeries,
  type MediaFacts,
  type Thumbnails,
} from '../fingerprint.ts';

/** The longest film: what whole milliseconds in 32 bits can count, 49 days. */
const MAX_SECONDS = 0xffff_ffff / 1000;

/** 1 to 16 printable ASCII characters, so that ids can be shown and stored in a fixed place. */
export const ID = /^[\x21-\x7e]{1,16}$/;

/**
 * Looks for what {@link Fingerprint} does not allow: arrays of unequal length, times that go back, spans that overlap, numbers out of range.
 * @returns What is wrong and where, to go after "the fingerprint's …"; undefined when all is well.
 */
export function fingerprintFault(fingerprint: Fingerprint): string | undefined {
  const {
    role,
    kind,
    duration,
    tracks,
    areas,
    insets = [],
    thumbnails,
    details,
    blending,
    subtitles = [],
    luma: brightness,
    average,
    media,
    damage,
  } = fingerprint;
  if (role !== 'reference' && role !== 'query') return `role is ${JSON.stringify(role)}`;
  if (kind !== 'film' && kind !== 'still') return `kind is ${JSON.stringify(kind)}`;
  if (!isSeconds(duration)) return `duration is ${duration}`;
  if (damage !== undefined && !isSeconds(damage.secondsCovered)) return `damage covers ${damage.secondsCovered} seconds`;
  return (
    firstFault(tracks, trackFault) ??
    duplicateFault(tracks) ??
    firstFault(areas, areaFault) ??
    firstFault(insets, insetFault) ??
    (thumbnails && thumbnailsFault(thumbnails)) ??
    (details && detailsFault(details)) ??
    (blending && blendingFault(blending)) ??
    firstFault(subtitles, subtitlesFault) ??
    (brightness && brightnessFault(brightness)) ??
    (average && averageFault(average)) ??
    mediaFault(media)
  );
}

function firstFault<T>(items: readonly T[], fault: (item: T, index: number, items: readonly T[]) => string | undefined) {
  for (const [index, item] of items.entries()) {
    const found = fault(item, index, items);
    if (found !== undefined) return found;
  }
  return undefined;
}

function trackFault(track: HashTrack, index: number): string | undefined {
  const { algorithm, view, bits, timesMs, spansMs, quality, hashes } = track;
  const fault = (text: string) => `track ${index} ${text}`;
  if (!ID.test(algorithm)) return fault(`has the algorithm id ${JSON.stringify(algorithm)}`);
  if (!ID.test(view)) return fault(`has the view ${JSON.stringify(view)}`);
  if (!Number.isInteger(bits) || bits < 32 || bits > 1024 || bits % 32 !== 0) return fault(`has hashes of ${bits} bits`);
  const frames = timesMs.length;
  if (spansMs.length !== frames || quality.length !== frames || hashes.length !== (frames * bits) / 32) {
    return fault(`has ${frames} times, ${spansMs.length} spans, ${quality.length} qualities and ${hashes.length} words of hashes`);
  }
  for (let i = 0; i < frames; i++) {
    if (i > 0 && timesMs[i]! <= timesMs[i - 1]!) return fault(`has time ${timesMs[i]} ms after ${timesMs[i - 1]} ms, at frame ${i}`);
    if (i > 0 && timesMs[i - 1]! + spansMs[i - 1]! > timesMs[i]!)
      return fault(`has a span that goes past the next frame, at frame ${i - 1}`);
    if (quality[i]! > 100) return fault(`has a quality of ${quality[i]}, at frame ${i}`);
  }
  return undefined;
}

function duplicateFault(tracks: readonly HashTrack[]): string | undefined {
  const twice = tracks.find((track, index) =>
    tracks.some((other, at) => at < index && other.algorithm === track.algorithm && other.view === track.view),
  );
  return twice && `track ${twice.algorithm} of ${twice.view} is there twice`;
}

function areaFault({ start, end, area }: AreaSpan, index: number, areas: readonly AreaSpan[]): string | undefined {
  if (!isSeconds(start) || !isSeconds(end) || end < start) return `area ${index} lasts from ${start} to ${end}`;
  if (index > 0 && start < areas[index - 1]!.end) return `area ${index} begins before the end of the one before`;
  return isArea(area) ? undefined : `area ${index} is ${JSON.stringify(area)}`;
}

function insetFault({ view, start, end, corners }: InsetSpan, index: number, insets: readonly InsetSpan[]): string | undefined {
  const fault = (text: string) => `inset ${index} ${text}`;
  if (!ID.test(view)) return fault(`has the view ${JSON.stringify(view)}`);
  if (!isSeconds(start) || !isSeconds(end) || end < start) return fault(`lasts from ${start} to ${end}`);
  if (index > 0 && start < insets[index - 1]!.start) return fault('begins before the one before');
  return corners.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)) ? undefined : fault('has a corner that is nowhere');
}

function isArea({ left, top, right, bottom }: PictureArea): boolean {
  return left >= 0 && left < right && right <= 1 && top >= 0 && top < bottom && bottom <= 1;
}

function brightnessFault({ timesMs, means, coarseGrid: parts, fineGrid: cells, changeSigns: rises }: LumaSeries): string | undefined {
  if (means.length !== timesMs.length) return `brightness has ${timesMs.length} times and ${means.length} means`;
  if (parts !== undefined && parts.length !== timesMs.length * COARSE_LUMA_GRID ** 2)
    return `brightness has ${timesMs.length} times and ${parts.length} parts`;
  if (cells !== undefined && cells.length !== timesMs.length * FINE_LUMA_GRID ** 2)
    return `brightness has ${timesMs.length} times and ${cells.length} cells`;
  if (rises !== undefined && rises.length !== (timesMs.length * FINE_LUMA_GRID ** 2) / 32)
    return `brightness has ${timesMs.length} times and ${rises.length} words of rises`;
  return timesFault('brightness', timesMs);
}

function averageFault({ side, pictures, means, spreads }: AveragePicture): string | undefined {
  if (!Number.isInteger(side) || side < 1 || side > 1024) return `average picture has ${side} pixels in a row`;
  if (!Number.isInteger(pictures) || pictures < 1 || pictures > 0xffff_ffff) return `average picture is of ${pictures} pictures`;
  if (means.length === side * side && spreads.length === side * side) return undefined;
  return `average picture of ${side} × ${side} has ${means.length} means and ${spreads.length} spreads`;
}

function thumbnailsFault({ side, timesMs, pixels }: Thumbnails): string | undefined {
  if (!Number.isInteger(side) || side < 1 || side > 1024) return `thumbnails have ${side} pixels in a row`;
  if (pixels.length !== timesMs.length * side * side) return `${timesMs.length} thumbnails have ${pixels.length} pixels`;
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `thumbnail ${i} is of ${timesMs[i]} ms, after ${timesMs[i - 1]} ms`;
  }
  return undefined;
}

function detailsFault({ width, height, area, timesMs, pixels }: Details): string | undefined {
  for (const pixels of [width, height]) {
    if (!Number.isInteger(pixels) || pixels < 1 || pixels > 4096) return `details have ${width} × ${height} pixels`;
  }
  if (!isArea(area)) return `details lie in ${JSON.stringify(area)}`;
  if (pixels.length !== timesMs.length * width * height) return `${timesMs.length} details have ${pixels.length} pixels`;
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `detail ${i} is of ${timesMs[i]} ms, after ${timesMs[i - 1]} ms`;
  }
  return undefined;
}

function blendingFault({ timesMs, nearness }: Blending): string | undefined {
  if (nearness.length !== timesMs.length) return `blending has ${timesMs.length} times and ${nearness.length} entries`;
  return timesFault('blending', timesMs);
}

function subtitlesFault({ stream, timesMs }: SubtitleTrack, index: number, subtitles: readonly SubtitleTrack[]): string | undefined {
  if (!Number.isInteger(stream) || stream < 0 || stream > 0xffff_ffff) return `subtitles ${index} are of the stream ${stream}`;
  if (index > 0 && stream <= subtitles[index - 1]!.stream)
    return `subtitles ${index} are of a stream that does not come after the one before`;
  return timesFault(`stream of subtitles ${index}`, timesMs);
}

function timesFault(name: string, timesMs: Uint32Array): string | undefined {
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `${name} has time ${timesMs[i]} ms after ${timesMs[i - 1]} ms, at entry ${i}`;
  }
  return undefined;
}

function mediaFault(media: MediaFacts): string | undefined {
  for (const [name, value] of Object.entries(media)) {
    if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0)) return `media fact ${name} is ${value}`;
  }
  const { chapters = [], sound = [] } = media;
  for (const [index, { channels, language = 'eng' }] of sound.entries()) {
    if (!(Number.isInteger(channels) && channels >= 0)) return `sound ${index} has ${channels} channels`;
    if (!/^[a-z]{2,3}$/.test(language)) return `sound ${index} has the language ${JSON.stringify(language)}`;
  }
  const at = chapters.findIndex((start, index) => !isSeconds(start) || start < (chapters[index - 1] ?? 0));
  return at < 0 ? undefined : `chapter ${at} begins at ${chapters[at]}`;
}

function isSeconds(value: number): boolean {
  return value >= 0 && value <= MAX_SECONDS;
}
