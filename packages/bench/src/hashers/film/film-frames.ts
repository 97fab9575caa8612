import { basename } from 'node:path';
import { decodeFrames, type LumaFrame, type PictureArea, probe, scaleArea } from '@streetdate/core';
import { trackActiveArea } from '@streetdate/core/internal';

/** Frames taken from each second of film. */
const FRAMES_PER_SECOND = 8;

/** Pieces that are read of a film that is too long to be read whole. */
const PIECES = 10;

/** What was read of a film. */
export interface FilmFrames {
  /** The file's name, for people. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Coded frames a second; undefined when the file states none. */
  readonly frameRate: number | undefined;
  /** Length of the film in seconds, 0 when it is not known. */
  readonly duration: number;
  /** Seconds of the film that were read. */
  readonly seconds: number;
  /** Time that reading them took, seconds. */
  readonly decodeSeconds: number;
  /** Frames, as the decoder gives them to the pipeline: 256 pixels on the longer side. */
  readonly frames: readonly LumaFrame[];
  /** The active area of each frame: the picture without bars. */
  readonly areas: readonly PictureArea[];
}

/** The active picture of a frame, about as large as it is there. */
export function activePicture(frame: LumaFrame, area: PictureArea): LumaFrame {
  const { left, top, right, bottom } = area;
  return scaleArea(frame, area, Math.round((right - left) * frame.width), Math.round((bottom - top) * frame.height));
}

/** Options for {@link readFilmFrames}. */
export interface FilmFramesOptions {
  /** Seconds of a longer film that are read, in pieces spread over it. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Called with the share of the reading that is done, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Reads a film, or pieces of it that are spread evenly. @throws StreetdateError as `decodeFrames`; the signal's reason. */
export async function readFilmFrames(path: string, { seconds, signal, onProgress }: FilmFramesOptions): Promise<FilmFrames> {
  const media = await probe(path, { signal });
  const { width = 0, height = 0, frameRate } = media.video ?? {};
  const { duration } = media;
  const whole = duration <= seconds;
  const pieces = whole ? 1 : PIECES;
  const each = whole ? duration : seconds / pieces;
  const frames: LumaFrame[] = [];
  const started = performance.now();
  for (let piece = 0; piece < pieces; piece++) {
    const start = pieces === 1 ? 0 : (piece * (duration - each)) / (pieces - 1);
    const part = whole ? {} : { start, end: start + each };
    for await (const frame of decodeFrames(path, { media, signal, framesPerSecond: FRAMES_PER_SECOND, ...part })) {
      frames.push(frame);
      if (each > 0) onProgress(Math.min(1, (piece + (frame.time - start) / each) / pieces));
    }
  }
  const decodeSeconds = (performance.now() - started) / 1000;
  const areas: PictureArea[] = [];
  for await (const { area } of trackActiveArea(inOrder(frames))) areas.push(area);
  const read = each > 0 ? each * pieces : frames.length / FRAMES_PER_SECOND;
  return { name: basename(path), width, height, frameRate, duration, seconds: read, decodeSeconds, frames, areas };
}

async function* inOrder(frames: readonly LumaFrame[]): AsyncGenerator<LumaFrame> {
  yield* frames;
}
