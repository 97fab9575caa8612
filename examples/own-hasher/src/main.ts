import { benchHashers } from '@streetdate/bench';
import { blockhash, pdq } from '@streetdate/core';
import differenceHash from './difference-hash.ts';
import { findCopy } from './find-copy.ts';

const hashers = [pdq, blockhash, differenceHash];

console.log('On generated pictures: time, copies told from different pictures, and the share of bits in which they differ.');
console.table(
  Object.fromEntries(
    (await benchHashers(hashers)).map(({ algorithm, microseconds, timesPdq, areaUnderCurve, rank1, equal, different }) => [
      algorithm,
      {
        ...{ µs: round(microseconds), '× pdq': round(timesPdq), 'area under ROC': round(areaUnderCurve), 'found as nearest': round(rank1) },
        ...{ 'median of copies': round(equal.median), 'of different pictures': round(different.median) },
      },
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
