import { createPostingKernel, encodeText, sharedBytes } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { chooseBandBits } from './band-directory.ts';
import { keypointPartBytes } from './keypoint-part.ts';
import {
  align,
  CHECKED_FROM,
  CHECKSUM_AT,
  directoryEntries,
  MOST_FRAMES,
  planSegment,
  postingCut,
  REFERENCE_BYTES,
  type SegmentFacts,
  WIDE_TIMES,
  writeHeader,
} from './layout.ts';
import type { SegmentInput } from './segment-input.ts';

/** CRC-32 of some bytes. `before` is the CRC-32 of the bytes before them. */
export type Checksum = (bytes: Uint8Array, before?: number) => number;

/** Bytes whose checksum is computed in one step. */
const CHECKSUM_STEP = 1 << 22;

/** Longest time that fits in two bytes, milliseconds. */
const NARROW = 0xffff;

/**
 * Builds the first part of a segment from references of one algorithm. Each step of the generator takes a few milliseconds, so that
 * searches can run between the steps.
 * @returns The bytes with header and checksum. They are in shared memory where the runtime has it.
 * @throws RangeError when there are more frames than a segment can hold.
 */
export function* buildSegment(
  algorithm: string,
  view: string,
  inputs: readonly SegmentInput[],
  checksum: Checksum,
): Generator<void, Uint8Array, void> {
  const frames = inputs.reduce((sum, { track }) => sum + track.timesMs.length, 0);
  if (frames > MOST_FRAMES) throw new RangeError(`inputs must have at most ${MOST_FRAMES} frames, got ${frames}`);
  const bits = inputs[0]?.track.bits ?? 32;
  const bandBits = chooseBandBits(frames);
  const cut = { bits, bandBits, ...postingCut(frames) };
  const ids = inputs.map(({ id }) => encodeText(id));
  const wide: boolean[] = [];
  for (const { track } of inputs) {
    wide.push(hasWideTimes(track));
    yield;
  }
  const sizes: Omit<SegmentFacts, 'fileBytes'> = {
    algorithm,
    view,
    references: inputs.length,
    frames,
    ...cut,
    // An upper bound. Memory that is never touched costs nothing, and the hashes are indexed in their final place.
    postings: (frames * bits) / 32,
    idBytes: ids.reduce((sum, { length }) => sum + length, 0),
    timeBytes: inputs.reduce((sum, { track }, at) => sum + timeBytes(track, wide[at] === true), 0),
  };
  const most = planSegment(sizes);
  const memory = sharedBytes(most.end);
  const words = (at: number, count: number) => new Uint32Array(memory.buffer, at, count);
  const codes = words(most.codes, (frames * bits) / 32);
  const directory = words(most.directory, directoryEntries(bits, bandBits));
  // The sections between the hashes and the directory are written last, so the kernel may use their space until then.
  const scratch = memory.subarray(most.quality, most.directory);
  const kernel = createPostingKernel({ codes, directory, postings: words(most.postings, sizes.postings), scratch }, cut);
  let [frame, postings] = [0, 0];
  for (const { track } of inputs) {
    codes.set(track.hashes, (frame * bits) / 32);
    frame += track.timesMs.length;
    postings += kernel.count(track.timesMs.length);
    yield;
  }
  yield* kernel.place();
  const facts = { ...sizes, postings };
  const plan = planSegment(facts);
  const segment = memory.subarray(0, plan.end);
  const table = new DataView(segment.buffer, plan.references);
  let [first, idAt, timesAt, restAt] = [0, 0, 0, plan.end];
  for (const [at, { duration, track, trackAt, restBytes }] of inputs.entries()) {
    const entry = at * REFERENCE_BYTES;
    const own = { frames: track.timesMs.length, id: ids[at]!, wide: wide[at]! };
    const fields = [first, own.frames, Math.round(duration * 1000), own.wide ? WIDE_TIMES : 0, timesAt, idAt, own.id.length, trackAt];
    for (const [field, value] of fields.entries()) table.setUint32(entry + 4 * field, value, true);
    table.setBigUint64(entry + 32, BigInt(restAt), true);
    table.setUint32(entry + 40, restBytes, true);
    segment.set(own.id, plan.ids + idAt);
    segment.set(track.quality, plan.quality + first);
    writeTimes(segment, plan.times + timesAt, track, own.wide);
    first += own.frames;
    idAt += own.id.length;
    timesAt += timeBytes(track, own.wide);
    restAt += align(restBytes);
    yield;
  }
  const described = inputs.flatMap(({ features }) => features ?? []);
  const [pictures, keypoints] = described.reduce(([shown, all], each) => [shown + each.pictures, all + each.keypoints], [0, 0]);
  writeHeader(segment, { ...facts, fileBytes: restAt + keypointPartBytes(described.length, pictures, keypoints) });
  let sum = 0;
  for (let at = CHECKED_FROM; at < segment.length; at += CHECKSUM_STEP) {
    sum = checksum(segment.subarray(at, Math.min(segment.length, at + CHECKSUM_STEP)), sum);
    yield;
  }
  new DataView(segment.buffer).setUint32(CHECKSUM_AT, sum, true);
  return segment;
}

function hasWideTimes({ timesMs, spansMs }: HashTrack): boolean {
  for (let at = 0, before = 0; at < timesMs.length; at++) {
    if (timesMs[at]! - before > NARROW || spansMs[at]! > NARROW) return true;
    before = timesMs[at]!;
  }
  return false;
}

function timeBytes({ timesMs }: HashTrack, wide: boolean): number {
  return timesMs.length * (wide ? 8 : 4);
}

function writeTimes(segment: Uint8Array, at: number, { timesMs, spansMs }: HashTrack, wide: boolean): void {
  const frames = timesMs.length;
  const times = timesAt(segment, at, 2 * frames, wide);
  for (let frame = 0, before = 0; frame < frames; frame++) {
    times[frame] = timesMs[frame]! - before;
    times[frames + frame] = spansMs[frame]!;
    before = timesMs[frame]!;
  }
}

/** The gaps and then the spans of a reference's frames, as a view of the segment's bytes. */
export function timesAt(segment: Uint8Array, at: number, count: number, wide: boolean): Uint16Array | Uint32Array {
  return wide
    ? new Uint32Array(segment.buffer, segment.byteOffset + at, count)
    : new Uint16Array(segment.buffer, segment.byteOffset + at, count);
}
