import type { LumaSeries } from '@streetdate/core/portable';
import { readSources } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { seeded, syntheticFilm } from '../../../tools/synthetic-film.ts';
import { match } from '../../policy/cases.ts';
import { copyOf, rendition, silentOf } from '../copies.ts';

const SECONDS = 90;
const film = syntheticFilm(6, SECONDS);

/** Luma of shots of 3 s, each slowly changing, sampled from a phase on; altered by `alter`. */
function light(step: number, phase: number, alter: (luma: number, time: number) => number = (luma) => luma): LumaSeries {
  const timesMs = Uint32Array.from({ length: Math.floor((SECONDS - phase) / step) }, (_, at) => Math.round(1000 * (phase + step * at)));
  const shot = (time: number) => 20 + 200 * seeded(Math.floor(time / 3))() + 2 * (time % 3);
  const means = Uint16Array.from(timesMs, (timeMs) => Math.min(255, Math.max(0, alter(shot(timeMs / 1000), timeMs / 1000))) * 256);
  return { timesMs, means };
}

const disc = rendition('disc', 'disc', film, SECONDS, { luma: light(0.208, 0) });
const graded = rendition('graded', 'digital', film, SECONDS, { luma: light(0.208, 0, (luma) => 0.8 * luma + 30) });
/** The copy is too rough for its geometry. */
const NOISE = 16;
const matchOf = (referenceId: string) => ({
  ...match,
  referenceId,
  segments: [{ ...match.segments[0]!, queryStart: 0, queryEnd: SECONDS, referenceStart: 0, referenceEnd: SECONDS }],
});
const readLightOf = (brightness: LumaSeries | undefined) =>
  readSources(copyOf(film, SECONDS, brightness ? { luma: brightness } : {}, NOISE), [matchOf('disc'), matchOf('graded')], [disc, graded]);
const camera = (brightness: LumaSeries | undefined) =>
  readLightOf(brightness).evidence.flatMap(({ source, likelihoodRatio }) => (source === 'camera' ? [likelihoodRatio] : []));
const flicker = (codes: number) => (luma: number, time: number) => luma + codes * Math.sin(2 * Math.PI * 1.7 * time);

describe('contrast and flicker', () => {
  test('a copy with a rendition’s contrast and steadiness is hardly a camera recording, whichever grading it has', () => {
    for (const alter of [(luma: number) => luma, (luma: number) => 0.8 * luma + 30]) {
      const ratios = camera(light(0.25, 0.04, alter));
      expect(ratios.reduce((product, each) => product * each, 1)).toBeCloseTo(1 / 80, 5);
    }
  });

  test('poor contrast and flicker each favour a camera', () => {
    const reading = readLightOf(light(0.25, 0.04, (luma, time) => flicker(3)(0.6 * luma + 40, time)));
    const evidence = reading.evidence.filter(({ source }) => source === 'camera');
    expect(evidence.reduce((product, { likelihoodRatio }) => product * likelihoodRatio, 1)).toBeCloseTo(80);
    expect(evidence.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^Its contrast is 7\d % of the enrolled picture’s, as in a camera recording\.$/),
      expect.stringMatching(/^Its luma flickers by \d\.\d of 255 codes where the enrolled picture’s does not, as in a camera recording\.$/),
    ]);
  });

  test('a steady copy of another contrast, and a flickering one of equal contrast, each tell little', () => {
    expect(camera(light(0.25, 0.04, (luma) => 0.6 * luma + 40))).toEqual([10, 1 / 8]);
    expect(camera(light(0.25, 0.04, flicker(3)))).toEqual([1 / 10, 8]);
  });

  test.each([
    ['luma that was not stored', undefined],
    ['luma of a picture with an overlay', light(0.25, 0.04, (luma, time) => (time % 9 < 4 ? 120 : luma))],
    ['a few seconds', { timesMs: Uint32Array.of(0, 250, 500), means: Uint16Array.of(1, 2, 3) }],
  ])('%s is inconclusive', (_, brightness) => {
    const reading = readLightOf(brightness);
    expect(reading.evidence).toEqual([]);
    expect(silentOf(reading)).toContain('light');
  });
});
