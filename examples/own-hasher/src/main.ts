import { benchHashers } from '@streetdate/bench';
import { blockhash, pdq } from '@streetdate/core';
import { differenceHash } from './difference-hash.ts';
import { findCopy } from './find-copy.ts';

const hashers = [pdq, blockhash, differenceHash];

console.log('On generated pictures: time, and the share of bits that differ from another picture and from a changed copy.');
console.table(
  Object.fromEntries(
    (await benchHashers(hashers)).map(({ algorithm, microseconds, timesPdq, differentPictures, changedPictures }) => [
      algorithm,
      { µs: round(microseconds), '× pdq': round(timesPdq), different: round(differentPictures), ...mapValues(changedPictures, round) },
    ]),
  ),
);

const [film, copy] = process.argv.slice(2);
if (film !== undefined && copy !== undefined) {
  console.log(`What each sees of ${film} in ${copy}:`);
  for (const hasher of hashers) {
    const match = await findCopy(hasher, film, copy);
    const found = match?.segments.map(
      ({ queryStart, queryEnd, meanDistance }) => `${round(queryStart)}–${round(queryEnd)} s at ${round(meanDistance)}`,
    );
    console.log(`${hasher.algorithm}: ${found === undefined ? 'nothing' : `${found.join(', ')}, score ${round(match!.score)}`}`);
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function mapValues(record: Readonly<Record<string, number>>, change: (value: number) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
