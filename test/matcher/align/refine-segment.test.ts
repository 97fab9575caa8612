import { BandIndex, findMatches } from '@streetdate/matcher';
import { refineSegment } from '@streetdate/matcher/internal';
import { expect, test } from 'vitest';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const enrolled = syntheticFilm(1, 120);
const unrelated = syntheticFilm(50, 120);
const reference = sampleFilm(enrolled, { seconds: 120, framesPerSecond: 10 });
const index = new BandIndex();
index.add('film', reference);

/** Every frame of a query from one time to another, as a second look decodes them. */
function everyFrame(film: Film, start: number, end: number) {
  const fingerprint = sampleFilm(film, { seconds: end, framesPerSecond: 24, role: 'query', phase: Math.ceil(start * 24) / 24 });
  return { ...fingerprint, role: 'query' as const };
}

test.each([
  [24 * 20, 24 * 27],
  [24 * 20 + 5, 24 * 27 + 11],
  [24 * 20 + 17, 24 * 31 + 1],
])('a clip that lies from frame %i to frame %i of the query is found to the frame', (firstFrame, endFrame) => {
  const [start, end] = [firstFrame / 24, endFrame / 24];
  const film: Film = (time) => (time > start - 1e-6 && time < end - 1e-6 ? noisy(enrolled, 14, 4)(time + 30) : unrelated(time));
  const [match] = findMatches(sampleFilm(film, { seconds: 60, framesPerSecond: 4, role: 'query' }), index);
  const segment = match!.segments[0]!;
  const sharp = refineSegment(
    segment,
    reference,
    everyFrame(film, segment.queryStart - 1, segment.queryStart + 1),
    everyFrame(film, segment.queryEnd - 1, segment.queryEnd + 1),
  );
  expect(sharp.queryStart).toBeCloseTo(start, 2);
  expect(sharp.queryEnd).toBeCloseTo(end, 2);
  expect(sharp.referenceStart).toBeCloseTo(start + 30, 0);
});

test('frames that all belong to the segment leave its ends where they are', () => {
  const [match] = findMatches(sampleFilm(enrolled, { seconds: 60, framesPerSecond: 4, role: 'query' }), index);
  const segment = match!.segments[0]!;
  expect(refineSegment(segment, reference, everyFrame(enrolled, 0, 2), everyFrame(enrolled, 40, 42))).toEqual(segment);
  expect(refineSegment(segment, reference, undefined, undefined)).toEqual(segment);
});
