import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Cache } from '../cache.ts';
import { inOrder } from '../in-order.ts';
import { type Codes, countCodes, distanceTable } from './codes.ts';
import { countOffsetVotes } from './offset-votes.ts';
import type { Peer, PeerFilm, PeerTask } from './peer.ts';

const execute = promisify(execFile);
const PROGRAM = process.env.FPCALC_PATH ?? 'fpcalc';
/** Chromaprint's codes a second: sound at 11,025 Hz, in frames of 4,096 samples of which each begins 1,365 after the one before. */
const RATE = 11_025 / 1365;
/** Differing bits of 32 up to which two codes are alike; AcoustID's own comparison allows 2. */
const RADII = [0, 1, 2, 3, 4, 5, 6];

/**
 * Chromaprint's command line program with the comparison that AcoustID made usual: pairs of codes that differ in at most two bits vote
 * for an offset, and the score is the highest bar's share of the shorter of the two.
 */
export const FPCALC: Peer = {
  name: 'fpcalc',
  about: 'sound alone: Chromaprint’s codes, aligned by the histogram of offsets; the share of the shorter that agrees is the score',
  findObstacle: () =>
    execute(PROGRAM, ['-version']).then(
      () => undefined,
      () => 'the program fpcalc is not installed (Debian’s libchromaprint-tools; FPCALC_PATH)',
    ),
  answer: async ({ queries, references, cache }: PeerTask) => {
    const describe = async ({ id, path }: PeerFilm) => ({ id, codes: await readSoundCodes(path, cache) });
    const enrolled = await inOrder(references, 2, describe);
    const asked = await inOrder(queries, 2, describe);
    const tables = asked.flatMap((query) =>
      enrolled.map((reference) => ({ query, reference, table: distanceTable(query.codes, reference.codes) })),
    );
    return RADII.map((radius) => ({
      setting: `codes alike within ${radius} of 32 bits`,
      predictions: tables.flatMap(({ query, reference, table }) => {
        const found = countOffsetVotes(query.codes, reference.codes, table, radius);
        if (found === undefined) return [];
        const score = found.votes / Math.min(countCodes(query.codes), countCodes(reference.codes));
        return [{ queryId: query.id, referenceId: reference.id, score, strong: false, segments: [found.segment] }];
      }),
    }));
  },
};

/** The codes of a film's sound; none where there is no sound, or too little. */
async function readSoundCodes(path: string, cache: Cache): Promise<Codes> {
  const stored = await cache.make('peers', `fpcalc/${path}`, 'json', async (out) => {
    // A length of 0 stands for the whole file. fpcalc fails on a file without sound: then there is nothing to compare.
    const { stdout } = await execute(PROGRAM, ['-raw', '-json', '-length', '0', cache.resolve(path)], { maxBuffer: 64 << 20 }).catch(
      () => ({ stdout: '{"fingerprint":[]}' }),
    );
    await writeFile(cache.resolve(out), stdout);
  });
  const { fingerprint } = JSON.parse(await readFile(cache.resolve(stored), 'utf8')) as { readonly fingerprint: readonly number[] };
  return { rate: RATE, words: 1, bits: Uint32Array.from(fingerprint) };
}
