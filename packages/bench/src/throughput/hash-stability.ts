import { type FrameHasher, hammingDistance, hashFromHex, type LumaFrame } from '@streetdate/core';
import { IMAGE_HASHES } from '../hashers/naive.ts';
import { type Figure, median, type Section } from '../measure/figure.ts';

/** A frame of a film and the same frame of its copy. */
export interface FramePair {
  /** Picture files. */
  readonly files: readonly [string, string];
  /** The same as hashers get them. */
  readonly pictures: readonly [LumaFrame, LumaFrame];
}

/**
 * How many bits of a hash a re-encode changes: the quality of a hash, next to its cost.
 * @param hashers - The baseline first.
 * @param copy - What was done to the film, for the notes.
 */
export async function measureStability(hashers: readonly FrameHasher[], pairs: readonly FramePair[], copy: string): Promise<Section> {
  const shares = new Map<string, number[]>();
  for (const hasher of hashers) {
    const words = hasher.bits / 32;
    const hashes = new Uint32Array(2 * words);
    const name = `${hasher.algorithm} (${hasher.bits} bits)`;
    shares.set(
      name,
      pairs.map(({ pictures }) => {
        for (const [at, picture] of pictures.entries()) hasher.hash(picture, hashes, at * words);
        return share(hashes.subarray(0, words), hashes.subarray(words));
      }),
    );
  }
  for (const { name, bits, hashFile } of IMAGE_HASHES) {
    const changed: number[] = [];
    for (const { files } of pairs) changed.push(share(hashFromHex(await hashFile(files[0])), hashFromHex(await hashFile(files[1]))));
    shares.set(`${name} (${bits} bits)`, changed);
  }
  const all = [...shares];
  const baseline = meanOf(all[0]![1]);
  const figures = all.map(([name, values]): Figure => {
    const middle = median(values);
    const spread = median(values.map((value) => Math.abs(value - middle)));
    return { name, unit: '%', median: middle, spread, samples: values.length, ratio: meanOf(values) / baseline };
  });
  const notes = [
    `The copy: ${copy}. The share of bits that differ between frames of the same moment; two unrelated pictures differ in about 50 %.`,
  ];
  return { title: 'Bits that a re-encode changes', baseline: figures[0]!.name, figures, notes };
}

/** Bits that differ, in hundredths. */
function share(one: Uint32Array, other: Uint32Array): number {
  return (100 * hammingDistance(one, 0, other, 0, one.length)) / (32 * one.length);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
