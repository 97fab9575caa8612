import type { AttackFamily } from './attack.ts';

/** Tone, colour, noise and sharpness. */
export const COLOUR: AttackFamily = {
  name: 'colour',
  attacks: [
    {
      name: 'grey',
      ranges: 'without colour',
      alter: (draft) => {
        draft.filter('hue=s=0');
      },
    },
    {
      name: 'gamma',
      ranges: 'gamma 0.55 to 0.8 or 1.3 to 1.9',
      alter: (draft, random) => {
        const gamma = random.chance(0.5) ? random.between(0.55, 0.8) : random.between(1.3, 1.9);
        draft.note({ gamma }).filter(`eq=gamma=${gamma}`);
      },
    },
    {
      name: 'contrast',
      ranges: 'contrast 0.5 to 0.75 or 1.3 to 1.8',
      alter: (draft, random) => {
        const contrast = random.chance(0.5) ? random.between(0.5, 0.75) : random.between(1.3, 1.8);
        draft.note({ contrast }).filter(`eq=contrast=${contrast}`);
      },
    },
    {
      name: 'dark',
      ranges: 'luma times 0.35 to 0.6',
      alter: (draft, random) => {
        const factor = random.between(0.35, 0.6);
        draft.note({ factor }).filter(`curves=all='0/0 1/${factor}'`);
      },
    },
    {
      name: 'colour-cast',
      ranges: 'two of red, green and blue moved by 0.2 to 0.45, in shadows, middle tones and lights alike',
      alter: (draft, random) => {
        const [first, second] = random.shuffle(['r', 'g', 'b']) as [string, string, string];
        const up = random.between(0.2, 0.45);
        const down = -random.between(0.2, 0.45);
        const moves = ['s', 'm', 'h'].map((tone) => `${first}${tone}=${up}:${second}${tone}=${down}`).join(':');
        draft.note({ [first]: up, [second]: down }).filter(`colorbalance=${moves}`);
      },
    },
    {
      name: 'noise',
      ranges: 'fresh noise on every frame, strength 12 to 40 of 255',
      alter: (draft, random) => {
        const strength = random.integer(12, 40);
        draft.note({ strength }).filter(`noise=alls=${strength}:allf=t:all_seed=${random.integer(1, 9999)}`);
      },
    },
    {
      name: 'blur',
      ranges: 'Gaussian, sigma 0.6 to 1.6 % of the width',
      alter: (draft, random) => {
        const sigma = random.between(0.006, 0.016) * draft.width;
        draft.note({ sigma: Number(sigma.toFixed(2)) }).filter(`gblur=sigma=${sigma.toFixed(2)}`);
      },
    },
    {
      name: 'sharpen',
      ranges: 'unsharp mask of 5 to 11 pixels, amount 1 to 3',
      alter: (draft, random) => {
        const size = random.pick([5, 7, 9, 11]);
        const amount = random.between(1, 3);
        draft.note({ size, amount }).filter(`unsharp=${size}:${size}:${amount}`);
      },
    },
  ],
};
