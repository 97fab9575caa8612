import { createHash } from 'node:crypto';
import { link, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type AudioStream, probe } from '@streetdate/core';
import { decoderUrl } from '@streetdate/core/internal/node';
import { StreetdateError } from '@streetdate/core/portable';
import { startFfmpeg, writeTo } from '../ffmpeg.ts';
import { type BluRayClip, clipInfoBytes, indexBytes, movieObjectBytes, PLAYLIST_RATE, playlistBytes } from './bdmv.ts';
import { rateOf } from './inspect-master.ts';
import { type MarkSet, type MasterFacts, placesIn } from './mark-set.ts';
import { fillUnit, readClipPackets } from './read-clip.ts';
import { makeFolder, readJson, writeAtomically } from './set-files.ts';

/** The clips of both versions. */
export interface DiscClips {
  /** What the file is. */
  readonly type: 'disc-clips';
  readonly set: string;
  /** For versions A and B the clips of all segments. */
  readonly versions: readonly (readonly BluRayClip[])[];
  /** Starts of the master's chapters, seconds. */
  readonly chapters: readonly number[];
}

/** Most play items of a playlist, by the format. */
const MOST_ITEMS = 999;

/** The sizes, scans and rates that Blu-ray structures state, with their codes. */
const SIZES: Readonly<Record<string, number>> = { '720x480': 3, '720x576': 7, '1280x720': 5, '1920x1080': 6 };
const RATES: Readonly<Record<string, number>> = { '24000/1001': 1, '24/1': 2, '25/1': 3, '30000/1001': 4, '50/1': 6, '60000/1001': 7 };
/** Codecs that discs carry as they are, with their codes. Other sound becomes AC-3. */
const SOUND: Readonly<Record<string, number>> = { ac3: 0x81, eac3: 0x84, dts: 0x82, truehd: 0x83 };
const SAMPLE_RATES: Readonly<Record<number, number>> = { 48000: 1, 96000: 4, 192000: 5 };

const clipsIn = (folder: string) => ({
  folder: join(folder, 'clips'),
  list: join(folder, 'clips', 'clips.json'),
  stream: (clip: string) => join(folder, 'clips', `${clip}.m2ts`),
  info: (clip: string) => join(folder, 'clips', `${clip}.clpi`),
});

/**
 * Makes the clips of both versions, one for each segment, unless they are there. Pictures are not encoded again.
 * @throws RangeError when Blu-ray has no code for the picture, or the film has more segments than a playlist may have items. StreetdateError
 * as of `probe`; `decoder-failed`, `file-unwritable`.
 */
export async function makeClips(master: string, folder: string, set: MarkSet, signal?: AbortSignal): Promise<DiscClips> {
  const places = clipsIn(folder);
  const known = await readJson<DiscClips>(places.list);
  if (known?.set === set.set) return known;
  const { size, rate } = checkDisc(set.master, set.segments);
  const { width, height } = set.master;
  const { audio, video, chapters: presented } = await probe(master, { signal });
  // A disc begins with the film's first picture, which comes a moment into the presentation where sound leads.
  const chapters = presented.map((at) => Math.max(0, at - (video?.start ?? 0)));
  const aspect = (width * set.master.pixelAspect) / height > 1.5 ? 3 : 2;
  const attributes = [[0x1b, (size << 4) | rate, aspect << 4, 0, 0], ...audio.map(soundAttributes)];
  await makeFolder(places.folder);
  const versions: BluRayClip[][] = [];
  for (const variant of [0, 1] as const) versions.push(await cutClips(master, folder, set, variant, audio, attributes, signal));
  const clips: DiscClips = { type: 'disc-clips', set: set.set, versions, chapters };
  await writeAtomically(places.list, [`${JSON.stringify(clips)}\n`]);
  return clips;
}

/**
 * The codes of a disc's picture.
 * @param segments - How many the film has.
 * @throws RangeError when Blu-ray has none for it, or the film has more segments than a playlist may have items.
 */
export function checkDisc({ width, height, frameRate, seconds }: MasterFacts, segments: number): { size: number; rate: number } {
  const [size, rate] = [SIZES[`${width}x${height}`], RATES[frameRate]];
  if (size === undefined || rate === undefined)
    throw new RangeError(
      `a disc's picture must have ${Object.keys(SIZES).join(', ')} pixels at ${Object.keys(RATES).join(', ')} frames a second, got ${width}x${height} at ${frameRate}`,
    );
  if (segments > MOST_ITEMS)
    throw new RangeError(
      `a playlist may have ${MOST_ITEMS} items, and the film has ${segments} segments: take segments of ${(Math.ceil((10 * seconds) / MOST_ITEMS) / 10).toFixed(1)} s and more`,
    );
  return { size, rate };
}

/** Sound as discs code it: its coding, channels and rate, language. */
function soundAttributes({ codec, channels, sampleRate, language }: AudioStream): number[] {
  const layout = channels === 1 ? 1 : channels === 2 ? 3 : 6;
  const isKept = SOUND[codec] !== undefined;
  const letters = Array.from(/^[a-z]{3}$/.test(language ?? '') ? language! : 'und', (letter) => letter.charCodeAt(0));
  return [isKept ? SOUND[codec]! : SOUND.ac3!, (layout << 4) | (isKept ? (SAMPLE_RATES[sampleRate ?? 0] ?? 1) : 1), ...letters];
}

/** Writes the clips of one version, with the master's sound cut at the same places. */
async function cutClips(
  master: string,
  folder: string,
  set: MarkSet,
  variant: 0 | 1,
  audio: readonly AudioStream[],
  attributes: readonly (readonly number[])[],
  signal: AbortSignal | undefined,
): Promise<BluRayClip[]> {
  const [places, versions] = [clipsIn(folder), placesIn(folder)];
  const unfinished = (at: number) => join(places.folder, `unfinished-${String(at).padStart(5, '0')}.m2ts`);
  const sound = audio.flatMap(({ codec, channels }, at) =>
    SOUND[codec] === undefined
      ? [`-c:a:${at}`, 'ac3', `-b:a:${at}`, '448k', `-ar:a:${at}`, '48000', ...((channels ?? 2) > 6 ? [`-ac:a:${at}`, '6'] : [])]
      : [`-c:a:${at}`, 'copy'],
  );
  const muxer = startFfmpeg(
    [
      // The picture comes where the master has it: its sound may begin before it.
      ...[
        '-itsoffset',
        String(set.master.start),
        '-f',
        'mp4',
        '-i',
        'pipe:0',
        '-i',
        decoderUrl(master),
        '-map',
        '0:v:0',
        '-map',
        '1:a?',
        '-map_metadata',
        '-1',
        '-map_chapters',
        '-1',
      ],
      ...['-c:v', 'copy', '-bsf:v', 'h264_mp4toannexb', ...sound],
      // Each key frame begins a clip: a segment has one.
      ...['-f', 'segment', '-segment_time', '0.001', '-segment_format', 'mpegts', '-segment_format_options', 'mpegts_m2ts_mode=1'],
      decoderUrl(join(resolve(places.folder).replaceAll('%', '%%'), 'unfinished-%05d.m2ts')),
    ],
    master,
  );
  const stop = () => muxer.kill();
  signal?.addEventListener('abort', stop);
  try {
    await writeTo(muxer, await readFile(versions.start));
    for (let at = 0; at < set.segments; at++) await writeTo(muxer, await readFile(versions.segment(variant, at)));
    muxer.stdin.end();
    await muxer.ended;
    const clips: BluRayClip[] = [];
    for (let at = 0; at < set.segments; at++) {
      const clip = `${variant + 1}${String(at).padStart(4, '0')}`;
      const written = await readFile(unfinished(at));
      const bytes = Buffer.concat([written, fillUnit(written)]);
      clips.push(describeClip(clip, bytes, set, attributes));
      await writeAtomically(places.stream(clip), [bytes]);
      await writeAtomically(places.info(clip), [clipInfoBytes(clips[at]!)]);
      await rm(unfinished(at));
    }
    return clips;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
    await muxer.ended.catch(() => {});
    for (const name of await readdir(places.folder)) if (name.startsWith('unfinished-')) await rm(join(places.folder, name));
  }
}

function describeClip(clip: string, bytes: Uint8Array, set: MarkSet, attributes: readonly (readonly number[])[]): BluRayClip {
  const { first, last, streams, ...facts } = readClipPackets(bytes, `clip ${clip}`);
  if (streams.length !== attributes.length)
    throw new StreetdateError('decoder-failed', `clip ${clip} has ${streams.length} streams, not ${attributes.length}`, {});
  const end = Math.round(last + PLAYLIST_RATE / rateOf(set.master.frameRate));
  return {
    clip,
    start: first,
    end,
    ...facts,
    streams: streams.map(({ pid }, at) => ({ pid, isVideo: at === 0, attributes: attributes[at]! })),
  };
}

/**
 * Writes the folder of a Blu-ray disc for one recipient: a playlist that orders the clips of the word, and these clips alone, as hard links.
 * A disc that held the other version as well could be averaged.
 * @param word - For each segment 0 for A and 1 for B.
 * @param path - The folder, which is made.
 * @returns The SHA-256 of the playlist.
 * @throws StreetdateError `file-unwritable`.
 */
export async function writeDisc(folder: string, { versions, chapters }: DiscClips, word: Uint8Array, path: string): Promise<string> {
  const places = clipsIn(folder);
  const chosen = Array.from(word, (variant, at) => versions[variant]![at]!);
  const bdmv = join(path, 'BDMV');
  for (const part of ['PLAYLIST', 'CLIPINF', 'STREAM']) await makeFolder(join(bdmv, part));
  for (const { clip } of chosen) {
    await linkAgain(places.stream(clip), join(bdmv, 'STREAM', `${clip}.m2ts`));
    await linkAgain(places.info(clip), join(bdmv, 'CLIPINF', `${clip}.clpi`));
  }
  await writeAtomically(join(bdmv, 'index.bdmv'), [indexBytes()]);
  await writeAtomically(join(bdmv, 'MovieObject.bdmv'), [movieObjectBytes()]);
  const bytes = playlistBytes(chosen, chapters);
  await writeAtomically(join(bdmv, 'PLAYLIST', '00000.mpls'), [bytes]);
  return createHash('sha256').update(bytes).digest('hex');
}

/** Links a file; an interrupted run may have done it. */
async function linkAgain(from: string, to: string): Promise<void> {
  await link(from, to).catch((cause) => {
    if (cause.code !== 'EEXIST')
      throw new StreetdateError('file-unwritable', `${to} cannot be linked: ${cause.message}`, { path: to, cause });
  });
}
