// @module-tag slow
import { codeAudio, type HashTrack } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { synthesiseMusic } from '../../../tools/music.ts';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 48;
const film = syntheticFilm(33, SECONDS);
const RATE = 11_025;

/** Every fourth sample of a piece of music, 44,100 a second: it has few high notes. */
function music(seed: string): Int16Array {
  const wav = synthesiseMusic(seed, SECONDS);
  return Int16Array.from({ length: SECONDS * RATE }, (_, at) => wav.readInt16LE(44 + 8 * at));
}
const mix = (one: Int16Array, other: Int16Array) => one.map((sample, at) => (sample + other[at]!) >> 1);
const [score, english, french] = ['score', 'english', 'french'].map(music) as [Int16Array, Int16Array, Int16Array];
const original = mix(score, english);
const dubbed = mix(score, french);

async function tracksOf(samples: Int16Array, role: 'reference' | 'query', from = 0): Promise<HashTrack[]> {
  return await codeAudio(
    (async function* () {
      yield samples.subarray(Math.round(from * RATE));
    })(),
    role,
  );
}
const withSound = async (id: string, source: 'disc' | 'digital', samples: Int16Array) => {
  const made = rendition(id, source, film, SECONDS);
  const { fingerprint } = made;
  return { ...made, fingerprint: { ...fingerprint, tracks: [...fingerprint.tracks, ...(await tracksOf(samples, 'reference'))] } };
};
const copyWith = async (samples: Int16Array, from: number) => {
  const copy = copyOf((time) => film(time + from), SECONDS - from);
  return { ...copy, tracks: [...copy.tracks, ...(await tracksOf(samples, 'query', from))] };
};

test('other voices over the same music tell a dubbed disc from the web release, also in an excerpt', async () => {
  const renditions = [await withSound('disc', 'disc', dubbed), await withSound('web', 'digital', original)];
  for (const from of [0, 26.3]) {
    expect(ratiosOf(read(await copyWith(dubbed, from), renditions))).toEqual({ digital: [0.25] });
    expect(ratiosOf(read(await copyWith(original, from), renditions))).toEqual({ disc: [0.25] });
  }
});

test('one sound that all have, or that none has, is inconclusive', async () => {
  const alike = [
    await withSound('disc', 'disc', original),
    await withSound(
      'web',
      'digital',
      original.map((sample) => 0.8 * sample),
    ),
  ];
  const reading = read(await copyWith(original, 3.21), alike);
  expect(ratiosOf(reading)).toEqual({});
  expect(silentOf(reading)).toContain('sound');
  const renditions = [await withSound('disc', 'disc', dubbed), await withSound('web', 'digital', original)];
  expect(silentOf(read(await copyWith(music('commentary'), 0), renditions))).toContain('sound');
});
