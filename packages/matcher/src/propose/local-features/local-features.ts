import { CODE_WORDS, DIRECTION_STEPS, keypointsOf, SCALE_STEPS } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import type { PictureAlignment } from '../../align/alignment.ts';
import { UPRIGHT } from '../../align/orientation.ts';
import { toReference } from '../../align/time-map.ts';
import { lastUpTo } from '../../sorted-times.ts';
import { spreadOver } from '../../spread-over.ts';
import type { Proposer, SearchContext } from '../proposer.ts';
import { CODES, type CodeTable, MOST_CODES } from './code-index.ts';
import { type Course, findCourses, OFF_COURSE } from './courses.ts';
import { type FeatureCourse, type FeaturePair, type Look, logChanceOf, segmentOfCourse } from './feature-segment.ts';
import { findOverlays } from './overlays.ts';
import { type Keypoints, keypointsUnder, registerPictures } from './register-pictures.ts';

/** How a query may show the pictures, in the order of its codes. */
const QUERY_LOOKS: readonly Look[] = [
  { mirrored: false, inverted: false },
  { mirrored: true, inverted: false },
  { mirrored: false, inverted: true },
  { mirrored: true, inverted: true },
];

/** Pictures of a query that are looked up, at most; negatives in every second one. */
const MOST_PICTURES = 120;
/** Nearest codes that vote. */
const MOST_VOTES = 12;
/** Pairs of pictures that are registered, for each picture of the query under each look. */
const MOST_REGISTERED = 8;
/** Fewest votes of a pair. */
const FEWEST_VOTES = 2;
/** Courses in one reference. */
const MOST_COURSES = 12;
/** Pairs of pictures on a course that are looked at, besides those found: around each time of the query. */
const AROUND = 1.1;
/** Keypoints of a reference in a second, about. */
const CODES_A_SECOND = 80;
/** Comparisons of two codes in the time of one of two whole hashes. */
const CODES_A_HASH = 1;
/** Hypotheses at each place and speed: looks, scales, turns. */
const TRIALS = 4;

/**
 * Finds copies by local features: keypoints whose surroundings look alike, in pictures where many of them agree on one affine map, along one
 * course through time (Jégou, Douze, Schmid, "Hamming embedding and weak geometric consistency", ECCV 2008).
 */
export const localFeatures: Proposer = {
  name: 'local-features',
  purpose: 'Finds whatever part of the picture is left, wherever it is shown: cropped, turned, framed, covered, mirrored or as a negative.',
  requires: 'a film with local features; references enrolled with them',
  needs: ({ kind, localFeatures }) => kind !== 'still' && localFeatures !== undefined && localFeatures.looks === QUERY_LOOKS.length,
  cost: ({ localFeatures }, { duration }) => ((localFeatures?.ends.at(-1) ?? 0) * Math.min(MOST_CODES, duration * CODES_A_SECOND)) / 100,
  trials: () => TRIALS,
  *propose(search) {
    const features = search.query.localFeatures;
    if (features === undefined) return;
    const open = [...features.timesMs.keys()].filter((picture) => !search.isExplained(features.timesMs[picture]! / 1000));
    const pictures = spreadOver(open, MOST_PICTURES);
    if (pictures.length === 0) return;
    const table = tableFor(search, features, pictures.length);
    if (table === undefined || table.count === 0) return;
    const stays = findOverlays(features);
    const found = registerVoted(features, pictures, table, stays);
    for (const { referenceId, look, pairs } of found) {
      for (const course of findCourses(pairs, MOST_COURSES)) yield* alignmentsOf(search, features, stays, referenceId, look, course);
    }
  },
};

/** The codes of all references while the budget allows it, otherwise those of the prioritised and likely ones; undefined if none are searched. */
function tableFor(
  { index, budget, priority, candidateReferences }: SearchContext,
  features: LocalFeatures,
  pictures: number,
): CodeTable | undefined {
  const tables = index.derived.of(CODES);
  const lookUps = (3 * pictures * (features.ends.at(-1) ?? 0)) / features.timesMs.length;
  const costOf = (seconds: number) => (lookUps * Math.min(2000, 0.05 * seconds * CODES_A_SECOND)) / CODES_A_HASH;
  if (index.duration * CODES_A_SECOND <= MOST_CODES && budget.draw(costOf(index.duration), 0.5)) return tables.of(index.ids());
  const few = new Set([...priority.draw(costOf), ...candidateReferences()]);
  return few.size === 0 ? undefined : tables.of(few);
}

/** Pictures of one reference that show the same as pictures of the query, under one look. */
interface FoundReference {
  readonly referenceId: string;
  readonly look: number;
  readonly pairs: FeaturePair[];
}

/** Looks up the codes of pictures, counts the votes for each picture of a reference, and registers the pairs with most votes. */
function registerVoted(features: LocalFeatures, pictures: readonly number[], table: CodeTable, stays: Uint8Array): FoundReference[] {
  const found = new Map<string, FoundReference>();
  const references = new Map<number, Keypoints>();
  for (const [order, picture] of pictures.entries()) {
    for (let look = 0; look < QUERY_LOOKS.length; look++) {
      if (QUERY_LOOKS[look]!.inverted && order % 2 === 1) continue;
      const query = queryPicture(features, picture, look, stays);
      for (const number of mostVoted(query, table)) {
        const { referenceId, features: own, picture: shown } = table.pictures[number]!;
        const reference = references.get(number) ?? referencePicture(own, shown);
        references.set(number, reference);
        const registered = registerPictures(query, reference);
        if (registered === undefined) continue;
        const key = `${look} ${referenceId}`;
        const entry = found.get(key) ?? { referenceId, look, pairs: [] };
        found.set(key, entry);
        entry.pairs.push({ ...registered, queryTime: features.timesMs[picture]! / 1000, referenceTime: own.timesMs[shown]! / 1000 });
      }
    }
  }
  return [...found.values()].sort((one, other) => sumOf(other.pairs) - sumOf(one.pairs));
}

function sumOf(pairs: readonly FeaturePair[]): number {
  return pairs.reduce((sum, { places }) => sum + places, 0);
}

function queryPicture(features: LocalFeatures, picture: number, look: number, stays: Uint8Array): Keypoints {
  const start = picture === 0 ? 0 : features.ends[picture - 1]!;
  const keypoints = keypointsUnder(keypointsOf(features, picture), features.looks, look, QUERY_LOOKS[look]!);
  return { ...keypoints, stays: stays.subarray(start, start + keypoints.count) };
}

function referencePicture(features: LocalFeatures, picture: number): Keypoints {
  return keypointsUnder(keypointsOf(features, picture), 1, 0, QUERY_LOOKS[0]!);
}

/** The pictures that most keypoints vote for, those with one change of scale and direction together. */
function mostVoted(query: Keypoints, table: CodeTable): number[] {
  const votes = new Map<number, number>();
  for (let at = 0; at < query.count; at++) {
    table.near(query.codes, CODE_WORDS * at, MOST_VOTES, (picture, keypoint, distance) => {
      const { places } = table.pictures[picture]!.features;
      const octave = Math.round(places[4 * keypoint + 2]! / SCALE_STEPS - query.scale[at]!);
      const turn = (places[4 * keypoint + 3]! / DIRECTION_STEPS - query.angle[at]! / (2 * Math.PI)) * 8;
      const key = (picture * 16 + ((octave + 8) & 15)) * 8 + (((Math.round(turn) % 8) + 8) & 7);
      votes.set(key, (votes.get(key) ?? 0) + 1 - distance / 32);
    });
  }
  const best = new Map<number, number>();
  for (const [key, count] of votes) {
    const picture = Math.floor(key / 128);
    if (count > (best.get(picture) ?? 0)) best.set(picture, count);
  }
  return [...best]
    .filter(([, count]) => count >= FEWEST_VOTES * 0.7)
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST_REGISTERED)
    .map(([picture]) => picture);
}

/** Proposes a course: as plain pictures first, whose hashes say more, and as keypoints. */
function* alignmentsOf(
  search: SearchContext,
  features: LocalFeatures,
  stays: Uint8Array,
  referenceId: string,
  lookNumber: number,
  course: Course<FeaturePair>,
): Generator<PictureAlignment> {
  const { index, hours } = search;
  const reference = index.get(referenceId);
  const own = reference?.localFeatures;
  if (reference === undefined || own === undefined) return;
  const look = QUERY_LOOKS[lookNumber]!;
  const followed = follow(features, stays, own, lookNumber, course);
  const [first, last] = [followed.pictures[0]!.queryTime, followed.pictures.at(-1)!.queryTime];
  const orientation = UPRIGHT.find(({ mirrored, inverted = false }) => mirrored === look.mirrored && inverted === look.inverted) ?? {
    ...look,
    rotation: 0 as const,
  };
  const interval = { queryStart: first, queryEnd: Math.max(last, first + 0.5) };
  if (isWholePicture(followed)) yield { kind: 'picture', referenceId, map: followed.map, ...interval, orientation };
  const verify = (_: PictureAlignment, trials: number) => {
    const size = Math.log10(hours) + Math.log10(trials);
    if (logChanceOf(followed.pictures) + size >= 0) return undefined;
    const own = besideBackground(features, stays, reference.localFeatures!, lookNumber, followed);
    const logFalseMatches = logChanceOf(own) + size;
    if (logFalseMatches >= 0) return undefined;
    const times = features.timesMs;
    const at = (time: number) => lastUpTo(times, Math.round(1000 * time), 0);
    const before = at(first) === 0 ? 0 : (first + times[at(first) - 1]! / 1000) / 2;
    const after = at(last) === times.length - 1 ? search.query.duration : (last + times[at(last) + 1]! / 1000) / 2;
    const ends: FeatureCourse = {
      ...look,
      ...followed,
      before: Math.max(before, first - 1),
      after: Math.min(after, last + 1),
      referenceEnd: reference.duration,
    };
    return segmentOfCourse(ends, logFalseMatches);
  };
  yield { kind: 'picture', referenceId, map: followed.map, ...interval, verifier: { verify } };
}

/** Other moments of the reference that each picture of a course is compared with, and pictures of a course that are. */
const BACKGROUND = { moments: 16, fewest: 4, pictures: 24, rank: 2 } as const;
/** Seconds around the moment of a course that are no other moment. */
const SAME_MOMENT = 3;

/**
 * The pictures of a course with the places in which they agree with their moment more than with other moments of the reference. Before a
 * fixed camera another take agrees as well as the film itself: the room is the same in all moments.
 */
function besideBackground(
  features: LocalFeatures,
  stays: Uint8Array,
  own: LocalFeatures,
  look: number,
  { map, pictures }: Course<FeaturePair>,
): FeaturePair[] {
  const inReach = (pair: FeaturePair) => {
    const shown = toReference(map, pair.queryTime);
    return [...own.timesMs.keys()].filter((at) => Math.abs(own.timesMs[at]! / 1000 - shown) > SAME_MOMENT);
  };
  // Of a film of a few seconds nobody can tell its moments from its room: it counts as one picture.
  const compared = pictures.filter((pair) => inReach(pair).length >= BACKGROUND.fewest);
  if (compared.length === 0) return [pictures.reduce((most, pair) => (pair.places > most.places ? pair : most))];
  return spreadOver(compared, BACKGROUND.pictures).map((pair) => {
    const picture = lastUpTo(features.timesMs, Math.round(1000 * pair.queryTime), 0);
    const query = queryPicture(features, picture, look, stays);
    const background = spreadOver(inReach(pair), BACKGROUND.moments)
      .map((at) => registerPictures(query, referencePicture(own, at))?.places ?? 0)
      .sort((one, other) => other - one);
    return { ...pair, places: pair.places - (background[Math.min(BACKGROUND.rank, background.length - 1)] ?? 0) };
  });
}

/** Whether most of a course shows the whole picture, nearly as it is. */
function isWholePicture({ pictures }: Course<FeaturePair>): boolean {
  const whole = pictures.filter(
    ({ map: { a, b, c, d } }) => Math.abs(a - 1) < 0.12 && Math.abs(d - 1) < 0.12 && Math.abs(b) < 0.08 && Math.abs(c) < 0.08,
  );
  return whole.length > pictures.length / 2;
}

/** Follows a course into the pictures on it that did not vote, and beyond its ends. */
function follow(
  features: LocalFeatures,
  stays: Uint8Array,
  own: LocalFeatures,
  look: number,
  course: Course<FeaturePair>,
): Course<FeaturePair> {
  const known = new Map(course.pictures.map((pair) => [pair.queryTime, pair]));
  const pictures: FeaturePair[] = [];
  for (const [picture, timeMs] of features.timesMs.entries()) {
    const queryTime = timeMs / 1000;
    const shown = toReference(course.map, queryTime);
    let best = known.get(queryTime);
    const from = lastUpTo(own.timesMs, Math.round(1000 * (shown - AROUND)), 0);
    if (best === undefined || Math.abs(best.referenceTime - shown) > OFF_COURSE / 2) {
      const query = queryPicture(features, picture, look, stays);
      for (let other = from; other < own.timesMs.length && own.timesMs[other]! <= 1000 * (shown + AROUND); other++) {
        const referenceTime = own.timesMs[other]! / 1000;
        if (Math.abs(referenceTime - shown) > AROUND) continue;
        const registered = registerPictures(query, referencePicture(own, other));
        if (registered !== undefined && (best === undefined || registered.places > best.places))
          best = { ...registered, queryTime, referenceTime };
      }
    }
    if (best !== undefined) pictures.push(best);
  }
  // What follows without a gap, from the pictures that voted on.
  const [first, last] = [course.pictures[0]!.queryTime, course.pictures.at(-1)!.queryTime];
  let [start, end] = [
    pictures.findIndex(({ queryTime }) => queryTime >= first),
    pictures.findLastIndex(({ queryTime }) => queryTime <= last),
  ];
  const LONGEST = 2.1;
  while (start > 0 && pictures[start]!.queryTime - pictures[start - 1]!.queryTime <= LONGEST) start--;
  while (end < pictures.length - 1 && pictures[end + 1]!.queryTime - pictures[end]!.queryTime <= LONGEST) end++;
  return { map: course.map, pictures: pictures.slice(start, end + 1) };
}
