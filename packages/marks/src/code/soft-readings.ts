/** A correlation of a segment that was not read. */
export const NOT_READ = -32_768;

/** What was read of the marks in a copy. */
export interface Reading {
  /** For each segment -1 for A to 1 for B; 0 where nothing was read. */
  readonly readings: Float64Array;
  /** Segments of which frames were compared. */
  readonly segmentsRead: number;
  /** Strength of the mark in units of its noise, root mean square over the segments that were read: about 0 where there is none. */
  readonly strength: number;
}

/**
 * Turns correlations into soft readings.
 * @param correlations - For each segment, in hundredths of its noise: above 0 for B; {@link NOT_READ} where no frame was compared.
 */
export function softReadings(correlations: Int16Array): Reading {
  const z = Float64Array.from(correlations, (value) => (value === NOT_READ ? 0 : value / 100));
  const read = z.filter((_, at) => correlations[at] !== NOT_READ);
  const strength = Math.sqrt(
    Math.max(0, read.reduce((sum, value) => sum + Math.min(value * value, 400), 0) / Math.max(1, read.length) - 1),
  );
  // Weak marks are weighed by their sureness, strong ones by how far they are from half and half, as after two copies are averaged.
  const readings = z.map((value) => {
    const share = Math.max(-1, Math.min(1, value / Math.max(strength, 1e-6)));
    return share * Math.tanh(strength * Math.abs(value));
  });
  return { readings, segmentsRead: read.length, strength };
}
