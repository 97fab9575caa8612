import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { decoderUrl } from '@streetdate/core/internal/node';
import { type Ffmpeg, startFfmpeg, writeTo } from '../ffmpeg.ts';
import type { MarkKey } from '../key/mark-key.ts';
import { FrameMarker } from '../pattern/frame-mark.ts';
import { gridFor, patternOf } from '../pattern/grid.ts';
import { splitFragments, ticksPerSecond } from './fragments.ts';
import { rateOf } from './inspect-master.ts';
import { type EncoderSettings, type MasterFacts, placesIn } from './mark-set.ts';
import { writeAtomically } from './set-files.ts';

/** A part of a film that is rendered at once, in both versions. */
export interface ChunkJob {
  readonly folder: string;
  /** The master's frames, see `masterFrames`: the chunk takes as many as it has segments for. */
  readonly pictures: AsyncIterator<Uint8Array, void, undefined>;
  readonly facts: MasterFacts;
  readonly key: MarkKey;
  readonly set: string;
  readonly segmentFrames: number;
  readonly encoder: EncoderSettings;
  /** Its first segment. */
  readonly first: number;
  /** How many segments it has at most. */
  readonly count: number;
  readonly signal?: AbortSignal | undefined;
  readonly onFrame?: ((frames: number) => void) | undefined;
}

/** What a chunk came to. */
export interface RenderedChunk {
  /** Frames that the master gave. */
  readonly frames: number;
  /** Segments that were written. */
  readonly segments: number;
  /** Mean square of the mark over its frames, summed. */
  readonly squares: number;
  /** The highest mean square of a frame. */
  readonly highest: number;
}

/** Marks a part of the master twice, and writes each closed group of pictures as a segment of its version. */
export async function renderChunk(job: ChunkJob): Promise<RenderedChunk> {
  const { facts, segmentFrames, first, folder, signal } = job;
  signal?.throwIfAborted();
  const rate = rateOf(facts.frameRate);
  const places = placesIn(folder);
  const temporary = [0, 1].map((variant) => join(folder, `rendering-${'ab'[variant]}.mp4`));
  const encoders = temporary.map((path) => startFfmpeg(encoderArguments(job, path), path));
  const stop = () => {
    for (const each of encoders) each.kill();
  };
  signal?.addEventListener('abort', stop);
  try {
    const sums = await markFrames(job, encoders);
    for (const { stdin } of encoders) stdin.end();
    await Promise.all(encoders.map(({ ended }) => ended));
    signal?.throwIfAborted();
    if (sums.frames === 0) return { ...sums, segments: 0 };
    let segments = 0;
    for (const variant of [0, 1] as const) {
      const bytes = await readFile(temporary[variant]!);
      const ticks = ticksPerSecond(splitFragments(bytes, first, 0).start);
      const { start, segments: parts } = splitFragments(bytes, first, Math.round((first * segmentFrames * ticks) / rate));
      if (variant === 0 && first === 0) await writeAtomically(places.start, [start]);
      for (const [at, part] of parts.entries()) await writeAtomically(places.segment(variant, first + at), [part]);
      segments = parts.length;
    }
    return { ...sums, segments };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
    await Promise.allSettled(encoders.map(({ ended }) => ended));
    for (const path of temporary) await rm(path, { force: true });
  }
}

async function markFrames(job: ChunkJob, encoders: readonly Ffmpeg[]): Promise<Omit<RenderedChunk, 'segments'>> {
  const { facts, key, set, segmentFrames, first, count, pictures, onFrame } = job;
  const { width, height } = facts;
  const lumaBytes = width * height;
  const frameBytes = lumaBytes + 2 * (width / 2) * (height / 2);
  const grid = gridFor((width * facts.pixelAspect) / height);
  const marker = new FrameMarker(width, height, grid, key.stream(1 << 14, 'dither', set));
  let [frames, squares, highest] = [0, 0, 0];
  let pattern = new Float32Array(0) as Float32Array;
  const spare: Uint8Array[] = [];
  while (frames < count * segmentFrames) {
    const { value: frame, done } = await pictures.next();
    if (done || frame === undefined) break;
    const place = frames % segmentFrames;
    if (place === 0) pattern = patternOf(key, set, first + frames / segmentFrames, grid);
    // Each pipe keeps what it is given until it is written.
    const [a, b] = [spare.pop() ?? new Uint8Array(frameBytes), spare.pop() ?? new Uint8Array(frameBytes)];
    for (const version of [a, b]) version.set(frame.subarray(lumaBytes), lumaBytes);
    const square = marker.mark(frame.subarray(0, lumaBytes), pattern, place, segmentFrames, a, b);
    squares += square;
    highest = Math.max(highest, square);
    await Promise.all([a, b].map((version, at) => writeTo(encoders[at]!, version, () => spare.push(version))));
    frames++;
    onFrame?.(frames);
  }
  return { frames, squares, highest };
}

function encoderArguments({ facts, segmentFrames, encoder }: ChunkJob, path: string): string[] {
  const aspect = `${Math.round(facts.width * facts.pixelAspect * 1000)}:${facts.height * 1000}`;
  return [
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${facts.width}x${facts.height}`, '-r', facts.frameRate, '-i', 'pipe:0'],
    ...(facts.pixelAspect === 1 ? [] : ['-aspect', aspect]),
    // Both encoders run side by side. Threads of one picture after the other cost processor time: with one thread 6 % less than by default.
    ...['-threads', String(Math.max(1, Math.floor(availableParallelism() / 2)))],
    ...['-c:v', 'libx264', '-preset', encoder.preset, '-crf', String(encoder.crf), '-pix_fmt', 'yuv420p'],
    // Closed groups of pictures of one length: any two segments can follow each other.
    ...['-g', String(segmentFrames), '-keyint_min', String(segmentFrames), '-sc_threshold', '0', '-flags', '+cgop', '-bf', '2'],
    ...['-movflags', 'delay_moov+default_base_moof+frag_keyframe', '-f', 'mp4', decoderUrl(path)],
  ];
}
