// @module-tag slow
import { expect, test } from 'vitest';
import { benchKeypoints } from '../../../packages/bench/src/scale/bench-keypoints.ts';
import { FOOTAGE } from '../../tools/footage.ts';

test('copies are found by their keypoints in the files of a library, unrelated films are not, and the growth is told', async () => {
  const [section] = await benchKeypoints({ hours: [1, 2], queries: 4, films: [FOOTAGE.sintel] });
  expect(section!.figures.map(({ name }) => name)).toEqual(['1 h', '2 h']);
  for (const size of ['1 h', '2 h']) {
    const note = section!.notes.find((each) => each.startsWith(`${size}: `))!;
    expect(note).toMatch(/ million keypoints, 1[67]\.\d bytes each beside the fingerprints\. 2 of 2 copies are found, and 0 other films\./);
  }
  expect(section!.notes.at(-1)).toMatch(/^Time grows as the -?\d\.\d\dth power of the size\.$/);
});
