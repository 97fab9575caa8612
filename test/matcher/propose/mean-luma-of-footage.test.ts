// @module-tag slow
import { fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches, PROPOSERS } from '@streetdate/matcher';
import { findByMeanLuma, findByShotCuts } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';
import { clipFolder } from '../../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';

test('a muted copy of one long shot that was turned by fifteen degrees is found in a catalogue by its light, which has no cuts', async () => {
  const file = clipFolder();
  const [film, turned] = [file('film.mp4'), file('turned.mp4')];
  const coded = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
  await runFfmpeg(['-ss', '60', '-t', '110', '-i', FOOTAGE.franck, ...coded, '-crf', '20', film]);
  await runFfmpeg(['-ss', '20', '-t', '70', '-i', film, '-vf', 'rotate=15*PI/180', ...coded, '-crf', '26', turned]);
  const catalogue = new BandIndex();
  catalogue.add('film', await fingerprintFile(film, { localFeatures: false, role: 'reference' }));
  catalogue.add('other', await fingerprintFile(FOOTAGE.cap12, { localFeatures: false, role: 'reference' }));
  const query = await fingerprintFile(turned, { localFeatures: false });
  expect(findByShotCuts(query, catalogue)).toEqual([]);
  const [proposed] = findByMeanLuma(query, catalogue);
  expect(proposed).toMatchObject({ referenceId: 'film', speed: 1 });
  expect(Math.abs(proposed!.offset - 20)).toBeLessThan(0.25);
  // Laid beside the light of all films in a quarter of the time, where all pictures would take twice the time.
  // Keypoints find it as well, at less cost.
  const maxComparisons = 2200 * catalogue.duration;
  const proposers = PROPOSERS.filter(({ name }) => name !== 'local-features');
  expect(findMatches(query, catalogue, { proposers, maxComparisons: 0 })).toEqual([]);
  expect(findMatches(query, catalogue, { proposers, maxComparisons })).toMatchObject([{ referenceId: 'film', strength: 'strong' }]);
});
