import { expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 120;
const film = syntheticFilm(9, SECONDS);
const DISC = [0, 17.3, 40.1, 61.6, 83.2, 104.9];
const DIGITAL = [0, 30, 60, 90];
const withChapters = (id: string, source: 'disc' | 'digital', chapters: readonly number[] | undefined) =>
  rendition(id, source, film, SECONDS, { media: chapters ? { chapters } : {} });
const disc = withChapters('disc', 'disc', DISC);
const copy = (chapters: readonly number[], from = 0) => copyOf((time) => film(time + from), SECONDS - from, { media: { chapters } });

test('the disc’s chapter marks favour the disc, also in a copy that begins later', () => {
  for (const other of [withChapters('web', 'digital', DIGITAL), withChapters('web', 'digital', [])]) {
    const reading = read(
      copy(
        DISC.map((time) => time - 10).filter((time) => time > 0),
        10,
      ),
      [disc, other],
    );
    expect(ratiosOf(reading)).toEqual({ digital: [0.0667] });
    expect(reading.evidence[0]?.reason).toMatch(/^5 of its 5 chapter marks match the disc disc, and 0 match the digital rendition web\.$/);
  }
});

test.each([
  ['no marks', [], DIGITAL],
  ['marks at even distances', [0, 20, 40, 60, 80, 100], []],
  ['marks of both', DISC, DISC],
  ['too few marks', [0, 17.3, 40.1], DIGITAL],
  ['marks against a rendition whose own marks are unknown', DISC, undefined],
])('%s are inconclusive', (_, marks, others) => {
  const reading = read(copy(marks), [disc, withChapters('web', 'digital', others)]);
  expect(ratiosOf(reading)).toEqual({});
  expect(silentOf(reading)).toContain('chapters');
});
