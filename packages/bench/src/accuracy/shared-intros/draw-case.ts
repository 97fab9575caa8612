import { drawPiece } from '../attacks/attack.ts';
import { CopyDraft, canvasOf, even } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import { GENERATED_CANVAS, studioIntro, titleCards } from '../negatives/generated.ts';
import type { Random } from '../seeded-random.ts';

/** What an intro is made of. */
export const INTRO_KINDS = ['studio emblem', 'title cards', 'footage'] as const;

/** Shortest and longest intro, seconds. */
const INTRO_SECONDS = { least: 3, most: 30 } as const;
/** Widest picture of a film: fingerprints look at fewer pixels. */
const WIDEST = 424;

/** Draws an intro: a studio's emblem, title cards, or an interval of a film, as a trailer or a title sequence is. */
export function drawIntro(random: Random, footage: Film): CopyDraft {
  const { least, most } = INTRO_SECONDS;
  const seconds = least * (most / least) ** random.next();
  const kind = random.pick(INTRO_KINDS);
  if (kind === 'footage') return CopyDraft.fromPieces([drawPiece(random, footage, seconds)], small(canvasOf(footage))).note({ kind });
  const make = kind === 'studio emblem' ? studioIntro : titleCards;
  return make(random, wholeFrames(seconds), small(GENERATED_CANVAS)).note({ kind });
}

/** How an intro may stand before a film: each is one way to alter it. */
export const TREATMENTS = ['none', 're-encoded', 're-timed', 'letterboxed', 'cropped'] as const;

/** Alters an intro, or a copy, in one way. */
export function treat(draft: CopyDraft, treatment: (typeof TREATMENTS)[number], random: Random): CopyDraft {
  if (treatment === 're-encoded') {
    const [share, crf] = [random.between(0.5, 1), random.integer(26, 34)];
    return draft
      .scale(draft.width * share, draft.height * share)
      .encode(['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf)])
      .note({ crf });
  }
  if (treatment === 're-timed') {
    const [ratio, rate] = random.pick([
      [25 / 24, 25],
      [25 / 23.976, 25],
      [24 / 25, 24],
      [23.976 / 24, 23.976],
    ] as const);
    return draft.retime(ratio, rate).note({ ratio });
  }
  if (treatment === 'letterboxed') {
    const bars = random.between(0.12, 0.3);
    const height = even(draft.height / (1 - bars));
    return draft.filterTo(draft.width, height, `pad=${draft.width}:${height}:0:(oh-ih)/2:black`).note({ bars });
  }
  if (treatment === 'cropped') {
    const cut = random.between(0.03, 0.1);
    const [width, height] = [even(draft.width * (1 - cut)), even(draft.height * (1 - cut))];
    return draft.filterTo(width, height, `crop=${width}:${height}`).note({ cut });
  }
  return draft;
}

/** A film that begins with an intro, in the shape of the intro's frame. */
export function withIntro(intro: Film, own: Film): CopyDraft {
  const { width, height, frameRate } = intro;
  const pieces = [wholePiece(intro), { ...wholePiece(own), host: true }];
  return CopyDraft.fromPieces(pieces, { width, height, frameRate }).encode(['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20']);
}

/** A whole film, less its last tenth of a second. */
export function wholePiece(film: Film) {
  const duration = Math.floor((film.duration - 0.1) * film.frameRate) / film.frameRate;
  return { film, start: 0, duration };
}

function small<Size extends { readonly width: number; readonly height: number }>(canvas: Size): Size {
  const scale = Math.min(1, WIDEST / canvas.width);
  return { ...canvas, width: even(canvas.width * scale), height: even(canvas.height * scale) };
}

function wholeFrames(seconds: number): number {
  return Math.floor(seconds * GENERATED_CANVAS.frameRate) / GENERATED_CANVAS.frameRate;
}
