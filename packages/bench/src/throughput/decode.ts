import { decodeFrames } from '@streetdate/core';
import { ffmpeg } from '../clips/ffmpeg.ts';
import type { Section } from '../measure/figure.ts';
import { type Job, measureRounds, type RoundOptions } from '../measure/rounds.ts';

/** The baseline of all decoding: ffmpeg alone decodes the pictures and sound of the same file and drops them. */
export function bareDecode(clip: string): Job {
  return { name: 'ffmpeg -f null -', run: () => ffmpeg('-i', clip, '-map', '0:v:0', '-map', '0:a:0?', '-f', 'null', '-') };
}

/** Measures the cost of luma frames in Node, as a ratio to decoding alone. */
export function benchDecode(clip: string, notes: readonly string[], options: RoundOptions = {}): Promise<Section[]> {
  const jobs = [
    bareDecode(clip),
    { name: 'decodeFrames, every frame', run: () => drain(decodeFrames(clip)) },
    { name: 'decodeFrames, 4 a second', run: () => drain(decodeFrames(clip, { framesPerSecond: 4 })) },
  ];
  return measureRounds('Decoding', jobs, notes, options);
}

/** Pulls everything and keeps a count, so that the work is done. */
async function drain(frames: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of frames) count++;
  if (count === 0) throw new Error('no frame was decoded');
  return count;
}
