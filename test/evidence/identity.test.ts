import { readFileSync } from 'node:fs';
import { isccAudioCode, isccVideoCode } from '@streetdate/engine';
import { gs1Check, mod37Check, readEidr, readGtin, readIsan } from '@streetdate/evidence';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../tools/footage.ts';

/** Vectors of ISO 24138: iscc/iscc-core, iscc_core/data.json, the parts of Video-Code and Audio-Code. */
const vectors = (name: string) => {
  const path = sharedData(`vectors/iscc/${name}.json`);
  return path === undefined
    ? []
    : Object.entries<{ inputs: [never, 64]; outputs: { iscc: string } }>(JSON.parse(readFileSync(path, 'utf8')).vectors);
};

describe.skipIf(sharedData('vectors/iscc') === undefined)(
  'the vectors of shared/data/vectors/iscc (skipped where the folder is absent)',
  () => {
    test.each(vectors('gen-video-code-v0'))('Video-Code %s', (_, { inputs, outputs }) => {
      expect(isccVideoCode(...inputs)).toBe(outputs.iscc);
    });

    test.each(vectors('gen-audio-code-v0'))('Audio-Code %s', (_, { inputs, outputs }) => {
      expect(isccAudioCode(...inputs)).toBe(outputs.iscc);
    });
  },
);

test('an Audio-Code takes signed and unsigned codes alike, and a Video-Code counts equal frames once', () => {
  expect(isccAudioCode([-1, 5, -7], 256)).toBe(isccAudioCode([0xffffffff, 5, 0xfffffff9], 256));
  const [one, other] = [Array.from({ length: 380 }, (_, at) => at % 3), Array.from({ length: 380 }, (_, at) => (at * 7) % 3)];
  expect(isccVideoCode([one, other, one], 128)).toBe(isccVideoCode([one, other], 128));
  expect(() => isccVideoCode([])).toThrow(RangeError);
  expect(() => isccVideoCode([[1, 2]])).toThrow('a signature must have 380 numbers, got 2');
});

test('identifiers are read in every usual spelling and written in one', () => {
  const eidr = { value: '10.5240/7791-8534-2C23-9030-8610-5' };
  for (const text of [
    '10.5240/7791-8534-2C23-9030-8610-5',
    'https://doi.org/10.5240/7791-8534-2c23-9030-8610-5',
    'doi:10.5240/7791-8534-2C23-9030-8610-5 ',
  ]) {
    expect(readEidr(text)).toEqual(eidr);
  }
  // The examples of ISO 15706 in public use.
  expect(readIsan('isan 0000-0000-d07a-0090-q-0000-0000-x')).toEqual({ value: 'ISAN 0000-0000-D07A-0090-Q-0000-0000-X' });
  expect(readIsan('0000-0001-8947-0000-8-0000-0000-D')).toEqual({ value: 'ISAN 0000-0001-8947-0000-8-0000-0000-D' });
  expect(readIsan('0000-0001-8947-0000-8')).toEqual({ value: 'ISAN 0000-0001-8947-0000-8' });
  expect(readGtin('0 36000 29145 2')).toEqual({ value: '036000291452' });
  expect(readGtin('4006381333931')).toEqual({ value: '4006381333931' });
  expect(readGtin('73513537')).toEqual({ value: '73513537' });
});

test('a wrong check character is named with the right one, another form with the form', () => {
  expect(readEidr('10.5240/7791-8534-2C23-9030-8610-6')).toEqual({
    reason: 'the check character must be 5, got 6: a character before it is wrong',
  });
  expect(readIsan('0000-0000-D07A-0090-Q-0000-0000-Y')).toMatchObject({ reason: expect.stringContaining('must be X, got Y') });
  expect(readGtin('4006381333932')).toMatchObject({ reason: expect.stringContaining('must be 1, got 2') });
  for (const read of [readEidr, readIsan, readGtin])
    expect(read('none')).toMatchObject({ reason: expect.stringMatching(/must (be|have) /) });
});

test('every single wrong character is found', () => {
  const hex = fc.array(fc.constantFrom(...'0123456789ABCDEF'), { minLength: 16, maxLength: 24 });
  fc.assert(
    fc.property(hex, fc.nat(), fc.constantFrom(...'0123456789ABCDEF'), (characters, at, other) => {
      const index = at % characters.length;
      fc.pre(other !== characters[index]);
      expect(mod37Check(characters.with(index, other).join(''))).not.toBe(mod37Check(characters.join('')));
    }),
  );
  for (const wrong of [() => gs1Check('12a'), () => mod37Check('a')]) expect(wrong).toThrow(RangeError);
});
