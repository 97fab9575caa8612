import { expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 240;
const film = syntheticFilm(2, SECONDS);
const PAL = 25 / 24;
const pal = rendition('pal', 'disc', (time) => film(time * PAL), SECONDS / PAL);
const master = rendition('master', 'digital', film, SECONDS);

test('a copy of a PAL disc runs at its speed and not at that of the master', () => {
  const reading = read(
    copyOf((time) => film(PAL * (time + 5)), 120),
    [pal, master],
  );
  expect(ratiosOf(reading)).toEqual({ digital: [0.1667] });
  expect(reading.evidence[0]?.reason).toBe(
    'It runs at 1.0000 times the speed of the disc pal, and at 1.0417 times the speed of the digital rendition master.',
  );
});

test('a copy of the master excludes the PAL disc', () => {
  expect(
    ratiosOf(
      read(
        copyOf((time) => film(time + 5), 120),
        [pal, master],
      ),
    ),
  ).toEqual({ disc: [0.1667] });
});

test('a copy that was retimed to a speed of its own is inconclusive', () => {
  const reading = read(
    copyOf((time) => film(1.09 * (time + 5)), 120),
    [pal, master],
  );
  expect(ratiosOf(reading)).toEqual({});
  expect(silentOf(reading)).toContain('speed');
});

test('a pull-down counts little, and only in a copy that is long enough to measure it', () => {
  const seconds = 900;
  const long = syntheticFilm(3, seconds);
  const ntsc = rendition('ntsc', 'disc', (time) => long(time / 1.001), seconds * 1.001);
  const cinema = rendition('cinema', 'digital', long, seconds);
  expect(
    ratiosOf(
      read(
        copyOf((time) => long((time + 5) / 1.001), 800),
        [ntsc, cinema],
      ),
    ),
  ).toEqual({ digital: [0.5] });
  expect(
    ratiosOf(
      read(
        copyOf((time) => long((time + 5) / 1.001), 60),
        [ntsc, cinema],
      ),
    ),
  ).toEqual({});
});
