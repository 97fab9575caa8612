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

test('a copy with more channels than one rendition has at all favours another', () => {
  const reading = read(copy(sound(6)), [disc, web]);
  expect(ratiosOf(reading)).toEqual({ digital: [0.1667] });
  expect(reading.evidence[0]?.reason).toBe('Its sound has 6 channels, as the disc disc has; the digital rendition web has 2.');
});

test('a language that the one has and the other lacks favours the one, in whichever code it is written', () => {
  const reading = read(copy(sound(2, 'fre')), [disc, web]);
  expect(ratiosOf(reading)).toEqual({ digital: [0.3333] });
  expect(reading.evidence[0]?.reason).toBe(
    'Its sound is tagged fr, a language that the disc disc has and the digital rendition web lacks.',
  );
});

test.each([
  ['stereo, which encoders make of everything', [sound(2)]],
  ['a language of both', [sound(2, 'eng')]],
  ['more channels than any has', [sound(8)]],
  ['a language of neither', [sound(2, 'pol')]],
  ['no sound', []],
])('%s is inconclusive', (_, streams) => {
  const reading = read(copy(...streams), [disc, web]);
  expect(ratiosOf(reading)).toEqual({});
  expect(silentOf(reading)).toContain('sound-layout');
});

test('nothing is held against a rendition with unknown sound, or with a stream without a language', () => {
  for (const media of [{}, { sound: [sound(2, 'en'), sound(2)] }]) {
    expect(ratiosOf(read(copy(sound(2, 'fra')), [disc, rendition('web', 'digital', film, SECONDS, { media })]))).toEqual({});
  }
});
