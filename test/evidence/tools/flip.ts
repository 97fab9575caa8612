import { type VerifyOptions, verifyBundle } from '@streetdate/evidence';
import { seeded } from '../../tools/synthetic-film.ts';

/**
 * Changes one byte of a bundle at a time, all over it, and verifies each. The page is most of a small bundle: every other flip is outside of it.
 * @returns The flips that were not found: empty as it should be.
 */
export async function unnoticedFlips(bytes: Uint8Array, trust: VerifyOptions, count: number, seed: number): Promise<string[]> {
  const random = seeded(seed);
  const unnoticed: string[] = [];
  const flipped = Uint8Array.from(bytes);
  const page = { start: Buffer.from(bytes).indexOf('<!doctype html>'), end: Buffer.from(bytes).indexOf('</html>') };
  const outside = bytes.length - (page.end - page.start);
  for (let flip = 0; flip < count; flip++) {
    const place = Math.floor(random() * (flip % 2 === 0 ? bytes.length : outside));
    const at = flip % 2 === 0 || place < page.start ? place : place + page.end - page.start;
    const mask = 1 + Math.floor(random() * 255);
    flipped[at]! ^= mask;
    const { holds, findings } = await verifyBundle(flipped, trust);
    if (holds || !findings.some(({ kind }) => kind === 'fails')) unnoticed.push(`byte ${at} by ${mask}`);
    flipped[at]! ^= mask;
  }
  return unnoticed;
}
