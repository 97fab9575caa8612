import { pictureAsset } from '../assets/asset.ts';
import { strokeText, textWidth } from '../assets/stroke-font.ts';
import { personName } from '../assets/words.ts';
import { even, fill } from '../copy-draft.ts';
import { type AttackFamily, drawPiece } from './attack.ts';

/** Alterations that change from moment to moment. Made without sound, which would reveal the copy. */
export const MOVING: AttackFamily = {
  name: 'moving',
  attacks: [
    {
      name: 'deep-zoom',
      ranges: 'a slow push in or out between 1.0–1.1 and 1.4–1.7 times; without sound',
      alter: (draft, random) => {
        const [near, far] = [random.between(1.4, 1.7), random.between(1, 1.1)];
        const out = random.chance(0.5);
        const [from, to] = out ? [near, far] : [far, near];
        const frames = Math.round(draft.duration * draft.frameRate);
        const { width, height, frameRate } = draft;
        const pan = `zoompan=z='${from}+${(to - from).toFixed(3)}*on/${frames}':x='iw/2-(iw/zoom/2)':y='ih/2-(ih/zoom/2)'`;
        draft.mute().note({ from, to }).filter(`scale=2*iw:2*ih,${pan}:d=1:s=${width}x${height}:fps=${frameRate},setsar=1`);
      },
    },
    {
      name: 'pan',
      ranges: 'a window of 65 to 85 % of each side that moves from one side to the other and back in 8 to 20 s; without sound',
      alter: (draft, random) => {
        const [share, seconds, phase] = [random.between(0.65, 0.85), random.between(8, 20), random.between(0, 1)];
        const [w, h] = [even(draft.width * share), even(draft.height * share)];
        const along = (size: string) => `(i${size}-o${size})*(0.5+0.5*sin(2*PI*(t/${seconds}+${phase})))`;
        const [x, y] = random.chance(0.5) ? [along('w'), '(ih-oh)/2'] : [along('w'), along('h')];
        draft.mute().note({ share, seconds }).filterTo(w, h, `crop=${w}:${h}:x='${x}':y='${y}'`);
      },
    },
    {
      name: 'shake',
      ranges: 'a window of 84 to 94 % of each side that trembles at 0.7 to 4 Hz across and down, turned by up to 2°; without sound',
      alter: (draft, random) => {
        const [share, degrees] = [random.between(0.84, 0.94), random.between(0.3, 2)];
        const [w, h] = [even(draft.width * share), even(draft.height * share)];
        const sway = () => `sin(2*PI*(t*${random.between(0.7, 4).toFixed(2)}+${random.between(0, 1).toFixed(2)}))`;
        const turn = `rotate='${degrees}*PI/180*${sway()}':c=black`;
        draft
          .mute()
          .note({ share, degrees })
          .filterTo(w, h, `${turn},crop=${w}:${h}:x='(iw-ow)/2*(1+${sway()})':y='(ih-oh)/2*(1+${sway()})'`);
      },
    },
    {
      name: 'roaming-mark',
      ranges: 'a name in capitals of 6 to 12 % of the height that wanders over the whole picture, opacity 0.4 to 0.9; without sound',
      alter: (draft, random) => {
        const [size, opacity] = [random.between(0.06, 0.12) * draft.height, random.between(0.4, 0.9)];
        const text = personName(random);
        const fitted = Math.min(size, (0.9 * draft.width) / textWidth(text, 1));
        const [w, h] = [even(textWidth(text, fitted) + fitted), even(2 * fitted)];
        const letters = strokeText(text, fitted / 2, fitted / 2, fitted, 'stroke="#fff" stroke-width="1.2"');
        const mark = pictureAsset(w, h, `<g opacity="${opacity}">${letters}</g>`);
        const sway = () => `(0.5+0.5*sin(2*PI*(t/${random.between(3, 11).toFixed(2)}+${random.between(0, 1).toFixed(2)})))`;
        draft.mute().note({ text, opacity }).overlay(mark, `(W-w)*${sway()}`, `(H-h)*${sway()}`);
      },
    },
    {
      name: 'wobbling-speed',
      ranges: 'speed that swings by 4 to 12 % around 1 every 3 to 9 s; without sound',
      alter: (draft, random) => {
        const [depth, seconds] = [random.between(0.04, 0.12), random.between(3, 9)];
        const swing = (depth * seconds) / (2 * Math.PI);
        draft
          .mute()
          .note({ depth, seconds })
          .filter(`setpts='PTS+${swing.toFixed(4)}*sin(2*PI*T/${seconds.toFixed(3)})/TB',fps=${draft.frameRate}`);
      },
    },
    {
      name: 'interleaved-frames',
      ranges: 'one or two of every 3 to 6 frames are another film’s; without sound',
      alter: (draft, random, stock) => {
        const [every, foreign] = [random.integer(3, 6), random.integer(1, 2)];
        const host = random.pick(stock.unenrolled);
        draft.mute().note({ every, foreign, host: host.id });
        draft.combine(draft.filmInput(host, random.between(0, host.duration / 2)), (picture, other, out, local) => {
          const covering = local('other');
          const shown = `overlay=enable='lt(mod(n,${every}),${foreign})'`;
          return `${other}fps=${draft.frameRate},${fill(draft)}${covering};${picture}${covering}${shown}${out}`;
        });
      },
    },
    {
      name: 'flashes',
      ranges: 'white, black or inverted for 2 to 5 frames, 1 to 3 times a second; without sound',
      alter: (draft, random) => {
        const [frames, times] = [random.integer(2, 5), random.between(1, 3)];
        const kind = random.pick(['white', 'black', 'inverted']);
        const shown = `enable='lt(mod(t,${(1 / times).toFixed(3)}),${(frames / draft.frameRate).toFixed(3)})'`;
        const filter = kind === 'inverted' ? `negate=${shown}` : `drawbox=c=${kind}:t=fill:${shown}`;
        draft.mute().note({ frames, times, kind }).filter(filter);
      },
    },
    {
      name: 'shuffled-pieces',
      ranges: 'five to eight pieces of 1.5 to 4 s of one film in any order, without overlap; without sound',
      leastRecall: 0.75,
      combines: false,
      cut: (random, { film }) => {
        const count = Math.min(random.integer(5, 8), Math.floor(film.duration / 1.7));
        const part = film.duration / count;
        const pieces = Array.from({ length: count }, (_, at) => {
          const { start, duration } = drawPiece(random, { ...film, duration: part }, random.between(1.5, 4));
          return { film, start: Math.floor((at * part + start) * film.frameRate) / film.frameRate, duration };
        });
        return random.shuffle(pieces);
      },
      alter: (draft) => {
        draft.mute();
      },
    },
  ],
};
