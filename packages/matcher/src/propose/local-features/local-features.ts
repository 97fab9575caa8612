import { CODE_WORDS, DIRECTION_STEPS, SCALE_STEPS } from '@streetdate/core/internal';
import type { LocalFeatures } from '@streetdate/core/portable';
import type { PictureAlignment, Verifier } from '../../align/alignment.ts';
import type { Segment } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import type { Proposer } from '../proposer.ts';
import { alignPairs, type PairAlignment } from './align-pairs.ts';
import { CODES_A_SECOND, type CodeLookup, type FoundPicture, lookupFor } from './code-lookup.ts';
import { QUERY_LOOKS, queryPicture } from './described-pictures.ts';
import type { FeaturePair } from './feature-segment.ts';
import { KeypointVerifier } from './keypoint-verifier.ts';
import type { NearestKeypoints } from './nearest-keypoints.ts';
import { findOverlays } from './overlays.ts';
import { type Keypoints, MOST_REGISTERED, registerPictures } from './register-pictures.ts';

/** Pictures of a query that are looked up, at most; negatives in every second one. */
const MOST_PICTURES = 120;
/** Nearest codes that vote. */
const MOST_VOTES = 12;
/** Fewest votes of a pair. */
const FEWEST_VOTES = 2;
/** Places in which unrelated pictures that were registered agree, and by how many more an alignment must do to be followed. */
const USUAL_PLACES = 3;
const WORTH_FOLLOWING = 4;
/** Alignments in one reference. */
const MOST_ALIGNMENTS = 12;
/** Alignments of one reference that are no evidence, one after the other, before the others are given up: a scene has many. */
const MOST_IN_VAIN = 3;
/** References in whose rooms the moment is looked for, those that agree most: each takes some tenths of a second. */
const MOST_ROOMS = 6;
/** Comparisons of two codes for a look-up, about: keys grow with the library. */
const COMPARISONS_A_LOOK_UP = 1500;
/** Hypotheses at each place and speed: looks, scales, turns. */
const TRIALS = 4;

/**
 * Finds copies by local features: keypoints whose surroundings look alike, in pictures where many of them agree on one affine map, along one
 * alignment through time (Jégou, Douze, Schmid, "Hamming embedding and weak geometric consistency", ECCV 2008).
 */
export const localFeatures: Proposer = localFeaturesFrom();

/** The proposer. @param leastStored - Keypoints in files from which on they are looked up there. @defaultValue two million */
export function localFeaturesFrom(leastStored?: number): Proposer {
  return {
    name: 'local-features',
    purpose:
      'Finds whatever part of the picture is left, wherever it is shown: cropped, turned, framed, covered, mirrored or as a negative.',
    requires: 'a film with local features; references enrolled with them',
    needs: ({ kind, localFeatures }) => kind !== 'still' && localFeatures !== undefined && localFeatures.looks === QUERY_LOOKS.length,
    // As long in every library: so it draws nothing from the budget.
    cost: ({ localFeatures }) => (localFeatures === undefined ? 0 : MOST_PICTURES * CODES_A_SECOND * COMPARISONS_A_LOOK_UP),
    trials: () => TRIALS,
    *propose(search) {
      const { query } = search;
      const features = query.localFeatures;
      if (features === undefined) return;
      const open = [...features.timesMs.keys()].filter((picture) => !search.isExplained(features.timesMs[picture]! / 1000));
      const pictures = spreadOver(open, MOST_PICTURES);
      if (pictures.length === 0) return;
      const lookup = lookupFor(search, leastStored);
      if (lookup.count === 0) return;
      const stays = findOverlays(features);
      let rooms = 0;
      for (const { referenceId, look, pairs } of registerVoted(features, pictures, lookup, stays)) {
        const alignments = alignPairs(pairs, MOST_ALIGNMENTS).filter(
          (alignment) => sumOf(alignment.pictures) - USUAL_PLACES * alignment.pictures.length >= WORTH_FOLLOWING,
        );
        // A reference is read whole only for an alignment.
        const reference = alignments.length === 0 ? undefined : search.index.get(referenceId);
        if (reference?.localFeatures === undefined) continue;
        const verifier = new KeypointVerifier(
          { query, features, stays },
          { referenceId, reference, features: reference.localFeatures },
          look,
          search,
        );
        let inVain = 0;
        for (const alignment of alignments) {
          const isFound = yield* proposePairs(verifier, alignment);
          inVain = isFound ? 0 : inVain + 1;
          if (inVain === MOST_IN_VAIN) break;
        }
        if (rooms === MOST_ROOMS) continue;
        const room = verifier.placeInRoom(pairs.filter(({ queryTime }) => !search.isExplained(queryTime)));
        if (room === undefined) continue;
        rooms++;
        yield alignmentOf(verifier, room.alignment, { verify: (_, trials) => verifier.verifyInRoom(room, trials) });
      }
    },
  };
}

/** Pictures of one reference that show the same as pictures of the query, under one look. */
interface FoundReference {
  readonly referenceId: string;
  readonly look: number;
  readonly pairs: FeaturePair[];
}

/** Looks up the codes of pictures, counts the votes for each picture of a reference, and registers the pairs with most votes. */
function registerVoted(features: LocalFeatures, pictures: readonly number[], lookup: CodeLookup, stays: Uint8Array): FoundReference[] {
  const asked = pictures.flatMap((picture, order) =>
    QUERY_LOOKS.flatMap(({ inverted }, look) =>
      inverted && order % 2 === 1 ? [] : [{ picture, look, keypoints: queryPicture(features, picture, look, stays) }],
    ),
  );
  // All at once: what lies in files is read in its order.
  const codes = new Uint32Array(CODE_WORDS * asked.reduce((sum, { keypoints }) => sum + keypoints.count, 0));
  let end = 0;
  for (const { keypoints } of asked) {
    codes.set(keypoints.codes.subarray(0, CODE_WORDS * keypoints.count), CODE_WORDS * end);
    end += keypoints.count;
  }
  const near = lookup.nearest(codes, MOST_VOTES);
  const found = new Map<string, FoundReference>();
  const known = new Map<number, FoundPicture & { readonly described: Keypoints }>();
  let first = 0;
  for (const { picture, look, keypoints } of asked) {
    let registrations = 0;
    for (const number of mostVoted(keypoints, near, first)) {
      const of = known.get(number) ?? described(lookup.picture(number));
      if (of === undefined) continue;
      known.set(number, of);
      const registered = registerPictures(keypoints, of.described);
      if (registered !== undefined) {
        const key = `${look} ${of.referenceId}`;
        const entry = found.get(key) ?? { referenceId: of.referenceId, look, pairs: [] };
        found.set(key, entry);
        entry.pairs.push({ ...registered, queryTime: features.timesMs[picture]! / 1000, referenceTime: of.time });
      }
      if (++registrations === MOST_REGISTERED) break;
    }
    first += keypoints.count;
  }
  return [...found.values()].sort((one, other) => sumOf(other.pairs) - sumOf(one.pairs));
}

function described(picture: FoundPicture | undefined): (FoundPicture & { readonly described: Keypoints }) | undefined {
  return picture && { ...picture, described: picture.keypoints() };
}

function sumOf(pairs: readonly FeaturePair[]): number {
  return pairs.reduce((sum, { places }) => sum + places, 0);
}

/**
 * The pictures that most keypoints vote for, those with one change of scale and direction together, most votes first.
 * @param first - Number of the first of the query's codes.
 */
function mostVoted(query: Keypoints, near: NearestKeypoints, first: number): number[] {
  const { most, counts, pictures, scales, directions, distances } = near;
  const votes = new Map<number, number>();
  for (let at = 0; at < query.count; at++) {
    const from = most * (first + at);
    for (let place = from; place < from + counts[first + at]!; place++) {
      const octave = Math.round(scales[place]! / SCALE_STEPS - query.scale[at]!);
      const turn = (directions[place]! / DIRECTION_STEPS - query.angle[at]! / (2 * Math.PI)) * 8;
      const key = (pictures[place]! * 16 + ((octave + 8) & 15)) * 8 + (((Math.round(turn) % 8) + 8) & 7);
      votes.set(key, (votes.get(key) ?? 0) + 1 - distances[place]! / 32);
    }
  }
  const best = new Map<number, number>();
  for (const [key, count] of votes) {
    const picture = Math.floor(key / 128);
    if (count > (best.get(picture) ?? 0)) best.set(picture, count);
  }
  return [...best]
    .filter(([, count]) => count >= FEWEST_VOTES * 0.7)
    .sort((one, other) => other[1] - one[1])
    .map(([picture]) => picture);
}

/** Proposes an alignment: as plain pictures first, whose hashes say more, and as keypoints. @returns Whether it is evidence. */
function* proposePairs(
  verifier: KeypointVerifier,
  alignment: PairAlignment<FeaturePair>,
): Generator<PictureAlignment, boolean, Segment | undefined> {
  const followed = verifier.follow(alignment);
  const orientation = { ...verifier.look, rotation: 0 } as const;
  const ofHashes = isWholePicture(followed) ? yield { ...alignmentOf(verifier, followed), orientation } : undefined;
  const ofKeypoints = yield alignmentOf(verifier, followed, { verify: (_, trials) => verifier.verify(followed, trials) });
  return ofHashes !== undefined || ofKeypoints !== undefined;
}

function alignmentOf(
  { referenceId }: KeypointVerifier,
  { map, pictures }: PairAlignment<FeaturePair>,
  verifier?: Verifier,
): PictureAlignment {
  const [first, last] = [pictures[0]!.queryTime, pictures.at(-1)!.queryTime];
  const alignment = { kind: 'picture', referenceId, map, queryStart: first, queryEnd: Math.max(last, first + 0.5) } as const;
  return verifier === undefined ? alignment : { ...alignment, verifier };
}

/** Whether most of an alignment shows the whole picture, nearly as it is. */
function isWholePicture({ pictures }: PairAlignment<FeaturePair>): boolean {
  const whole = pictures.filter(
    ({ map: { a, b, c, d } }) => Math.abs(a - 1) < 0.12 && Math.abs(d - 1) < 0.12 && Math.abs(b) < 0.08 && Math.abs(c) < 0.08,
  );
  return whole.length > pictures.length / 2;
}
