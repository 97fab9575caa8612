import { type CopyDraft, fill } from '../copy-draft.ts';
import { type Cut, cutSeconds } from '../cut-list.ts';
import type { Random } from '../seeded-random.ts';
import { at, inTime, type Operator, otherFilm, ratioAt, sign } from './operator.ts';

/** A copy keeps at least so much of its film, and lasts at most so long. */
const LEAST_SECONDS = 3;
const MOST_SECONDS = 30;

/** When what is shown. */
export const TIME: readonly Operator[] = [
  {
    name: 'speed',
    family: 'time',
    most: '3 times as fast or a third',
    apply: (draft, strength, random) => {
      draft.rearrange([{ start: 0, end: draft.duration, speed: within(draft, ratioAt(strength, 1, 3) ** sign(random)) }]);
    },
  },
  {
    name: 'changing-speed',
    family: 'time',
    most: 'three to eight parts, each at its own speed from a third to 3',
    apply: (draft, strength, random) => {
      const parts = inParts(draft, random, random.integer(3, 8));
      draft.rearrange(parts.map((part) => ({ ...part, speed: within(draft, 3 ** (strength * random.between(-1, 1))) })));
    },
  },
  {
    name: 'frame-rate',
    family: 'time',
    most: 'one picture a second',
    apply: (draft, strength) => {
      const { frameRate } = draft;
      draft.filter(`fps=${ratioAt(strength, frameRate, 1)}`).filter(`fps=${frameRate}`);
    },
  },
  {
    name: 'drops',
    family: 'time',
    most: '70 % of the film cut out, in pieces of about a second',
    apply: (draft, strength, random) => {
      const kept = Math.max(Math.min(1, LEAST_SECONDS / draft.duration), at(strength, 1, 0.3));
      const parts = inParts(draft, random, Math.max(2, Math.round(draft.duration)));
      draft.rearrange(parts.map(({ start, end }) => ({ start, end: start + kept * (end - start), speed: 1 })));
    },
  },
  {
    name: 'holds',
    family: 'time',
    most: 'stopped for 60 % of the time, one to eight times',
    apply: (draft, strength, random) => {
      const parts = inParts(draft, random, random.integer(2, 9));
      const share = at(strength, 0, 0.6);
      const held = 2.5 / draft.frameRate;
      const cuts = parts.flatMap(({ start, end }) => {
        const from = end - share * (end - start);
        // The last frames of a part last as long as the rest of it.
        return [
          { start, end: from, speed: 1 },
          { start: from, end: from + held, speed: Math.min(1, held / (end - from)) },
        ];
      });
      draft.rearrange(share === 0 ? [{ start: 0, end: draft.duration, speed: 1 }] : cuts);
    },
  },
  {
    name: 'pieces',
    family: 'time',
    most: 'two to eight pieces of it, together a quarter of the copy, among pieces of another film',
    apply: (draft, strength, random, others) => {
      const share = at(strength, 1, 0.25);
      const kept = Math.max(LEAST_SECONDS, share * draft.duration) / draft.duration;
      const parts = inParts(draft, random, random.integer(2, 8));
      const cuts = parts.flatMap(({ start, end }): Cut[] => [
        { start, end: start + Math.min(1, kept) * (end - start), speed: 1 },
        { otherSeconds: (end - start) * (1 - share) },
      ]);
      draft.rearrange(cuts, otherFilm(draft, random, others));
    },
  },
  {
    name: 'order',
    family: 'time',
    most: 'in pieces of about a second, in any order',
    apply: (draft, strength, random) => {
      const count = Math.max(2, Math.round(ratioAt(strength, 2, draft.duration)));
      draft.rearrange(random.shuffle(inParts(draft, random, count)));
    },
  },
  {
    name: 'reverse',
    family: 'time',
    most: 'backwards in full; below 1 a part of it',
    apply: (draft, strength, random) => {
      const [first, share] = [random.chance(0.5), strength];
      const middle = draft.duration * (first ? share : 1 - share);
      const parts = [
        { start: 0, end: middle, speed: first ? -1 : 1 },
        { start: middle, end: draft.duration, speed: first ? 1 : -1 },
      ];
      draft.rearrange(parts);
    },
  },
  {
    name: 'repeats',
    family: 'time',
    most: 'two to six parts, each shown again up to three times',
    apply: (draft, strength, random) => {
      let left = MOST_SECONDS - draft.duration;
      const cuts = inParts(draft, random, random.integer(2, 6)).flatMap((part) => {
        const times = Math.round(at(strength, 1, random.integer(1, 3)));
        const again = Math.min(times, Math.floor(Math.max(0, left) / cutSeconds(part)));
        left -= again * cutSeconds(part);
        return Array.from({ length: 1 + again }, () => part);
      });
      draft.rearrange(cuts);
    },
  },
  {
    name: 'jitter',
    family: 'time',
    most: 'frames in any order among 24',
    apply: (draft, strength, random) => {
      draft.filter(`random=frames=${Math.round(at(strength, 2, 24))}:seed=${random.integer(1, 99_999)}`);
    },
  },
  {
    name: 'interleaving',
    family: 'time',
    most: 'of every 3 to 12 frames three quarters are of another film',
    apply: (draft, strength, random, others) => {
      const every = random.integer(3, 12);
      const foreign = Math.max(1, Math.round(every * at(strength, 0, 0.75)));
      draft.combine(otherFilm(draft, random, others), (picture, other, out, local) => {
        const covering = local('covering');
        return `${other}${inTime(draft)},${fill(draft)}${covering};${picture}${covering}overlay=enable='lt(mod(n,${every}),${foreign})'${out}`;
      });
    },
  },
  {
    name: 'flashes',
    family: 'time',
    most: 'one colour or the negative for 70 % of the time, 0.5 to 4 times a second',
    apply: (draft, strength, random) => {
      const [hertz, share] = [random.between(0.5, 4), at(strength, 0, 0.7)];
      const shown = `enable='lt(mod(t,${(1 / hertz).toFixed(3)}),${(share / hertz).toFixed(3)})'`;
      draft.filter(random.pick([`drawbox=c=white:t=fill:${shown}`, `drawbox=c=black:t=fill:${shown}`, `negate=${shown}`]));
    },
  },
];

/** The draft's time in `count` parts of uneven length, in order. */
function inParts(draft: CopyDraft, random: Random, count: number): { start: number; end: number; speed: number }[] {
  const most = Math.max(1, Math.min(count, Math.floor(draft.duration / 0.4)));
  const weights = Array.from({ length: most }, () => random.between(0.5, 1.5));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let start = 0;
  return weights.map((weight) => {
    const part = { start, end: start + (draft.duration * weight) / whole, speed: 1 };
    start = part.end;
    return part;
  });
}

/** A speed at which the whole draft lasts neither too short nor too long. */
function within({ duration }: CopyDraft, speed: number): number {
  const [slowest, fastest] = [Math.min(1, duration / MOST_SECONDS), Math.max(1, duration / LEAST_SECONDS)];
  return Math.round(Math.min(fastest, Math.max(slowest, speed)) * 1000) / 1000;
}
