import type { PredictedSegment } from '../metrics/prediction.ts';
import { type Codes, countCodes } from './codes.ts';

/** The offset that most pairs of alike codes agree on. */
export interface OffsetVotes {
  /** Query codes that are alike the reference's at that offset. At least 1. */
  readonly votes: number;
  /** Their mean distance in bits. */
  readonly meanDistance: number;
  /** From the first to the last of them. */
  readonly segment: PredictedSegment;
}

/**
 * The histogram of offsets: every pair of a query code and a reference code within `radius` bits votes for the difference of their times,
 * and the highest bar wins. A query code has one vote a bar. Speed is taken to be 1, as such programs do.
 * @param table - Distances, as `distanceTable` gives them for codes of one rate.
 * @returns undefined where no pair is within the radius.
 */
export function countOffsetVotes(query: Codes, reference: Codes, table: Uint16Array, radius: number): OffsetVotes | undefined {
  const [rows, columns] = [countCodes(query), countCodes(reference)];
  const bars = new Uint32Array(rows + columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) if (table[at]! <= radius) bars[column - row + rows]!++;
  }
  let best = 0;
  for (let bar = 1; bar < bars.length; bar++) if (bars[bar]! > bars[best]!) best = bar;
  const votes = bars[best] ?? 0;
  if (votes === 0) return undefined;
  const offset = best - rows;
  const alike: number[] = [];
  let sum = 0;
  for (let row = Math.max(0, -offset); row < rows && row + offset < columns; row++) {
    const distance = table[row * columns + row + offset]!;
    if (distance > radius) continue;
    alike.push(row);
    sum += distance;
  }
  const { rate } = query;
  const [first, last] = [alike[0] ?? 0, (alike.at(-1) ?? 0) + 1];
  const segment = {
    queryStart: first / rate,
    queryEnd: last / rate,
    referenceStart: (first + offset) / rate,
    referenceEnd: (last + offset) / rate,
  };
  return { votes, meanDistance: sum / votes, segment };
}
