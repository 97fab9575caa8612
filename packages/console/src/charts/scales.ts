import { scaleLinear, scaleUtc } from 'd3-scale';

// The only file that imports d3.

/** Steps of an axis of film time, seconds. */
const STEPS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** A place on an axis for each value, and where its marks stand. */
export interface Scale {
  (value: number): number;
  readonly marks: readonly number[];
}

/** Film time, seconds. @param most - About how many marks have room. */
export function filmScale(seconds: number, range: readonly [number, number], most: number): Scale {
  const scale = scaleLinear([0, Math.max(seconds, 0.1)], [...range]);
  const step = STEPS.find((each) => seconds / each <= most) ?? 3600;
  const marks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step);
  return Object.assign((value: number) => scale(value), { marks });
}

/** Calendar time, milliseconds since 1970. */
export function dateScale(domain: readonly [number, number], range: readonly [number, number], most: number): Scale {
  const scale = scaleUtc([...domain], [...range]);
  return Object.assign((value: number) => scale(value), { marks: scale.ticks(most).map(Number) });
}

/** A share of differing bits, from none to the half that unrelated pictures have. */
export function shareScale(range: readonly [number, number]): Scale {
  const scale = scaleLinear([0, 0.55], [...range]);
  return Object.assign((value: number) => scale(value), { marks: [0, 0.1, 0.2, 0.3, 0.4, 0.5] });
}
