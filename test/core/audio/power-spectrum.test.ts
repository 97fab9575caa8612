import { expect, test } from 'vitest';
import { createPowerSpectrum } from '../../../packages/core/src/audio/power-spectrum.ts';
import { seeded } from '../../tools/synthetic-film.ts';

test.each([16, 32, 64, 512, 2048])('the spectrum of %i samples is that of the definition', (size) => {
  const random = seeded(size);
  const samples = Float64Array.from({ length: size }, () => random() - 0.5);
  const power = new Float64Array(size / 2);
  createPowerSpectrum(size).measure(samples, power);
  for (let k = 0; k < size / 2; k++) {
    let [re, im] = [0, 0];
    for (const [at, sample] of samples.entries()) {
      re += sample * Math.cos((2 * Math.PI * k * at) / size);
      im -= sample * Math.sin((2 * Math.PI * k * at) / size);
    }
    expect(power[k]).toBeCloseTo(re * re + im * im, 9);
  }
});

test.each([0, 8, 100, 131_072])('a size of %i is refused', (size) => {
  expect(() => createPowerSpectrum(size)).toThrow(`size must be a power of two from 16 to 65536, got ${size}`);
});
