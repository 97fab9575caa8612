import { type CopyDraft, even } from '../copy-draft.ts';
import type { AttackFamily } from './attack.ts';

/** Bars, crops, stretching and rotation: the picture elsewhere in the frame. */
export const GEOMETRY: AttackFamily = {
  name: 'geometry',
  attacks: [
    {
      name: 'letterbox',
      ranges: 'black bars above and below, together 12 to 40 % of the frame height',
      alter: (draft, random) => {
        const bars = random.between(0.12, 0.4);
        pad(draft.note({ bars }), draft.width, draft.height / (1 - bars));
      },
    },
    {
      name: 'pillarbox',
      ranges: 'black bars left and right, together 12 to 40 % of the frame width',
      alter: (draft, random) => {
        const bars = random.between(0.12, 0.4);
        pad(draft.note({ bars }), draft.width / (1 - bars), draft.height);
      },
    },
    {
      name: 'windowbox',
      ranges: 'black bars all round, together 10 to 30 % of each side',
      alter: (draft, random) => {
        const across = random.between(0.1, 0.3);
        const down = random.between(0.1, 0.3);
        pad(draft.note({ across, down }), draft.width / (1 - across), draft.height / (1 - down));
      },
    },
    {
      name: 'blurred-bars',
      ranges: 'the whole picture before its own enlarged, blurred self: upright 9:16, square, or 16:9 around a narrower picture',
      alter: (draft, random) => {
        const shape = draft.width / draft.height > 1.5 ? random.pick(['9:16', '1:1', '4:5']) : random.pick(['9:16', '16:9']);
        const [across, down] = shape.split(':').map(Number) as [number, number];
        blurredBars(draft.note({ shape }), across / down, random.between(0.04, 0.1));
      },
    },
    {
      name: 'crop-centre',
      ranges: '5 to 25 % of width and of height cut off, evenly on both sides',
      alter: (draft, random) => {
        const cut = random.between(0.05, 0.25);
        crop(draft.note({ cut }), 1 - cut, 0.5, 0.5);
      },
    },
    {
      name: 'crop-off-centre',
      ranges: '8 to 25 % of width and of height cut off, unevenly: 0 to 30 or 70 to 100 % of it on the left and on the top',
      alter: (draft, random) => {
        const cut = random.between(0.08, 0.25);
        const uneven = () => (random.chance(0.5) ? random.between(0, 0.3) : random.between(0.7, 1));
        const left = uneven();
        const top = uneven();
        crop(draft.note({ cut, left, top }), 1 - cut, left, top);
      },
    },
    {
      name: 'zoom',
      ranges: 'a slow push in, from 1.0–1.1 to 1.15–1.3 times',
      alter: (draft, random) => {
        const from = random.between(1, 1.1);
        const to = random.between(1.15, 1.3);
        const frames = Math.round(draft.duration * draft.frameRate);
        const { width, height, frameRate } = draft;
        // zoompan moves its window by whole pixels. On a doubled picture the steps are invisible.
        const pan = `zoompan=z='${from}+${(to - from).toFixed(3)}*on/${frames}':x='iw/2-(iw/zoom/2)':y='ih/2-(ih/zoom/2)'`;
        draft.note({ from, to }).filter(`scale=2*iw:2*ih,${pan}:d=1:s=${width}x${height}:fps=${frameRate},setsar=1`);
      },
    },
    {
      name: 'stretch',
      ranges: 'width against height 0.7 to 0.9 or 1.12 to 1.4 of what it was',
      alter: (draft, random) => {
        const factor = random.chance(0.5) ? random.between(0.7, 0.9) : random.between(1.12, 1.4);
        draft.note({ factor }).scale(draft.width * Math.min(1, factor), draft.height / Math.max(1, factor));
      },
    },
    {
      name: 'mirror',
      ranges: 'left and right exchanged',
      alter: (draft) => {
        draft.mirror();
      },
    },
    {
      name: 'rotate',
      ranges: 'turned by 2 to 5° either way, corners black or cut off',
      alter: (draft, random) => {
        const degrees = random.between(2, 5) * (random.chance(0.5) ? 1 : -1);
        const corners = random.pick(['black', 'cut off']);
        draft.note({ degrees, corners }).filter(`rotate=${degrees}*PI/180:c=black`);
        if (corners === 'cut off') crop(draft, inscribedShare(draft.width, draft.height, degrees), 0.5, 0.5);
      },
    },
    {
      name: 'quarter-turn',
      ranges: 'turned by 90° or by 270° (an upright phone)',
      alter: (draft, random) => {
        const turn = random.pick(['clock', 'cclock']);
        draft.note({ turn }).filterTo(draft.height, draft.width, `transpose=${turn}`);
      },
    },
  ],
};

/** Puts the picture in the middle of a larger black frame. */
function pad(draft: CopyDraft, width: number, height: number): void {
  const [w, h] = [even(width), even(height)];
  draft.filterTo(w, h, `pad=${w}:${h}:(ow-iw)/2:(oh-ih)/2:black`);
}

/** Keeps a part of the picture, of `share` of each side; `left` and `top` say which share of the loss is there. */
export function crop(draft: CopyDraft, share: number, left: number, top: number): void {
  const [w, h] = [even(draft.width * share), even(draft.height * share)];
  const x = Math.round((draft.width - w) * left);
  const y = Math.round((draft.height - h) * top);
  draft.filterTo(w, h, `crop=${w}:${h}:${x}:${y}`);
}

/** The share of each side of the largest picture of the same shape inside one that was rotated by `degrees`. */
export function inscribedShare(width: number, height: number, degrees: number): number {
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const shape = Math.max(width / height, height / width);
  return 1 / (Math.cos(angle) + shape * Math.sin(angle));
}

function blurredBars(draft: CopyDraft, shape: number, blur: number): void {
  const wide = draft.width / draft.height > shape;
  const width = wide ? draft.width : even(draft.height * shape);
  const height = wide ? even(draft.width / shape) : draft.height;
  const radius = Math.max(2, Math.round(Math.min(width, height) * blur));
  // Blurring at a quarter of the size looks the same and takes a sixteenth of the time.
  const [small, low] = [even(width / 4), even(height / 4)];
  const cover = `scale=${small}:${low}:force_original_aspect_ratio=increase,crop=${small}:${low},boxblur=${Math.max(1, Math.round(radius / 4))}:2`;
  draft.width = width;
  draft.height = height;
  draft.branch((picture, out, local) => {
    const [whole, behind, back] = [local('whole'), local('behind'), local('back')];
    const blurred = `${behind}${cover},scale=${width}:${height},setsar=1${back}`;
    return `${picture}split${whole}${behind};${blurred};${back}${whole}overlay=(W-w)/2:(H-h)/2${out}`;
  });
}
