import type { MarkKey } from '../key/mark-key.ts';

/** One value of the bias of a segment, and how probable it is. */
export interface BiasPoint {
  /** The chance that a recipient's copy shows B in a segment with this bias. */
  readonly bias: number;
  /** The chance that a segment has this bias. */
  readonly weight: number;
}

/**
 * The discrete bias distribution of Nuida and others ("An improvement of discrete Tardos fingerprinting codes", 2009) for up to `colluders`
 * copies that are put together: the zeros of the Legendre polynomial of degree ⌈c/2⌉, weighted as Gauss and Legendre do.
 * @param colluders - 1 to 20.
 */
export function biasPoints(colluders: number): BiasPoint[] {
  const degree = Math.ceil(colluders / 2);
  const points = Array.from({ length: degree }, (_, at) => {
    let x = Math.cos((Math.PI * (at + 0.75)) / (degree + 0.5));
    for (let step = 0; step < 50; step++) x -= legendre(degree, x).value / legendre(degree, x).slope;
    const bias = (1 - x) / 2;
    return { bias, weight: (bias * (1 - bias)) ** -1.5 / legendre(degree, x).slope ** 2 };
  });
  const sum = points.reduce((all, { weight }) => all + weight, 0);
  return points.map(({ bias, weight }) => ({ bias, weight: weight / sum }));
}

function legendre(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= degree; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}

/** The biases of the segments: secret, equal for all recipients. */
export function biasesOf(key: MarkKey, master: string, segments: number, colluders: number): Float64Array {
  const points = biasPoints(colluders);
  const drawn = uniforms(key, segments, 'bias', master, colluders);
  return drawn.map((chance) => {
    let left = chance;
    for (const { bias, weight } of points) {
      left -= weight;
      if (left < 0) return bias;
    }
    return points[points.length - 1]!.bias;
  });
}

/**
 * The code word of a copy: for each segment 1 for B and 0 for A.
 * @param serial - Names the copy. It says nothing of its recipient.
 */
export function wordOf(key: MarkKey, master: string, serial: string, biases: Float64Array): Uint8Array {
  const drawn = uniforms(key, biases.length, 'word', master, serial);
  return Uint8Array.from(biases, (bias, at) => (drawn[at]! < bias ? 1 : 0));
}

function uniforms(key: MarkKey, count: number, purpose: string, ...details: readonly (string | number)[]): Float64Array {
  const bytes = key.stream(4 * count, purpose, ...details);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: count }, (_, at) => view.getUint32(4 * at) / 2 ** 32);
}
