import type { Fingerprint, LocalFeatures } from '@streetdate/core/portable';
import { lastUpTo } from '@streetdate/index/internal';
import { timeMapThrough, toReference } from '../../align/time-map.ts';
import { logTrialsAnHour } from '../../evidence/hash-bits.ts';
import type { MotionEvidence } from '../../evidence/motion/grid-motion.ts';
import { valueLumaChangeSigns } from '../../evidence/motion/luma-change-signs.ts';
import type { Segment } from '../../match.ts';
import { spreadOver } from '../../spread-over.ts';
import { ODDS_AGAINST_BACKWARDS } from '../../verify/alignment-verifier.ts';
import { findByLumaChangeSigns } from '../motion/luma-change-signs.ts';
import type { SearchContext } from '../proposer.ts';
import { MOST_OFF, type PairAlignment } from './align-pairs.ts';
import { type Look, QUERY_LOOKS, queryPicture, referencePicture } from './described-pictures.ts';
import { CHANCE, type FeaturePair, logChanceOf, segmentOfPairs } from './feature-segment.ts';
import { frameOf, lumaUnder } from './luma-under-map.ts';
import { type Keypoints, MOST_REGISTERED, registerPictures } from './register-pictures.ts';
import { findRoomMoment, type RoomMoment } from './room-moment.ts';

/** Seconds around the moment of an alignment within which pictures of a reference are looked at. */
const AROUND = 1.1;
/** Longest time between two pictures of the query over which an alignment is followed beyond what voted, seconds. */
const LONGEST_GAP = 2.1;
/** Other moments of a reference that each picture of an alignment is compared with, and pictures of an alignment that are. */
const BACKGROUND = { moments: 48, fewest: 16, pictures: 24 } as const;
/**
 * Places in which another moment of the reference agrees with a picture, from which on it shows the same room, so that only motion tells the
 * moment. Below 10 pictures of takes in one room counted, and another take was reported (moving-crop-of-footage.test.ts).
 */
const SAME_ROOM = 10;
/** Seconds around the moment of an alignment that are no other moment. */
const SAME_MOMENT = 3;
/**
 * Places that count in a reference of a few seconds: nobody can tell its moments from its room, so that another take would agree as well. It
 * is enough for a person to look, and no more.
 */
const MOST_ALONE = 10.5;
/** Evidence of pictures, as the logarithm of a chance, from which on they tell the moment by themselves. */
const TELLS_MOMENT = -3;
/** Seconds by which an alignment may be off, in steps that the comparison of luma reaches. */
const OFFSETS = [0, -0.4, 0.4] as const;
/** Shortest interval whose luma is compared, seconds. */
const SHORTEST_COMPARED = 2;
/** Logarithm of the chance from which on luma tells the moment. */
const LUMA_TELLS = -1.5;
/** Other moments of a scene that are tried. */
const MOST_MOMENTS = 3;

/** The query with what is known of its pictures. */
export interface DescribedQuery {
  readonly query: Fingerprint;
  readonly features: LocalFeatures;
  /** As `findOverlays` gives it. */
  readonly stays: Uint8Array;
}

/** A reference with its local features. */
export interface DescribedReference {
  readonly referenceId: string;
  readonly reference: Fingerprint;
  readonly features: LocalFeatures;
}

/** An alignment with its evidence. */
interface ValuedAlignment {
  readonly alignment: PairAlignment<FeaturePair>;
  /** Logarithm of the chance of its pictures and its motion together. */
  readonly logChance: number;
  readonly motion: MotionEvidence | undefined;
}

/** Pictures that were placed in a room. */
export interface PlacedInRoom {
  readonly alignment: PairAlignment<FeaturePair>;
  readonly moment: RoomMoment;
}

/**
 * Verifies alignments of one query in one reference under one look. Keypoints tell the geometry and the moment to some tenths of a second; what
 * brightens and darkens under that geometry tells it exactly. Before a fixed camera pictures tell the scene only, and motion alone the moment.
 */
export class KeypointVerifier {
  readonly referenceId: string;
  readonly look: Look;
  readonly #own: DescribedQuery;
  readonly #other: DescribedReference;
  readonly #lookNumber: number;
  readonly #search: Pick<SearchContext, 'index' | 'hours'>;

  constructor(own: DescribedQuery, other: DescribedReference, look: number, search: Pick<SearchContext, 'index' | 'hours'>) {
    this.#own = own;
    this.#other = other;
    this.#lookNumber = look;
    this.#search = search;
    this.referenceId = other.referenceId;
    this.look = QUERY_LOOKS[look]!;
  }

  /** The segment of an alignment; undefined if it is no evidence. @param trials - Hypotheses at each place and speed. */
  verify(alignment: PairAlignment<FeaturePair>, trials: number): Segment | undefined {
    const odds = alignment.map.speed < 0 ? ODDS_AGAINST_BACKWARDS : 1;
    const size = Math.log10(this.#search.hours) + Math.log10(trials * odds);
    if (logChanceOf(alignment.pictures) + size >= 0) return undefined;
    const valued = this.#value(alignment);
    const best = valued.logChance > TELLS_MOMENT ? this.#surestMoment(alignment, valued) : valued;
    if (best.logChance + size >= 0) return undefined;
    const segment = this.#segmentOf(best, best.logChance + size);
    return best.motion === undefined ? segment : { ...segment, motion: best.motion.evidence };
  }

  /**
   * Places pictures in a room of which every moment resembles them.
   * @param pairs - Pictures of the query with those of the reference that they show, wherever those lie.
   * @returns Undefined if too few pictures show one.
   */
  placeInRoom(pairs: readonly FeaturePair[]): PlacedInRoom | undefined {
    const surest = new Map<number, FeaturePair>();
    for (const pair of pairs) {
      if (pair.places > CHANCE.places && pair.places > (surest.get(pair.queryTime)?.places ?? 0)) surest.set(pair.queryTime, pair);
    }
    const pictures = [...surest.values()].sort((one, other) => one.queryTime - other.queryTime);
    const shown = pictures.map(({ referenceTime }) => referenceTime).sort((one, other) => one - other);
    const rooms = pictures.map(({ queryTime, map }) => ({ time: queryTime, keypoints: this.#queryPicture(queryTime), map }));
    const moment = findRoomMoment(rooms, this.#other.features, shown[shown.length >> 1] ?? 0);
    if (moment === undefined) return undefined;
    const { duration } = this.#other.reference;
    const aligned = pictures.filter(({ queryTime }) => {
      const time = toReference(moment.map, queryTime);
      return time > -MOST_OFF && time < duration + MOST_OFF;
    });
    return { alignment: { map: moment.map, pictures: aligned }, moment };
  }

  /**
   * Verifies pictures in a room: they must show this room rather than pictures of another film, and this moment rather than another take.
   * @param trials - Hypotheses at each place and speed.
   */
  verifyInRoom({ alignment, moment }: PlacedInRoom, trials: number): Segment | undefined {
    const unrelated = logChanceOf(alignment.pictures) + Math.log10(this.#search.hours) + Math.log10(trials);
    // Where the room is in the library was found by what does not move in it. What moves was compared with this room's moments alone.
    // As many takes of it can be found as pictures are registered.
    const otherTake = moment.evidence.logChance + Math.log10(moment.tested * MOST_REGISTERED);
    const logChance = Math.max(unrelated, otherTake);
    if (logChance >= 0) return undefined;
    return { ...this.#segmentOf({ alignment, logChance, motion: undefined }, logChance), motion: moment.evidence };
  }

  #queryPicture(queryTime: number): Keypoints {
    const { features, stays } = this.#own;
    const picture = lastUpTo(features.timesMs, Math.round(1000 * queryTime), 0);
    return queryPicture(features, picture, this.#lookNumber, stays);
  }

  /** Follows an alignment into the pictures on it that did not vote, and beyond its ends as far as there is no gap. */
  follow({ map, pictures: voted }: PairAlignment<FeaturePair>): PairAlignment<FeaturePair> {
    const { features, stays } = this.#own;
    const { features: other } = this.#other;
    const known = new Map(voted.map((pair) => [pair.queryTime, pair]));
    const pictures: FeaturePair[] = [];
    for (const [picture, timeMs] of features.timesMs.entries()) {
      const queryTime = timeMs / 1000;
      const shown = toReference(map, queryTime);
      let best = known.get(queryTime);
      if (best !== undefined && Math.abs(best.referenceTime - shown) > MOST_OFF) best = undefined;
      if (best === undefined || Math.abs(best.referenceTime - shown) > MOST_OFF / 2) {
        const query = queryPicture(features, picture, this.#lookNumber, stays);
        const from = lastUpTo(other.timesMs, Math.round(1000 * (shown - AROUND)), 0);
        for (let at = from; at < other.timesMs.length && other.timesMs[at]! <= 1000 * (shown + AROUND); at++) {
          const referenceTime = other.timesMs[at]! / 1000;
          if (Math.abs(referenceTime - shown) > AROUND) continue;
          const registered = registerPictures(query, referencePicture(other, at));
          if (registered !== undefined && (best === undefined || registered.places > best.places))
            best = { ...registered, queryTime, referenceTime };
        }
      }
      if (best !== undefined) pictures.push(best);
    }
    const [first, last] = [voted[0]!.queryTime, voted.at(-1)!.queryTime];
    let start = pictures.findIndex(({ queryTime }) => queryTime >= first);
    let end = pictures.findLastIndex(({ queryTime }) => queryTime <= last);
    if (start < 0 || end < start) return { map, pictures: [] };
    while (start > 0 && pictures[start]!.queryTime - pictures[start - 1]!.queryTime <= LONGEST_GAP) start--;
    while (end < pictures.length - 1 && pictures[end + 1]!.queryTime - pictures[end]!.queryTime <= LONGEST_GAP) end++;
    return { map, pictures: pictures.slice(start, end + 1) };
  }

  /** An alignment with the evidence of its pictures and of its motion. */
  #value(alignment: PairAlignment<FeaturePair>): ValuedAlignment {
    const ofPictures = Math.min(0, logChanceOf(this.#besideBackground(alignment)));
    const motion = this.#placeByLuma(alignment);
    if (motion === undefined) return { alignment, logChance: ofPictures, motion };
    const { queryStart, queryEnd, referenceStart, speed } = motion.map;
    const ofMotion = motion.evidence.logChance + logTrialsAnHour(speed, queryEnd - queryStart);
    const placed = { ...alignment, map: timeMapThrough(queryStart, referenceStart, speed) };
    return { alignment: placed, logChance: ofPictures + Math.min(0, ofMotion), motion: ofMotion < 0 ? motion : undefined };
  }

  /** The surest of an alignment and of the moments of its scene in which the reference moves as the query does. */
  #surestMoment(alignment: PairAlignment<FeaturePair>, valued: ValuedAlignment): ValuedAlignment {
    const warped = this.#warped(alignment);
    if (warped === undefined || alignment.map.speed <= 0) return valued;
    const { pictures } = alignment;
    const interval = { start: pictures[0]!.queryTime, end: pictures.at(-1)!.queryTime };
    const moments = findByLumaChangeSigns(warped, this.#search.index, [interval], { only: new Set([this.referenceId]) });
    let best = valued;
    for (const { offset, mirrored } of moments.slice(0, MOST_MOMENTS)) {
      if (mirrored) continue;
      const followed = this.follow({ map: { offset, speed: 1 }, pictures });
      if (followed.pictures.length === 0) continue;
      const other = this.#value(followed);
      if (other.logChance < best.logChance) best = other;
    }
    return best;
  }

  /** The query with its luma under the geometry of the clearest picture of an alignment. */
  #warped({ pictures }: PairAlignment<FeaturePair>): Fingerprint | undefined {
    const clearest = pictures.reduce((most, pair) => (pair.places > most.places ? pair : most));
    return lumaUnder(this.#own.query, this.#other.reference, clearest.map, this.look);
  }

  /** Places an alignment by what brightens and darkens, in the cells that the copy shows. */
  #placeByLuma(alignment: PairAlignment<FeaturePair>): MotionEvidence | undefined {
    const { map, pictures } = alignment;
    const [first, last] = [pictures[0]!.queryTime, pictures.at(-1)!.queryTime];
    if (map.speed <= 0 || last - first < SHORTEST_COMPARED || !isFixed(pictures)) return undefined;
    const warped = this.#warped(alignment);
    if (warped === undefined) return undefined;
    const placed = OFFSETS.flatMap((offset) => {
      const line = {
        queryStart: first,
        queryEnd: last,
        referenceStart: toReference(map, first) + offset,
        speed: map.speed,
        mirrored: false,
      };
      return valueLumaChangeSigns(warped, this.#other.reference, line, [map.speed]) ?? [];
    });
    if (placed.length === 0) return undefined;
    const best = placed.reduce((most, each) => (each.evidence.correlation > most.evidence.correlation ? each : most));
    const logChance = Math.min(0, best.evidence.logChance + Math.log10(OFFSETS.length));
    return logChance > LUMA_TELLS ? undefined : { ...best, evidence: { ...best.evidence, logChance } };
  }

  /**
   * The pictures of an alignment with the places in which they agree with their moment more than with any other of the reference. Before a
   * fixed camera another take agrees as well as the film itself: the room is the same in all moments.
   */
  #besideBackground({ map, pictures }: PairAlignment<FeaturePair>): FeaturePair[] {
    const { features: other } = this.#other;
    const otherMoments = ({ queryTime }: FeaturePair) => {
      const shown = toReference(map, queryTime);
      return [...other.timesMs.keys()].filter((at) => Math.abs(other.timesMs[at]! / 1000 - shown) > SAME_MOMENT);
    };
    const compared = pictures.filter((pair) => otherMoments(pair).length >= BACKGROUND.fewest);
    if (compared.length === 0) {
      const surest = pictures.reduce((most, pair) => (pair.places > most.places ? pair : most));
      return [{ ...surest, places: Math.min(surest.places, MOST_ALONE) }];
    }
    return spreadOver(compared, BACKGROUND.pictures).map((pair) => {
      const query = this.#queryPicture(pair.queryTime);
      const agreeing = spreadOver(otherMoments(pair), BACKGROUND.moments).map((at) => registerPictures(query, referencePicture(other, at)));
      const most = Math.max(0, ...agreeing.map((registered) => registered?.places ?? 0));
      return { ...pair, places: most >= SAME_ROOM ? 0 : pair.places - most };
    });
  }

  /** Its ends are half-way to the pictures before and after it, and those of the query at its ends. */
  #segmentOf({ alignment: { map, pictures } }: ValuedAlignment, logFalseMatches: number): Segment {
    const { timesMs } = this.#own.features;
    const [first, last] = [pictures[0]!.queryTime, pictures.at(-1)!.queryTime];
    const at = (time: number) => lastUpTo(timesMs, Math.round(1000 * time), 0);
    const before = at(first) === 0 ? 0 : (first + timesMs[at(first) - 1]! / 1000) / 2;
    const after = at(last) === timesMs.length - 1 ? this.#own.query.duration : (last + timesMs[at(last) + 1]! / 1000) / 2;
    const ends = { before: Math.max(before, first - 1), after: Math.min(after, last + 1) };
    const { query } = this.#own;
    const { reference } = this.#other;
    const frames = { query: frameOf(query), reference: frameOf(reference), referenceEnd: reference.duration };
    return segmentOfPairs({ ...this.look, map, pictures, ...ends, ...frames }, logFalseMatches);
  }
}

/** Pixels of 256 within which the middle of a fixed picture stays, and the share of pictures in which it does. */
const FIXED = { pixels: 8, share: 0.8 } as const;

/** Whether the geometry of an alignment stays. Under a crop that moves, what brightens and darkens is the crop's own motion. */
function isFixed(pictures: readonly FeaturePair[]): boolean {
  const middles = pictures.map(({ map: { a, b, c, d, e, f } }) => ({ x: 128 * a + 72 * b + e, y: 128 * c + 72 * d + f }));
  const medianOf = (values: number[]) => values.sort((one, other) => one - other)[values.length >> 1]!;
  const [x, y] = [medianOf(middles.map((middle) => middle.x)), medianOf(middles.map((middle) => middle.y))];
  const near = middles.filter((middle) => Math.hypot(middle.x - x, middle.y - y) <= FIXED.pixels);
  return near.length >= FIXED.share * middles.length;
}
