import { even, fill } from '../copy-draft.ts';
import type { AttackFamily } from './attack.ts';
import { crop, inscribedShare } from './geometry.ts';

/**
 * Geometry beyond the ranges with a required recall: it shows what thumbnails gain. Made only by name, and without sound, which would reveal most of them.
 */
export const FAR: AttackFamily = {
  name: 'far',
  attacks: [
    {
      name: 'far-turn',
      ranges: 'turned by 6 to 15° either way, corners black or cut off; without sound',
      leastRecall: 0,
      combines: false,
      alter: (draft, random) => {
        const degrees = random.between(6, 15) * (random.chance(0.5) ? 1 : -1);
        const corners = random.pick(['black', 'cut off']);
        draft.mute().note({ degrees, corners }).filter(`rotate=${degrees}*PI/180:c=black`);
        if (corners === 'cut off') crop(draft, inscribedShare(draft.width, draft.height, degrees), 0.5, 0.5);
      },
    },
    {
      name: 'far-crop',
      ranges: '30 to 50 % of width and of height cut off, unevenly: 0 to 30 or 70 to 100 % of it on the left and on the top; without sound',
      leastRecall: 0,
      combines: false,
      alter: (draft, random) => {
        const cut = random.between(0.3, 0.5);
        const uneven = () => (random.chance(0.5) ? random.between(0, 0.3) : random.between(0.7, 1));
        const [left, top] = [uneven(), uneven()];
        crop(draft.mute().note({ cut, left, top }), 1 - cut, left, top);
      },
    },
    {
      name: 'upright-cut',
      ranges: 'an upright 9:16 or a square cut of a wide picture, anywhere across it; without sound',
      leastRecall: 0,
      combines: false,
      alter: (draft, random) => {
        const shape = random.pick([9 / 16, 1]);
        const [w, h] = [even(Math.min(draft.width, draft.height * shape)), draft.height];
        const x = Math.round((draft.width - w) * random.between(0, 1));
        draft.mute().note({ shape, x }).filterTo(w, h, `crop=${w}:${h}:${x}:0`);
      },
    },
    {
      name: 'perspective',
      ranges: 'each corner 3 to 14 % of the sides inside the picture; without sound',
      leastRecall: 0,
      combines: false,
      alter: (draft, random) => {
        const inset = () => random.between(0.03, 0.14).toFixed(3);
        const corners = [`x0=${inset()}*W:y0=${inset()}*H`, `x1=W-${inset()}*W:y1=${inset()}*H`];
        corners.push(`x2=${inset()}*W:y2=H-${inset()}*H`, `x3=W-${inset()}*W:y3=H-${inset()}*H`);
        draft.mute().filter(`perspective=${corners.join(':')}:sense=source`);
      },
    },
    {
      name: 'person-in-front',
      ranges: 'another film in a dome of 35 to 50 % of the width and 85 % of the height before this one; without sound',
      leastRecall: 0,
      combines: false,
      alter: (draft, random, stock) => {
        const share = random.between(0.35, 0.5);
        const x = Math.round(draft.width * random.between(0, 1 - share));
        const size = { width: even(draft.width * share), height: even(draft.height * 0.85) };
        const host = random.pick(stock.unenrolled);
        const dome = "geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='255*lt(pow((X-W/2)/(W/2),2)+pow((Y-H)/H,2),1)'";
        const input = draft
          .mute()
          .note({ share, host: host.id })
          .filmInput(host, random.between(0, host.duration / 2));
        draft.combine(input, (picture, other, out, local) => {
          const person = local('person');
          return `${other}fps=${draft.frameRate},${fill(size)},format=yuva420p,${dome}${person};${picture}${person}overlay=${x}:H-h${out}`;
        });
      },
    },
    {
      name: 'opaque-boxes',
      ranges: 'four to six opaque boxes of 15 to 30 % of the width and 10 to 25 % of the height, anywhere; without sound',
      leastRecall: 0,
      combines: false,
      alter: (draft, random) => {
        const boxes = Array.from({ length: random.integer(4, 6) }, () => {
          const [x, y] = [Math.round(draft.width * random.between(0, 0.75)), Math.round(draft.height * random.between(0, 0.8))];
          const [w, h] = [Math.round(draft.width * random.between(0.15, 0.3)), Math.round(draft.height * random.between(0.1, 0.25))];
          return `drawbox=x=${x}:y=${y}:w=${w}:h=${h}:color=${random.pick(['white', 'black', 'red', 'yellow', 'blue'])}:t=fill`;
        });
        draft.mute().note({ boxes: boxes.length }).filter(boxes.join(','));
      },
    },
  ],
};
