import { expect, test } from 'vitest';
import { PowerSpectrum } from '../../../packages/core/src/audio/power-spectrum.ts';
import { seeded } from '../../tools/synthetic-film.ts';

test.each([4, 8, 64, 256])('the spectrum of %i samples is that of the definition', (size) => {
  const random = seeded(size);
  const samples = Float64Array.from({ length: size }, () => random() - 0.5);
  const power = new Float64Array(size / 2);
  new PowerSpectrum(size).measure(samples, power);
  for (let k = 0; k < size / 2; k++) {
    let [re, im] = [0, 0];
    for (const [at, sample] of samples.entries()) {
      re += sample * Math.cos((2 * Math.PI * k * at) / size);
      im -= sample * Math.sin((2 * Math.PI * k * at) / size);
    }
    expect(power[k]).toBeCloseTo(re * re + im * im, 9);
  }
});

test.each([0, 2, 100, 131_072])('a size of %i is refused', (size) => {
  expect(() => new PowerSpectrum(size)).toThrow(`size must be a power of two from 4 to 65536, got ${size}`);
});
