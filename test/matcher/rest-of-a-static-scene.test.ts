// @module-tag slow
import { fingerprintFile } from '@streetdate/core';
import { BandIndex, findMatches } from '@streetdate/matcher';
import { expect, test } from 'vitest';
import { segmentsOutside } from '../../packages/matcher/src/shared-content/remaining-segments.ts';
import { clipFolder } from '../tools/clips.ts';
import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

test('what is left of a static scene beside shared content is valued by its own motion', async () => {
  const file = clipFolder();
  const [film, copy] = [file('film.mp4'), file('copy.mp4')];
  const coded = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
  await runFfmpeg(['-t', '30', '-i', FOOTAGE.cap13, ...coded, film]);
  await runFfmpeg(['-ss', '5', '-t', '14', '-i', film, ...coded, '-crf', '30', copy]);
  const [reference, query] = [await fingerprintFile(film, { role: 'reference' }), await fingerprintFile(copy)];
  const index = new BandIndex();
  index.add('film', reference);
  const [match] = findMatches(query, index);
  const films = { query, reference, algorithm: index.algorithm, hours: 1 };
  const whole = match!.segments.find(({ motion }) => motion !== undefined);
  const [rest] = segmentsOutside([whole!], [{ start: 0, end: 12 }], films);
  expect(rest, 'seven seconds of a face are evidence').toBeDefined();
  expect(rest!.referenceStart).toBeGreaterThan(11.5);
  // What moved before is not counted.
  expect(rest!.motion!.logChance).toBeGreaterThan(whole!.motion!.logChance + 1);
  expect(rest!.score).toBeGreaterThan(3);
});
