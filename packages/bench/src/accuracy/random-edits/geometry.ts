import { type CopyDraft, even } from '../copy-draft.ts';
import { at, colour, type Operator, ratioAt, sign, wave } from './operator.ts';

/** Where the picture lies in the frame. */
export const GEOMETRY: readonly Operator[] = [
  {
    name: 'crop',
    family: 'geometry',
    most: '35 % of each side is left, from anywhere',
    apply: (draft, strength, random) =>
      cut(draft, at(strength, 1, 0.35), at(strength, 1, 0.35), random.between(0, 1), random.between(0, 1)),
  },
  {
    name: 'strip',
    family: 'geometry',
    most: '35 % of the width or of the height is left, from anywhere',
    apply: (draft, strength, random) => {
      const [share, place] = [at(strength, 1, 0.35), random.between(0, 1)];
      if (random.chance(0.5)) cut(draft, share, 1, place, 0);
      else cut(draft, 1, share, 0, place);
    },
  },
  {
    name: 'flip',
    family: 'geometry',
    most: 'upside down, mirrored or not; below 0.5 only mirrored',
    apply: (draft, strength, random) => {
      if (strength < 0.5 || random.chance(0.5)) draft.mirror();
      if (strength >= 0.5) draft.filter('vflip');
    },
  },
  {
    name: 'quarter-turn',
    family: 'geometry',
    most: 'a quarter turn either way, at any strength',
    apply: (draft, _, random) => {
      draft.filterTo(draft.height, draft.width, `transpose=${random.pick(['clock', 'cclock'])}`);
    },
  },
  {
    name: 'rotation',
    family: 'geometry',
    most: '80° either way, corners in any colour',
    apply: (draft, strength, random) => {
      draft.filter(`rotate=${at(strength, 0, 80) * sign(random)}*PI/180:c=${colour(random)}`);
    },
  },
  {
    name: 'swaying',
    family: 'geometry',
    most: 'turned to and fro by 60° each way, every 2 to 10 s',
    apply: (draft, strength, random) => {
      draft.filter(`rotate='${at(strength, 0, 120)}*PI/180*(${wave(random, random.between(0.1, 0.5))}-0.5)':c=${colour(random)}`);
    },
  },
  {
    name: 'shear',
    family: 'geometry',
    most: 'upper and lower, or left and right edge moved apart by 55 % of the side',
    apply: (draft, strength, random) => {
      const [most, upright] = [at(strength, 0, 0.55), random.chance(0.5)];
      const k = [most, 0, most, 0];
      if (random.chance(0.5)) k.reverse();
      const [a, b] = [k[0], k[1]];
      const corners = upright ? [`0:${a}*H`, `W:${b}*H`, `0:H-${b}*H`, `W:H-${a}*H`] : [`${a}*W:0`, `W-${b}*W:0`, `${b}*W:H`, `W-${a}*W:H`];
      toCorners(draft, corners);
    },
  },
  {
    name: 'projective',
    family: 'geometry',
    most: 'each corner up to 45 % of the sides inside the frame',
    apply: (draft, strength, random) => {
      const inside = () => random.between(0, at(strength, 0, 0.45));
      const [x, y] = [() => `${inside()}*W`, () => `${inside()}*H`];
      toCorners(draft, [`${x()}:${y()}`, `W-${x()}:${y()}`, `${x()}:H-${y()}`, `W-${x()}:H-${y()}`]);
    },
  },
  {
    name: 'lens',
    family: 'geometry',
    most: 'barrel or cushion, k1 0.6 and k2 0.3, around any point of the middle half',
    apply: (draft, strength, random) => {
      const way = sign(random);
      const [k1, k2] = [way * at(strength, 0, 0.6), way * at(strength, 0, 0.3)];
      draft.filter(`lenscorrection=k1=${k1}:k2=${k2}:cx=${random.between(0.25, 0.75)}:cy=${random.between(0.25, 0.75)}`);
    },
  },
  {
    name: 'stretch',
    family: 'geometry',
    most: 'width against height 3 or a third of what it was',
    apply: (draft, strength, random) => {
      const factor = ratioAt(strength, 1, Math.sqrt(3)) ** sign(random);
      draft.scale(draft.width * factor, draft.height / factor);
    },
  },
  {
    name: 'bars',
    family: 'geometry',
    most: 'the picture on 25 % of each side, at any place before a colour',
    apply: (draft, strength, random) => {
      const { width, height } = draft;
      const [w, h] = [even(width * at(strength, 1, 0.25)), even(height * at(strength, 1, 0.25))];
      const [x, y] = [Math.round((width - w) * random.between(0, 1)), Math.round((height - h) * random.between(0, 1))];
      draft.filter(`scale=${w}:${h},pad=${width}:${height}:${x}:${y}:${colour(random)},setsar=1`);
    },
  },
  {
    name: 'pan',
    family: 'geometry',
    most: 'a window of 40 % of each side that moves over the picture, to and fro in 4 to 15 s',
    apply: (draft, strength, random) => {
      const share = at(strength, 1, 0.4);
      const { width, height } = draft;
      const [w, h] = [even(width * share), even(height * share)];
      const along = () => wave(random, random.between(0.07, 0.25));
      draft.filter(`crop=${w}:${h}:x='(iw-ow)*${along()}':y='(ih-oh)*${along()}',scale=${width}:${height},setsar=1`);
    },
  },
  {
    name: 'zoom',
    family: 'geometry',
    most: 'a push in or out between the whole picture and 3 times',
    apply: (draft, strength, random) => {
      const { width, height, frameRate } = draft;
      const [near, frames] = [ratioAt(strength, 1, 3), Math.round(draft.duration * frameRate)];
      const [from, to] = random.chance(0.5) ? [1, near] : [near, 1];
      const [x, y] = [random.between(0.2, 0.8), random.between(0.2, 0.8)];
      const window = `zoompan=z='${from}+${(to - from).toFixed(3)}*on/${frames}':x='(iw-iw/zoom)*${x}':y='(ih-ih/zoom)*${y}'`;
      draft.filter(`scale=2*iw:2*ih,${window}:d=1:s=${width}x${height}:fps=${frameRate},setsar=1`);
    },
  },
  {
    name: 'shake',
    family: 'geometry',
    most: 'a window of 60 % of each side that trembles at 1 to 6 Hz, turned by up to 10°',
    apply: (draft, strength, random) => {
      const share = at(strength, 1, 0.6);
      const { width, height } = draft;
      const [w, h] = [even(width * share), even(height * share)];
      const tremble = () => wave(random, random.between(1, 6));
      const turn = `rotate='${at(strength, 0, 20)}*PI/180*(${tremble()}-0.5)'`;
      draft.filter(`${turn},crop=${w}:${h}:x='(iw-ow)*${tremble()}':y='(ih-oh)*${tremble()}',scale=${width}:${height},setsar=1`);
    },
  },
];

/** Keeps a part of the picture, enlarged to about the area of the whole. */
function cut(draft: CopyDraft, across: number, down: number, left: number, top: number): void {
  const [w, h] = [even(draft.width * across), even(draft.height * down)];
  const [x, y] = [Math.round((draft.width - w) * left), Math.round((draft.height - h) * top)];
  const larger = Math.sqrt((draft.width * draft.height) / (w * h));
  draft.filter(`crop=${w}:${h}:${x}:${y}`).scale(w * larger, h * larger);
}

/** Moves the corners of the picture: upper left, upper right, lower left, lower right. What it leaves is black. */
function toCorners(draft: CopyDraft, corners: readonly string[]): void {
  const points = corners.map((corner, place) => {
    const [x, y] = corner.split(':');
    return `x${place}=${x}:y${place}=${y}`;
  });
  // The filter repeats the picture's edge where nothing is.
  draft.filter(`drawbox=c=black:t=3,perspective=${points.join(':')}:sense=destination`);
}
