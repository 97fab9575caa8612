import { type Asset, pictureAsset } from '../assets/asset.ts';
import { outlinedText, strokeText, textWidth } from '../assets/stroke-font.ts';
import { personName, sentence } from '../assets/words.ts';
import { type CopyDraft, even, fill } from '../copy-draft.ts';
import type { Stock } from '../film.ts';
import type { Random } from '../seeded-random.ts';
import type { AttackFamily } from './attack.ts';

/** Something over the film, or the film over something. */
export const OVERLAY: AttackFamily = {
  name: 'overlay',
  attacks: [
    {
      name: 'subtitles',
      ranges: 'white with black edges, one or two lines, capitals 4 to 7 % of the height, another text every 1.5 to 4 s',
      alter: (draft, random) => {
        const size = random.between(0.04, 0.07);
        draft.note({ size });
        for (let time = random.between(0, 1); time < draft.duration; ) {
          const end = time + random.between(1.5, 4);
          const lines = Array.from({ length: random.integer(1, 2) }, () => sentence(random, random.integer(3, 6)));
          draft.overlay(subtitle(draft, lines, size * draft.height), 0, 0, { start: time, end });
          time = end + random.between(0.1, 0.6);
        }
      },
    },
    {
      name: 'notice',
      ranges: '“PROPERTY OF …” burned in for the whole length, capitals 4 to 8 % of the height, opacity 0.5 to 1, anywhere',
      alter: (draft, random) => {
        const size = random.between(0.04, 0.08) * draft.height;
        const opacity = random.between(0.5, 1);
        const text = `Property of ${personName(random).split(' ')[1]} Pictures`;
        const place = random.between(0.05, 0.9);
        draft.note({ text, opacity, place }).overlay(notice(draft, text, size, opacity, place), 0, 0);
      },
    },
    {
      name: 'tiled-marks',
      ranges: 'a slanting name repeated over the whole frame, opacity 0.15 to 0.4, 3 to 5 rows',
      alter: (draft, random) => {
        const opacity = random.between(0.15, 0.4);
        const rows = random.integer(3, 5);
        draft.note({ opacity, rows }).overlay(tiles(draft, `Screener ${random.integer(1000, 9999)}`, rows, opacity), 0, 0);
      },
    },
    {
      name: 'logo-boxes',
      ranges: 'one to three opaque boxes in corners, each 12 to 25 % of the width and 8 to 18 % of the height',
      alter: (draft, random) => {
        const boxes = random.integer(1, 3);
        draft.note({ boxes });
        const corners = random.shuffle([0, 1, 2, 3]).slice(0, boxes);
        draft.overlay(logoBoxes(draft, random, corners), 0, 0);
      },
    },
    {
      name: 'picture-in-picture',
      ranges: 'the film at 40 to 75 % of the frame width, anywhere on another moving picture',
      alter: (draft, random, stock) => {
        const share = random.between(0.4, 0.75);
        const [x, y] = [random.between(0, 1), random.between(0, 1)];
        placeOver(draft.note({ share, x, y }), random, stock, share, x, y);
      },
    },
    {
      name: 'picture-in-picture-corner',
      ranges: 'the film at 25 to 33 % of the frame width in a corner of another moving picture',
      leastRecall: 0.75,
      alter: (draft, random, stock) => {
        const share = random.between(0.25, 0.33);
        const [x, y] = [random.pick([0.04, 0.96]), random.pick([0.05, 0.95])];
        placeOver(draft.note({ share, x, y }), random, stock, share, x, y);
      },
    },
    {
      name: 'reaction-overlay',
      ranges: 'another film, 25 to 40 % of the frame wide and high, in a corner before this one',
      leastRecall: 0.75,
      alter: (draft, random, stock) => {
        const share = random.between(0.25, 0.4);
        const [right, bottom] = [random.chance(0.5), random.chance(0.5)];
        const host = random.pick(stock.unenrolled);
        draft.note({ share, host: host.id });
        const size = { width: even(draft.width * share), height: even(draft.height * share) };
        const frame = fill(size);
        const place = `x=${right ? 'W-w' : '0'}:y=${bottom ? 'H-h' : '0'}`;
        const input = draft.filmInput(host, random.between(0, host.duration / 2));
        draft.combine(input, (picture, other, out, local) => {
          const person = local('person');
          return `${other}fps=${draft.frameRate},${frame}${person};${picture}${person}overlay=${place}${out}`;
        });
      },
    },
  ],
};

function subtitle(draft: CopyDraft, lines: readonly string[], size: number): Asset {
  const { width, height } = draft;
  const fitted = Math.min(size, ...lines.map((line) => (0.94 * width) / textWidth(line, 1)));
  const drawn = lines.map((line, at) => {
    const fromBottom = (lines.length - at) * 1.6 + 0.4;
    return outlinedText(line, (width - textWidth(line, fitted)) / 2, height - fromBottom * fitted, fitted);
  });
  return pictureAsset(width, height, drawn.join(''));
}

function notice(draft: CopyDraft, text: string, size: number, opacity: number, place: number): Asset {
  const { width, height } = draft;
  const fitted = Math.min(size, (0.94 * width) / textWidth(text, 1));
  const letters = outlinedText(text, (width - textWidth(text, fitted)) / 2, place * (height - fitted), fitted);
  return pictureAsset(width, height, `<g opacity="${opacity}">${letters}</g>`);
}

function tiles(draft: CopyDraft, text: string, rows: number, opacity: number): Asset {
  const { width, height } = draft;
  const size = height / rows / 4;
  const step = textWidth(text, size) * 1.3;
  const letters: string[] = [];
  // The pattern is rotated as a whole, so it has to extend past every edge.
  for (let row = -rows; row < 2 * rows; row++) {
    for (let x = -width; x < 2 * width; x += step) {
      letters.push(strokeText(text, x + (row % 2) * step * 0.5, (row + 0.5) * (height / rows), size, 'stroke="#fff" stroke-width="0.9"'));
    }
  }
  return pictureAsset(width, height, `<g opacity="${opacity}" transform="rotate(-20 ${width / 2} ${height / 2})">${letters.join('')}</g>`);
}

function logoBoxes(draft: CopyDraft, random: Random, corners: readonly number[]): Asset {
  const { width, height } = draft;
  const boxes = corners.map((corner) => {
    const w = random.between(0.12, 0.25) * width;
    const h = random.between(0.08, 0.18) * height;
    const margin = random.between(0.01, 0.04) * width;
    const x = corner % 2 === 0 ? margin : width - w - margin;
    const y = corner < 2 ? margin : height - h - margin;
    const hue = random.integer(0, 359);
    const text = personName(random).split(' ')[0]!;
    const size = Math.min(h * 0.5, (0.8 * w) / textWidth(text, 1));
    const letters = strokeText(text, x + (w - textWidth(text, size)) / 2, y + (h - size) / 2, size, 'stroke="#fff" stroke-width="1.1"');
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="4" fill="hsl(${hue} 70% 35%)"/>${letters}`;
  });
  return pictureAsset(width, height, boxes.join(''));
}

/** Puts the copy, at `share` of the frame width, on the moving picture of an unrelated film, 16:9 or of the copy's shape. */
function placeOver(draft: CopyDraft, random: Random, stock: Stock, share: number, x: number, y: number): void {
  const host = random.pick(stock.unenrolled);
  draft.note({ host: host.id });
  const { width, height } = draft;
  const [w, h] = [even(width * share), even(height * share)];
  const cover = `fps=${draft.frameRate},${fill(draft)}`;
  draft.combine(draft.filmInput(host, random.between(0, host.duration / 2)), (picture, other, out, local) => {
    const [small, back] = [local('small'), local('back')];
    const placed = `overlay=x=(W-w)*${x}:y=(H-h)*${y}:shortest=1`;
    return `${picture}scale=${w}:${h}${small};${other}${cover}${back};${back}${small}${placed}${out}`;
  });
}
