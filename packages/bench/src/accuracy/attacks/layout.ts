import { type CopyDraft, even, fill } from '../copy-draft.ts';
import type { Stock } from '../film.ts';
import type { Random } from '../seeded-random.ts';
import type { AttackFamily } from './attack.ts';

/** The picture beside other pictures, or a part of it. Made without sound, which would reveal the copy. */
export const LAYOUT: AttackFamily = {
  name: 'layout',
  attacks: [
    {
      name: 'split-screen',
      ranges:
        'the whole film above, below, left or right of another moving picture, on 40 to 60 % of the frame, the frame pressed together by up to 1.3; without sound',
      alter: (draft, random, stock) => {
        const [side, share] = [random.pick(['above', 'below', 'left', 'right']), random.between(0.4, 0.6)];
        besideAnother(draft.mute().note({ side, share }), random, stock, { side, share });
        const pressed = random.between(1, 1.3);
        const isTall = side === 'above' || side === 'below';
        draft.note({ pressed }).scale(isTall ? draft.width : draft.width / pressed, isTall ? draft.height / pressed : draft.height);
      },
    },
    {
      name: 'split-half',
      ranges: 'the middle half of the film, upright or lying, beside another moving picture of the same shape; without sound',
      leastRecall: 0.5,
      alter: (draft, random, stock) => {
        const side = random.pick(['above', 'below', 'left', 'right']);
        const isTall = side === 'above' || side === 'below';
        const [w, h] = isTall ? [draft.width, even(draft.height / 2)] : [even(draft.width / 2), draft.height];
        draft.mute().note({ side }).filterTo(w, h, `crop=${w}:${h}`);
        besideAnother(draft, random, stock, { side, share: 0.5 });
      },
    },
    {
      name: 'quarter-screen',
      ranges: 'the film in one of four equal quarters, two to three of the others with other moving pictures; without sound',
      alter: (draft, random, stock) => {
        const { width, height } = draft;
        const place = random.integer(0, 3);
        const others = random.shuffle([0, 1, 2, 3].filter((at) => at !== place)).slice(0, random.integer(2, 3));
        const [x, y] = [(place % 2) * width, Math.floor(place / 2) * height];
        draft
          .mute()
          .note({ place, others: others.length })
          .filterTo(2 * width, 2 * height, `pad=${2 * width}:${2 * height}:${x}:${y}`);
        for (const other of others) {
          placed(draft, random, stock, { width, height, x: (other % 2) * width, y: Math.floor(other / 2) * height });
        }
        draft.scale(width, height);
      },
    },
    {
      name: 'borderless-corner',
      ranges: 'the film at 40 to 55 % of the width in the very corner of another moving picture; without sound',
      alter: (draft, random, stock) => {
        const [share, right, bottom] = [random.between(0.4, 0.55), random.chance(0.5), random.chance(0.5)];
        const { width, height } = draft;
        const [w, h] = [even(width * share), even(height * share)];
        const [x, y] = [right ? width - w : 0, bottom ? height - h : 0];
        const host = random.pick(stock.unenrolled);
        draft.mute().note({ share, right, bottom, host: host.id });
        draft.combine(draft.filmInput(host, random.between(0, host.duration / 2)), (picture, other, out, local) => {
          const [small, back] = [local('small'), local('back')];
          const scaled = `${picture}scale=${w}:${h}${small};${other}fps=${draft.frameRate},${fill({ width, height })}${back}`;
          return `${scaled};${back}${small}overlay=x=${x}:y=${y}:shortest=1${out}`;
        });
      },
    },
    {
      name: 'portrait-crop',
      ranges: 'an upright part of the full height, 9:16 to 3:4, from anywhere across the picture; without sound',
      alter: (draft, random) => {
        const [shape, place] = [random.between(9 / 16, 3 / 4), random.between(0, 1)];
        partOfWidth(draft.mute().note({ shape, place }), shape, place);
      },
    },
    {
      name: 'square-crop',
      ranges: 'a square part of the full height, from anywhere across the picture; without sound',
      alter: (draft, random) => {
        const place = random.between(0, 1);
        partOfWidth(draft.mute().note({ place }), 1, place);
      },
    },
    {
      name: 'mirrored-halves',
      ranges: 'one half of the picture, left or right, beside its own mirror image; without sound',
      leastRecall: 0.5,
      alter: (draft, random) => {
        const right = random.chance(0.5);
        draft
          .mute()
          .note({ right })
          .branch((picture, out, local) => {
            const [one, two, flipped] = [local('one'), local('two'), local('flipped')];
            const order = right ? `${flipped}${one}` : `${one}${flipped}`;
            const half = `crop=floor(iw/4)*2:ih:${right ? 'iw-ow' : 0}:0,split${one}${two}`;
            return `${picture}${half};${two}hflip${flipped};${order}hstack,scale=${draft.width}:${draft.height},setsar=1${out}`;
          });
      },
    },
  ],
};

interface Side {
  readonly side: string;
  /** Share of the new frame's axis that the film takes. */
  readonly share: number;
}

/** Enlarges the frame along one axis, and fills what is new with a film that is not enrolled. */
function besideAnother(draft: CopyDraft, random: Random, stock: Stock, { side, share }: Side): void {
  const isTall = side === 'above' || side === 'below';
  const [w, h] = [draft.width, draft.height];
  const [width, height] = isTall ? [w, even(h / share)] : [even(w / share), h];
  const [x, y] = [side === 'right' ? width - w : 0, side === 'below' ? height - h : 0];
  draft.filterTo(width, height, `pad=${width}:${height}:${x}:${y}`);
  const rest = isTall ? { width: w, height: height - h } : { width: width - w, height: h };
  placed(draft, random, stock, { ...rest, x: side === 'left' ? w : 0, y: side === 'above' ? h : 0 });
}

interface Place {
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

/** Lays a film that is not enrolled over a part of the frame. */
function placed(draft: CopyDraft, random: Random, stock: Stock, { width, height, x, y }: Place): void {
  const host = random.pick(stock.unenrolled);
  draft.combine(draft.filmInput(host, random.between(0, host.duration / 2)), (picture, other, out, local) => {
    const part = local('part');
    return `${other}fps=${draft.frameRate},${fill({ width, height })}${part};${picture}${part}overlay=x=${x}:y=${y}${out}`;
  });
}

function partOfWidth(draft: CopyDraft, shape: number, place: number): void {
  const [w, h] = [even(Math.min(draft.width, draft.height * shape)), draft.height];
  draft.filterTo(w, h, `crop=${w}:${h}:${Math.round((draft.width - w) * place)}:0`);
}
