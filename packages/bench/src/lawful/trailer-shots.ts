import { Random } from '../accuracy/seeded-random.ts';

/** How a trailer changes the picture of a piece. Each part is absent where nothing of the kind is done. */
export interface ShotChange {
  /** Mirrored left to right. */
  readonly mirrored: boolean;
  /** The part of the picture that is kept, in fractions of its width and height. @defaultValue all of it */
  readonly crop?: { readonly left: number; readonly top: number; readonly share: number };
  /** Another grading: gamma and contrast as factors, tint as the share by which red rises and blue falls. @defaultValue none */
  readonly grade?: { readonly gamma: number; readonly contrast: number; readonly tint: number };
  /** Seconds of a fade from black at its start; 0 for a hard cut. */
  readonly fadeIn: number;
  /** Seconds of a fade to black at its end; 0 for a hard cut. */
  readonly fadeOut: number;
}

/** One shot of a trailer: a piece of the film, footage of another film, or a title card. */
export type TrailerShot = {
  /** Length in the trailer, frames. */
  readonly frames: number;
} & (
  | {
      readonly kind: 'piece' | 'other';
      /** Start in its film, seconds. */
      readonly start: number;
      readonly change: ShotChange;
    }
  | {
      readonly kind: 'card';
      /** Colour of the ground and of the bars that stand for words, as `0xRRGGBB`. */
      readonly ground: string;
      readonly ink: string;
      /** Bars that stand for words, in fractions of the picture. */
      readonly bars: readonly { readonly left: number; readonly top: number; readonly width: number; readonly height: number }[];
    }
);

/** What {@link planTrailer} needs to know. */
export interface TrailerPlan {
  /** Length of the film, seconds. */
  readonly filmSeconds: number;
  /** Length of the other film, from which some footage comes, seconds. @defaultValue none */
  readonly otherSeconds?: number | undefined;
  /** Length of the trailer, seconds. It ends with the shot that reaches it. */
  readonly seconds: number;
  /** Frames a second of the trailer. */
  readonly frameRate: number;
  /** Seconds of film in one second of trailer: 1, or 25/24 for a trailer of PAL speed. */
  readonly speed: number;
  /** The same seed gives the same shots. */
  readonly seed: string;
}

/** Length of a piece: log-normal around the median, in seconds. */
const LENGTH = { median: 1.3, spread: 0.5, least: 0.5, most: 3 } as const;
/** Share of the shots that are cards, and that show other footage; of the pieces that are mirrored, cropped, graded, and faded. */
const SHARES = { card: 0.12, other: 0.1, mirrored: 0.1, cropped: 0.2, graded: 0.35, faded: 0.2, jump: 0.2 } as const;

/** Draws the shots of a trailer, by the habits of editors: short pieces, mostly in the order of the film, some changed. */
export function planTrailer({ filmSeconds, otherSeconds, seconds, frameRate, speed, seed }: TrailerPlan): TrailerShot[] {
  const random = new Random(seed);
  const shots: TrailerShot[] = [];
  let shown = 0;
  while (shown < seconds) {
    const drawn = LENGTH.median * Math.exp(LENGTH.spread * normal(random));
    const frames = Math.round(Math.min(LENGTH.most, Math.max(LENGTH.least, drawn)) * frameRate);
    const length = (frames / frameRate) * speed;
    const kind = random.next();
    if (kind < SHARES.card) shots.push(drawCard(random, frames));
    else if (kind < SHARES.card + SHARES.other && otherSeconds !== undefined && otherSeconds > length + 1) {
      shots.push({ kind: 'other', frames, start: random.between(0, otherSeconds - length - 1), change: drawChange(random) });
    } else {
      // In order of the film, with jumps to anywhere.
      const place = random.chance(SHARES.jump) ? random.next() : Math.min(1, Math.max(0, shown / seconds + 0.04 * normal(random)));
      const start = Math.round(1000 * place * Math.max(0, filmSeconds - length - 1)) / 1000;
      shots.push({ kind: 'piece', frames, start, change: drawChange(random) });
    }
    shown += frames / frameRate;
  }
  return shots;
}

function drawChange(random: Random): ShotChange {
  const mirrored = random.chance(SHARES.mirrored);
  const share = 1 - random.between(0.05, 0.15);
  const crop = { left: random.between(0, 1 - share), top: random.between(0, 1 - share), share };
  const isCropped = random.chance(SHARES.cropped);
  const grade = { gamma: random.between(0.7, 1.4), contrast: random.between(0.8, 1.3), tint: random.between(-0.2, 0.2) };
  const isGraded = random.chance(SHARES.graded);
  const fade = () => (random.chance(SHARES.faded / 2) ? random.between(0.2, 0.5) : 0);
  const [fadeIn, fadeOut] = [fade(), fade()];
  return { mirrored, ...(isCropped && { crop }), ...(isGraded && { grade }), fadeIn, fadeOut };
}

function drawCard(random: Random, frames: number): TrailerShot {
  const [ground, ink] = random.pick([
    ['0x000000', '0xf0f0f0'],
    ['0xf8f8f8', '0x1060a0'],
    ['0x101830', '0xe0c060'],
  ] as const);
  const lines = random.integer(1, 2);
  const bars = Array.from({ length: lines }, (_, line) => {
    const words = random.integer(2, 4);
    return Array.from({ length: words }, (_, word) => ({
      left: 0.15 + (0.7 * word) / words,
      top: 0.45 + 0.12 * (line - (lines - 1) / 2),
      width: (0.7 / words) * random.between(0.4, 0.85),
      height: 0.06,
    }));
  }).flat();
  return { kind: 'card', frames, ground, ink, bars };
}

/** A normal deviate, by Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
