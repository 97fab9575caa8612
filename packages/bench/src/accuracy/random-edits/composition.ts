import { pictureAsset } from '../assets/asset.ts';
import { outlinedText, textWidth } from '../assets/stroke-font.ts';
import { sentence } from '../assets/words.ts';
import { type CopyDraft, even, fill } from '../copy-draft.ts';
import type { Film } from '../film.ts';
import type { Random } from '../seeded-random.ts';
import { at, colour, inTime, type Operator, otherFilm, sign, wave } from './operator.ts';

/** The picture beside, below or above other pictures. */
export const COMPOSITION: readonly Operator[] = [
  {
    name: 'inset',
    family: 'composition',
    most: 'the film on 25 % of each side, at any place before another film',
    apply: (draft, strength, random, others) => {
      const share = at(strength, 1, 0.25);
      before(draft, random, others, even(draft.width * share), even(draft.height * share));
    },
  },
  {
    name: 'surround',
    family: 'composition',
    most: 'the film on 25 % of each side, at any place before its own blurred enlargement',
    apply: (draft, strength, random) => {
      const { width, height } = draft;
      const share = at(strength, 1, 0.25);
      const [w, h] = [even(width * share), even(height * share)];
      const [x, y] = placeFor(draft, random, w, h);
      draft.branch((picture, out, local) => {
        const [whole, behind, small, back] = [local('whole'), local('behind'), local('small'), local('back')];
        const low = `scale=${even(width / 4)}:${even(height / 4)},boxblur=4:2,scale=${width}:${height},setsar=1`;
        return `${picture}split${whole}${behind};${behind}${low}${back};${whole}scale=${w}:${h},setsar=1${small};${back}${small}overlay=${x}:${y}${out}`;
      });
    },
  },
  {
    name: 'tiles',
    family: 'composition',
    most: 'the film in one of 4 × 4 tiles, another film in all others; 3 × 3 below 0.67, 2 × 2 below 0.34',
    apply: (draft, strength, random, others) => {
      const { width, height } = draft;
      const sides = 2 + Math.min(2, Math.floor(3 * strength));
      const [w, h] = [even(width / sides), even(height / sides)];
      const [column, row] = [random.integer(0, sides - 1), random.integer(0, sides - 1)];
      draft.combine(otherFilm(draft, random, others), (picture, other, out, local) => {
        const copies = (count: number, name: string) => Array.from({ length: count }, (_, copy) => local(`${name}${copy}`)).join('');
        const [small, wall, line] = [local('small'), local('wall'), local('line')];
        const lines = `${other}${inTime(draft)},${fill({ width: w, height: h })},split=${sides}${copies(sides, 'a')};${copies(sides, 'a')}hstack=${sides}${line}`;
        const walls = `${line}split=${sides}${copies(sides, 'b')};${copies(sides, 'b')}vstack=${sides},scale=${sides * w}:${sides * h}${wall}`;
        return `${lines};${walls};${picture}scale=${w}:${h},setsar=1${small};${wall}${small}overlay=${column * w}:${row * h}:shortest=1${out}`;
      });
      draft.width = sides * w;
      draft.height = sides * h;
      if (draft.width !== width || draft.height !== height) draft.scale(width, height);
    },
  },
  {
    name: 'split',
    family: 'composition',
    most: 'the film on a quarter of the frame, pressed together or cropped, beside another film',
    apply: (draft, strength, random, others) => {
      const { width, height } = draft;
      const [share, upright, pressed] = [at(strength, 1, 0.25), random.chance(0.5), random.chance(0.5)];
      const [w, h] = upright ? [width, even(height * share)] : [even(width * share), height];
      const end = random.chance(0.5);
      const fitted = pressed ? `scale=${w}:${h},setsar=1` : `crop=${w}:${h}`;
      over(draft, otherFilm(draft, random, others), fitted, end ? width - w : 0, end ? height - h : 0);
    },
  },
  {
    name: 'film-in-front',
    family: 'composition',
    most: 'another film on 85 % of each side before it, at any place',
    apply: (draft, strength, random, others) => {
      const share = at(strength, 0.05, 0.85);
      const [w, h] = [even(draft.width * share), even(draft.height * share)];
      const [x, y] = placeFor(draft, random, w, h);
      draft.combine(otherFilm(draft, random, others), (picture, other, out, local) => {
        const small = local('small');
        return `${other}${inTime(draft)},${fill({ width: w, height: h })}${small};${picture}${small}overlay=${x}:${y}${out}`;
      });
    },
  },
  {
    name: 'covers',
    family: 'composition',
    most: 'one to eight boxes of any colour that cover up to 75 % of the picture',
    apply: (draft, strength, random) => {
      const count = random.integer(1, 8);
      const area = at(strength, 0, 0.75) / count;
      const filters = Array.from({ length: count }, () => {
        const shape = random.between(0.6, 1.6);
        const [w, h] = [Math.sqrt(area * shape), Math.sqrt(area / shape)].map((side) => Math.min(1, side)) as [number, number];
        const [x, y] = [(1 - w) * random.between(0, 1), (1 - h) * random.between(0, 1)];
        const [left, top] = [Math.round(x * draft.width), Math.round(y * draft.height)];
        return `drawbox=x=${left}:y=${top}:w=${even(w * draft.width)}:h=${even(h * draft.height)}:c=${colour(random)}:t=fill`;
      });
      draft.filter(filters.join(','));
    },
  },
  {
    name: 'stickers',
    family: 'composition',
    most: 'four discs of 50 % of the height that wander over the picture',
    apply: (draft, strength, random) => {
      const count = 1 + Math.round(3 * strength);
      for (let sticker = 0; sticker < count; sticker++) {
        const size = even(draft.height * at(strength, 0.05, 0.5));
        const [r, fillColour, spot] = [size / 2, colour(random).slice(2), colour(random).slice(2)];
        const face = `<circle cx="${r}" cy="${r}" r="${r}" fill="#${fillColour}"/><circle cx="${r}" cy="${r * 0.8}" r="${r / 3}" fill="#${spot}"/>`;
        const [across, down] = [wave(random, random.between(0.03, 0.3)), wave(random, random.between(0.03, 0.3))];
        draft.overlay(pictureAsset(size, size, face), `(W-w)*${across}`, `(H-h)*${down}`);
      }
    },
  },
  {
    name: 'captions',
    family: 'composition',
    most: 'seven lines of capitals of 9 % of the height, on bands or not',
    apply: (draft, strength, random) => {
      const { width, height } = draft;
      const lines = 1 + Math.round(6 * strength);
      const [size, band] = [height * at(strength, 0.04, 0.09), random.chance(0.5)];
      const drawn = Array.from({ length: lines }, () => {
        const text = sentence(random, random.integer(3, 7));
        const fitted = Math.min(size, (0.9 * width) / textWidth(text, 1));
        const y = random.between(0, height - 2 * fitted);
        const behind = band ? `<rect x="0" y="${y}" width="${width}" height="${2 * fitted}" fill="#${colour(random).slice(2)}"/>` : '';
        return behind + outlinedText(text, (width - textWidth(text, fitted)) / 2, y + fitted / 2, fitted);
      });
      draft.overlay(pictureAsset(width, height, drawn.join('')), 0, 0);
    },
  },
  {
    name: 'frame',
    family: 'composition',
    most: 'a frame of colour or of another film over 30 % of each edge',
    apply: (draft, strength, random, others) => {
      const { width, height } = draft;
      const edge = at(strength, 0, 0.3);
      const [x, y] = [even(width * edge), even(height * edge)];
      const [w, h] = [even(width - 2 * x), even(height - 2 * y)];
      if (random.chance(0.5)) draft.filter(`crop=${w}:${h}:${x}:${y},pad=${width}:${height}:${x}:${y}:${colour(random)}`);
      else over(draft, otherFilm(draft, random, others), `crop=${w}:${h}:${x}:${y}`, x, y);
    },
  },
  {
    name: 'blend',
    family: 'composition',
    most: 'another film shines through at 70 %, or is screened, multiplied or subtracted in full',
    apply: (draft, strength, random, others) => {
      const mode = random.pick(['normal', 'normal', 'screen', 'multiply', 'difference']);
      const opacity = mode === 'normal' ? at(strength, 1, 0.3) : strength.toFixed(3);
      draft.combine(otherFilm(draft, random, others), (picture, other, out, local) => {
        const [back, front] = [local('back'), local('front')];
        const fitted = `${other}${inTime(draft)},${fill(draft)},format=gbrp${back};${picture}format=gbrp${front}`;
        return `${fitted};${front}${back}blend=all_mode=${mode}:all_opacity=${opacity}:shortest=1${out}`;
      });
    },
  },
  {
    name: 'ghost',
    family: 'composition',
    most: 'half transparent with its own mirror image',
    apply: (draft, strength, random) => {
      const turned = random.pick(['hflip', 'vflip', 'hflip,vflip']);
      draft.branch((picture, out, local) => {
        const [one, two, ghost] = [local('one'), local('two'), local('ghost')];
        return `${picture}split${one}${two};${two}${turned}${ghost};${one}${ghost}blend=all_mode=normal:all_opacity=${at(strength, 1, 0.5)}${out}`;
      });
    },
  },
  {
    name: 'half-mirror',
    family: 'composition',
    most: 'one half of the picture beside its own mirror image',
    apply: (draft, strength, random) => {
      const { width, height } = draft;
      const kept = even(width * at(strength, 1, 0.5));
      const rest = width - kept;
      if (rest < 2) return;
      const right = sign(random) > 0;
      draft.branch((picture, out, local) => {
        const [one, two, flipped, own] = [local('one'), local('two'), local('flipped'), local('own')];
        const parts = `${one}crop=${kept}:${height}:${right ? rest : 0}:0${own};${two}crop=${rest}:${height}:${right ? rest : kept - rest}:0,hflip${flipped}`;
        return `${picture}split${one}${two};${parts};${right ? flipped + own : own + flipped}hstack${out}`;
      });
    },
  },
  {
    name: 'jumble',
    family: 'composition',
    most: 'six swaps of two fields of 3 × 3',
    apply: (draft, strength, random) => {
      const [w, h] = [Math.floor(draft.width / 6) * 2, Math.floor(draft.height / 6) * 2];
      const swaps = Array.from({ length: Math.max(1, Math.round(6 * strength)) }, () => {
        const [one, other] = random.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8]) as [number, number];
        const [x, y] = [(field: number) => (field % 3) * w, (field: number) => Math.floor(field / 3) * h];
        return `swaprect=${w}:${h}:${x(one)}:${y(one)}:${x(other)}:${y(other)}`;
      });
      draft.filter(swaps.join(','));
    },
  },
  {
    name: 'grid',
    family: 'composition',
    most: 'lines of any colour, 6 to 16 times across, that leave less than a quarter of the picture',
    apply: (draft, strength, random) => {
      const cell = Math.round(draft.width / random.integer(6, 16));
      const line = Math.max(1, Math.round(cell * at(strength, 0, 0.5)));
      draft.filter(`drawgrid=w=${cell}:h=${cell}:t=${line}:c=${colour(random)}`);
    },
  },
];

function placeFor({ width, height }: CopyDraft, random: Random, w: number, h: number): readonly [number, number] {
  return [Math.round((width - w) * random.between(0, 1)), Math.round((height - h) * random.between(0, 1))];
}

/** Puts the film, scaled to `w` × `h`, at any place before another one. */
function before(draft: CopyDraft, random: Random, others: readonly Film[], w: number, h: number): void {
  const [x, y] = placeFor(draft, random, w, h);
  over(draft, otherFilm(draft, random, others), `scale=${w}:${h},setsar=1`, x, y);
}

/** Puts the film, after the filters `fitted`, before another one. */
function over(draft: CopyDraft, input: readonly string[], fitted: string, x: number, y: number): void {
  draft.combine(input, (picture, other, out, local) => {
    const [small, back] = [local('small'), local('back')];
    return `${picture}${fitted}${small};${other}${inTime(draft)},${fill(draft)}${back};${back}${small}overlay=${x}:${y}:shortest=1${out}`;
  });
}
