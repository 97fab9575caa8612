import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LumaFrame } from '@streetdate/core';
import { afterAll } from 'vitest';
import { runFfmpeg } from './footage.ts';

/** A folder for the clips of one test file, removed after its tests. @returns A function that gives the path of a name in it. */
export function clipFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'streetdate-clips-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** Frames that {@link countedFilm} can tell apart. */
const COUNTS = 220;

/**
 * Makes a film whose frame n is plain grey of luma code 16 + n, lossless: each decoded picture says which frame it is. 24 frames a second.
 * @param seconds - Its length, at most 220 frames.
 * @param output - Arguments of ffmpeg between the source and the file, such as a filter after the count or another codec.
 */
export async function countedFilm(path: string, seconds: number, output: readonly string[] = []): Promise<void> {
  const source = `color=c=black:s=64x48:r=24:d=${seconds},format=yuv420p,geq=lum='16+mod(N,${COUNTS})':cb=128:cr=128`;
  await runFfmpeg(['-f', 'lavfi', '-i', source, '-c:v', 'libx264', '-qp', '0', '-preset', 'veryfast', '-g', '48', ...output, path]);
}

/** Which frame of {@link countedFilm} a picture is. */
export function countOf(frame: LumaFrame): number {
  return Math.round((frame.pixels[frame.pixels.length >> 1]! * 219) / 255);
}

/** All frames of a decoder. */
export async function collect(frames: AsyncIterable<LumaFrame>): Promise<LumaFrame[]> {
  const all: LumaFrame[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

/** Mean absolute difference of two pictures of one size, 0 to 255. */
export function meanDifference(picture: LumaFrame, other: LumaFrame): number {
  if (picture.width !== other.width || picture.height !== other.height) throw new Error('pictures differ in size');
  let sum = 0;
  for (let i = 0; i < picture.pixels.length; i++) sum += Math.abs(picture.pixels[i]! - other.pixels[i]!);
  return sum / picture.pixels.length;
}
