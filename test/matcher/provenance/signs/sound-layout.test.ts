import type { AudioFacts } from '@streetdate/core/portable';
import { expect, test } from 'vitest';
import { syntheticFilm } from '../../../tools/synthetic-film.ts';
import { copyOf, ratiosOf, read, rendition, silentOf } from '../copies.ts';

const SECONDS = 60;
const film = syntheticFilm(32, SECONDS);
const sound = (channels: number, language?: string): AudioFacts => ({ codec: 'ac3', channels, ...(language && { language }) });
const disc = rendition('disc', 'disc', film, SECONDS, { media: { sound: [sound(2, 'en'), sound(6, 'fr')] } });
const web = rendition('web', 'digital', film, SECONDS, { media: { sound: [sound(2, 'eng')] } });
const copy = (...streams: readonly AudioFacts[]) => copyOf(film, SECONDS, { media: { sound: streams } });

test('a copy with more channels than the one rendition has at all is rather of another', () => {
  const reading = read(copy(sound(6)), [disc, web]);
  expect(ratiosOf(reading)).toEqual({ digital: [0.1667] });
  expect(reading.evidence[0]?.reason).toBe('Its sound has 6 channels, as that of the disc disc has, and the digital rendition web has 2.');
});

test('a language that the one has and the other has not speaks for the one, whichever code it is written in', () => {
  const reading = read(copy(sound(2, 'fre')), [disc, web]);
  expect(ratiosOf(reading)).toEqual({ digital: [0.3333] });
  expect(reading.evidence[0]?.reason).toBe('Its sound is marked as fr, which the disc disc has and the digital rendition web has not.');
});

test.each([
  ['stereo, which is made of everything', [sound(2)]],
  ['a language of both', [sound(2, 'eng')]],
  ['more channels than any has', [sound(8)]],
  ['a language of neither', [sound(2, 'pol')]],
  ['no sound', []],
])('%s says nothing', (_, streams) => {
  const reading = read(copy(...streams), [disc, web]);
  expect(ratiosOf(reading)).toEqual({});
  expect(silentOf(reading)).toContain('sound-layout');
});

test('nothing is said against a rendition whose sound is not known, or of which a stream may be in any language', () => {
  for (const media of [{}, { sound: [sound(2, 'en'), sound(2)] }]) {
    expect(ratiosOf(read(copy(sound(2, 'fra')), [disc, rendition('web', 'digital', film, SECONDS, { media })]))).toEqual({});
  }
});
