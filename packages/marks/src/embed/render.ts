import { randomBytes } from 'node:crypto';
import { checkInteger, checkObject, checkPath, checkRange } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { HIGHEST_ODDS, segmentsNeeded } from '../code/length.ts';
import type { MarkKey } from '../key/mark-key.ts';
import { paceInfo } from './edge.ts';
import { inspectMaster, rateOf } from './inspect-master.ts';
import { type MarkSet, placesIn } from './mark-set.ts';
import { masterFrames } from './master-frames.ts';
import { renderChunk } from './render-chunk.ts';
import { makeFolder, readJson, writeAtomically } from './set-files.ts';

/** Options of {@link renderVersions}. */
export interface RenderOptions {
  /** Length of a segment in seconds, 0.2 to 20; it is rounded to whole frames. @defaultValue 2 */
  readonly segmentSeconds?: number | undefined;
  /** Copies that may be put together and are still told, 1 to 20. A film that is too short for it is refused. @defaultValue 2 */
  readonly colluders?: number | undefined;
  /** Highest chance that one copy which was not used is named, up to 1e-6. @defaultValue 1e-6 */
  readonly odds?: number | undefined;
  /** Constant rate factor of libx264, 0 to 40. @defaultValue 18 */
  readonly crf?: number | undefined;
  /** Preset of libx264. @defaultValue 'medium' */
  readonly preset?: string | undefined;
  /** Seconds of film that are rendered at once: they bound the disk space for unfinished files, and what an interruption loses. @defaultValue 60 */
  readonly chunkSeconds?: number | undefined;
  /** Stops; what is rendered is kept, and the next call continues. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of frames that are done, of about so many. */
  readonly onProgress?: ((frames: number, of: number) => void) | undefined;
}

const PRESETS = ['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow', 'slower', 'veryslow'];

/** What is written while a set is rendered. */
interface Rendering {
  readonly plan: Omit<MarkSet, 'frames' | 'quality' | 'segments'>;
  readonly chunks: readonly { readonly frames: number; readonly segments: number; readonly squares: number; readonly highest: number }[];
}

/**
 * Renders a master in versions A and B, in segments. A folder that holds a finished set of the same master, key and options is left as it
 * is; an unfinished one is continued.
 * @param folder - Made if it is missing.
 * @returns The set.
 * @throws RangeError when the film is too short for the claim. StreetdateError as of `inspectMaster`; `bad-evidence` when the folder holds
 * a set with other settings; `file-unwritable`, `decoder-failed`.
 */
export async function renderVersions(master: string, folder: string, key: MarkKey, options: RenderOptions = {}): Promise<MarkSet> {
  checkPath('master', master);
  checkPath('folder', folder);
  checkObject('options', options);
  const { chunkSeconds = 60, signal, onProgress } = options;
  checkRange('chunkSeconds', chunkSeconds, 1, 3600);
  const settings = { key: key.id, ...(await settingsOf(master, options)) };
  const { master: facts, segmentFrames, encoder } = settings;
  const rate = rateOf(facts.frameRate);
  const places = placesIn(folder);

  const finished = await readJson<MarkSet>(places.set);
  if (finished !== undefined) {
    const { set: _set, type: _type, version: _version, segments: _segments, frames: _frames, quality: _quality, ...known } = finished;
    checkSame(known, settings, folder);
    return finished;
  }
  const begun = await readJson<Rendering>(places.rendering);
  if (begun !== undefined) {
    const { set: _set, type: _type, version: _version, ...known } = begun.plan;
    checkSame(known, settings, folder);
  }
  const plan: Rendering['plan'] = begun?.plan ?? { type: 'mark-set', version: 1, set: randomBytes(8).toString('hex'), ...settings };
  const chunks = [...(begun?.chunks ?? [])];
  await makeFolder(places.segments);
  await makeFolder(places.segment(1, 0).replace(/[^/\\]+$/, ''));
  const count = Math.max(1, Math.round((chunkSeconds * rate) / segmentFrames));
  const total = Math.round(facts.seconds * rate);
  const sum = (what: 'frames' | 'segments' | 'squares') => chunks.reduce((all, chunk) => all + chunk[what], 0);
  const pictures = masterFrames(master, facts, sum('frames'), signal);
  try {
    // The container's length may be a little wrong: the master is read until it gives no frame.
    while (chunks.length === 0 || chunks[chunks.length - 1]!.segments === count) {
      const done = sum('frames');
      const chunk = await renderChunk({
        ...{ folder, pictures, facts, key, set: plan.set, segmentFrames, encoder, count, signal },
        first: chunks.length * count,
        onFrame: (frames) => onProgress?.(done + frames, total),
      });
      chunks.push(chunk);
      await writeAtomically(places.rendering, [JSON.stringify({ plan, chunks })]);
    }
  } finally {
    await pictures.return();
  }
  const frames = sum('frames');
  const quality = { mean: decibels(sum('squares') / frames), least: decibels(Math.max(...chunks.map(({ highest }) => highest))) };
  const set: MarkSet = { ...plan, segments: sum('segments'), frames, quality };
  await writeAtomically(places.paceInfo, [paceInfo(set)]);
  await writeAtomically(places.set, [`${JSON.stringify(set, undefined, 2)}\n`]);
  return set;
}

/**
 * What a set of a master is rendered by.
 * @throws RangeError for an option out of its range, and when the film is too short for the claim. StreetdateError as of `inspectMaster`.
 */
export async function settingsOf(
  master: string,
  options: RenderOptions,
): Promise<Pick<MarkSet, 'master' | 'segmentFrames' | 'colluders' | 'odds' | 'encoder'>> {
  const { segmentSeconds = 2, colluders = 2, odds = HIGHEST_ODDS, crf = 18, preset = 'medium', signal } = options;
  checkRange('segmentSeconds', segmentSeconds, 0.2, 20);
  checkInteger('crf', crf, 0, 40);
  if (!PRESETS.includes(preset)) throw new RangeError(`preset must be one of ${PRESETS.join(', ')}, got ${preset}`);
  const facts = await inspectMaster(master, signal);
  const rate = rateOf(facts.frameRate);
  const segmentFrames = Math.max(2, Math.round(segmentSeconds * rate));
  checkLength(Math.floor((facts.seconds * rate) / segmentFrames), segmentFrames / rate, colluders, odds);
  return { master: facts, segmentFrames, colluders, odds, encoder: { crf, preset } };
}

/** @throws RangeError when a film has fewer segments than a claim needs. */
export function checkLength(segments: number, segmentSeconds: number, colluders: number, odds: number): void {
  const needed = segmentsNeeded({ colluders, odds });
  if (segments >= needed) return;
  const least = Array.from({ length: colluders - 1 }, (_, at) => colluders - 1 - at).find(
    (fewer) => segmentsNeeded({ colluders: fewer, odds }) <= segments,
  );
  const carries = least === undefined ? 'it can carry no claim' : `it can carry ${least}`;
  throw new RangeError(
    `the film is too short to tell copies after ${colluders} are put together: it has ${segments} segments of ${segmentSeconds.toFixed(2)} s ` +
      `and needs ${needed}; ${carries} with these segments`,
  );
}

function decibels(meanSquare: number): number {
  return Number((10 * Math.log10(255 ** 2 / Math.max(1e-9, meanSquare))).toFixed(2));
}

function checkSame(known: object, settings: object, folder: string): void {
  const differ = Object.entries(settings).filter(([name, value]) => JSON.stringify(known[name as never]) !== JSON.stringify(value));
  if (differ.length === 0) return;
  const names = differ.map(([name]) => name).join(', ');
  throw new StreetdateError('bad-evidence', `${folder} holds versions with other settings: ${names}; give another folder`, {
    path: folder,
  });
}
