import { type CopyDraft, fill } from '../copy-draft.ts';
import type { Stock } from '../film.ts';

import type { Random } from '../seeded-random.ts';
import type { AttackFamily } from './attack.ts';

/**
 * Tones that people change so that an upload is not recognised. After the augmentations of AugLy (Papakipos and Bitton, 2022) and of the
 * Video Similarity Challenge (Pizzi et al., 2024). Made without sound, which would reveal the copy.
 */
export const TONE: AttackFamily = {
  name: 'tone',
  attacks: [
    {
      name: 'negative',
      ranges:
        'the negative: dark is bright and bright is dark, colours too in one of two; contrast 0.6 to 1.3, gamma 0.8 to 1.25; without sound',
      alter: (draft, random) => {
        const colours = random.chance(0.5);
        const [contrast, gamma] = [random.between(0.6, 1.3), random.between(0.8, 1.25)];
        const inverted = colours ? 'negate' : 'negate=components=y';
        draft.mute().note({ colours, contrast, gamma }).filter(`format=yuv420p,${inverted},eq=contrast=${contrast}:gamma=${gamma}`);
      },
    },
    {
      name: 'solarised',
      ranges: 'tones above 50 to 80 % of white inverted; without sound',
      leastRecall: 0.75,
      alter: (draft, random) => {
        const from = random.between(0.5, 0.8);
        const level = Math.round(from * 255);
        draft.mute().note({ from }).filter(`format=yuv420p,lutyuv=y='if(gt(val,${level}),${level}-(val-${level}),val)'`);
      },
    },
    {
      name: 'swapped-channels',
      ranges: 'red, green and blue exchanged in one of five ways; without sound',
      alter: (draft, random) => {
        const order = random.pick(['grb', 'rbg', 'bgr', 'gbr', 'brg']);
        const row = (to: string, from: string) => ['r', 'g', 'b'].map((each) => `${to}${each}=${each === from ? 1 : 0}`).join(':');
        const mixed = ['r', 'g', 'b'].map((to, at) => row(to, order[at]!)).join(':');
        draft.mute().note({ order }).filter(`format=gbrp,colorchannelmixer=${mixed}`);
      },
    },
    {
      name: 'posterised',
      ranges: '3 to 8 levels of luma; without sound',
      alter: (draft, random) => {
        const levels = random.integer(3, 8);
        draft
          .mute()
          .note({ levels })
          .filter(`format=yuv420p,lutyuv=y='round(val*${levels - 1}/255)*255/${levels - 1}'`);
      },
    },
    {
      name: 'vignette',
      ranges: 'dark corners, angle π/5 to π/2.6, anywhere in the middle half; without sound',
      alter: (draft, random) => {
        const angle = Math.PI / random.between(2.6, 5);
        const [x, y] = [random.between(0.25, 0.75), random.between(0.25, 0.75)];
        draft.mute().note({ angle, x, y }).filter(`vignette=angle=${angle}:x0=w*${x}:y0=h*${y}`);
      },
    },
    {
      name: 'grain',
      ranges: 'coarse film grain: noise of strength 30 to 80 at a third to a fifth of the size; without sound',
      alter: (draft, random) => {
        const [strength, coarse] = [random.integer(30, 80), random.integer(3, 5)];
        const [w, h] = [Math.round(draft.width / coarse), Math.round(draft.height / coarse)];
        const size = `${draft.width}:${draft.height}`;
        const seed = random.integer(1, 9999);
        draft
          .mute()
          .note({ strength, coarse })
          .branch((picture, out, local) => {
            const [film, grey, grain] = [local('film'), local('grey'), local('grain')];
            const noise = `scale=${w}:${h},lutyuv=y=128:u=128:v=128,noise=c0s=${strength}:c0f=t:all_seed=${seed},scale=${size}`;
            return `${picture}format=yuv420p,split${film}${grey};${grey}${noise}${grain};${film}${grain}blend=c0_mode=grainmerge${out}`;
          });
      },
    },
    {
      name: 'pixelated',
      ranges: 'blocks of 2 to 5 % of the width; without sound',
      alter: (draft, random) => {
        const block = random.between(0.02, 0.05);
        const [w, h] = [Math.round(1 / block), Math.round(draft.height / draft.width / block)];
        draft.mute().note({ block }).filter(`scale=${w}:${h}:flags=area,scale=${draft.width}:${draft.height}:flags=neighbor,setsar=1`);
      },
    },
    {
      name: 'ghost',
      ranges: 'another film over this one throughout, at an opacity of 0.2 to 0.4; without sound',
      leastRecall: 0.75,
      alter: (draft, random, stock) => {
        const opacity = random.between(0.2, 0.4);
        draft.mute().note({ opacity });
        blended(draft, random, stock, `lutyuv=a='val*${opacity.toFixed(3)}'`);
      },
    },
    {
      name: 'fading-ghost',
      ranges: 'another film that fades in and out over this one, at an opacity of up to 0.4 to 0.7, every 3 to 8 s; without sound',
      leastRecall: 0.75,
      alter: (draft, random, stock) => {
        const [most, seconds] = [random.between(0.4, 0.7), random.between(3, 8)];
        draft.mute().note({ most, seconds });
        const half = seconds / 2;
        // In for half of the time, out for the other half.
        const fades = Array.from({ length: Math.ceil(draft.duration / half) }, (_, at) => {
          const [start, end] = [(at * half).toFixed(3), ((at + 1) * half).toFixed(3)];
          return `fade=t=${at % 2 === 0 ? 'in' : 'out'}:st=${start}:d=${half.toFixed(3)}:alpha=1:enable='between(t,${start},${end})'`;
        });
        blended(draft, random, stock, `lutyuv=a='val*${most.toFixed(3)}',${fades.join(',')}`);
      },
    },
  ],
};

/** Lays a film that is not enrolled over the copy. @param shown - Filters that make it transparent. */
function blended(draft: CopyDraft, random: Random, stock: Stock, shown: string): void {
  const host = random.pick(stock.unenrolled);
  draft.note({ host: host.id }).combine(draft.filmInput(host, random.between(0, host.duration / 2)), (picture, other, out, local) => {
    const ghost = local('ghost');
    return `${other}fps=${draft.frameRate},${fill(draft)},format=yuva420p,${shown}${ghost};${picture}${ghost}overlay${out}`;
  });
}
