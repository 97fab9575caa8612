import { type CopyDraft, even } from '../copy-draft.ts';
import { at, type Operator, ratioAt, sign, wave } from './operator.ts';

/** Tones, colours and detail. */
export const PHOTOMETRIC: readonly Operator[] = [
  {
    name: 'curves',
    family: 'photometric',
    most: 'a curve of tones through five points, each up to 0.9 from where it was',
    apply: (draft, strength, random) => {
      const points = [0, 0.25, 0.5, 0.75, 1].map((x) => {
        const y = x + strength * random.between(-0.9, 0.9);
        return `${x}/${Math.min(1, Math.max(0, y)).toFixed(3)}`;
      });
      draft.filter(`curves=all='${points.join(' ')}'`);
    },
  },
  {
    name: 'light',
    family: 'photometric',
    most: 'contrast 0.2 or 2.5, brightness moved by 0.3 either way',
    apply: (draft, strength, random) => {
      const contrast = ratioAt(strength, 1, random.pick([0.2, 2.5]));
      draft.filter(`eq=contrast=${contrast}:brightness=${at(strength, 0, 0.3) * sign(random)}`);
    },
  },
  {
    name: 'gamma',
    family: 'photometric',
    most: 'gamma 6 or a sixth',
    apply: (draft, strength, random) => {
      draft.filter(`eq=gamma=${(ratioAt(strength, 1, 6) ** sign(random)).toFixed(3)}`);
    },
  },
  {
    name: 'hue',
    family: 'photometric',
    most: 'hue turned by 180°, saturation 0 or 4',
    apply: (draft, strength, random) => {
      const [turn, most] = [at(strength, 0, 180) * sign(random), random.pick([0, 4])];
      draft.filter(`hue=h=${turn}:s=${at(strength, 1, most)}`);
    },
  },
  {
    name: 'channels',
    family: 'photometric',
    most: 'each of red, green and blue mixed from all three by any weights, also negative ones',
    apply: (draft, strength, random) => {
      const row = (to: string) => {
        const weights = [0, 1, 2].map(() => random.between(-1, 1.5));
        // No brighter than white.
        const whole = Math.max(1, Math.abs(weights.reduce((sum, weight) => sum + weight)));
        return ['r', 'g', 'b'].map((from, place) => `${to}${from}=${at(strength, from === to ? 1 : 0, weights[place]! / whole)}`).join(':');
      };
      draft.filter(`format=gbrp,colorchannelmixer=${['r', 'g', 'b'].map(row).join(':')}`);
    },
  },
  {
    name: 'negative',
    family: 'photometric',
    most: 'the negative at a contrast of 0.3; below 0.3 of the colours only',
    apply: (draft, strength) => {
      if (strength < 0.3) draft.filter('format=yuv420p,lutyuv=u=negval:v=negval');
      else draft.filter(`format=yuv420p,negate,eq=contrast=${at(strength, 1, 0.3)}`);
    },
  },
  {
    name: 'fold',
    family: 'photometric',
    most: 'tones three times as steep, and folded back at black and white',
    apply: (draft, strength) => {
      draft.filter(`format=yuv420p,lutyuv=y='255-abs(255-mod(val*${at(strength, 1, 3)},510))'`);
    },
  },
  {
    name: 'noise',
    family: 'photometric',
    most: 'noise of strength 100, new in each frame or not',
    apply: (draft, strength, random) => {
      const seed = random.integer(1, 99_999);
      draft.filter(`noise=all_seed=${seed}:alls=${Math.round(at(strength, 1, 100))}${random.chance(0.7) ? ':allf=t' : ''}`);
    },
  },
  {
    name: 'blur',
    family: 'photometric',
    most: 'a Gaussian of 6 % of the height',
    apply: (draft, strength) => {
      draft.filter(`gblur=sigma=${Math.max(0.1, draft.height * at(strength, 0, 0.06)).toFixed(2)}`);
    },
  },
  {
    name: 'sharpen',
    family: 'photometric',
    most: 'unsharp mask of 13 pixels, five times',
    apply: (draft, strength) => {
      draft.filter(`unsharp=13:13:${at(strength, 0, 5)}`);
    },
  },
  {
    name: 'blocks',
    family: 'photometric',
    most: '16 square blocks across',
    apply: (draft, strength) => {
      const { width, height } = draft;
      const across = ratioAt(strength, 160, 16);
      const [w, h] = [Math.round(across), Math.max(2, Math.round((across * height) / width))];
      draft.filter(`scale=${w}:${h}:flags=area,scale=${width}:${height}:flags=neighbor,setsar=1`);
    },
  },
  {
    name: 'posterise',
    family: 'photometric',
    most: 'two levels of luma',
    apply: (draft, strength) => {
      const steps = Math.round(ratioAt(strength, 15, 1));
      draft.filter(`format=yuv420p,lutyuv=y='round(val*${steps}/255)*255/${steps}'`);
    },
  },
  {
    name: 'edges',
    family: 'photometric',
    most: 'nothing but white edges on black',
    apply: (draft, strength) => mixed(draft, 'edgedetect=low=0.06:high=0.15,format=yuv420p', strength),
  },
  {
    name: 'relief',
    family: 'photometric',
    most: 'nothing but an embossed relief, lit from one of two corners',
    apply: (draft, strength, random) => {
      const way = sign(random);
      const kernel = [-2, -1, 0, -1, 0, 1, 0, 1, 2].map((weight) => weight * way).join(' ');
      mixed(draft, `format=gray,convolution=0m='${kernel}':0rdiv=1:0bias=128,format=yuv420p`, strength);
    },
  },
  {
    name: 'vignette',
    family: 'photometric',
    most: 'dark but for a spot in the middle half',
    apply: (draft, strength, random) => {
      const [x, y] = [random.between(0.25, 0.75), random.between(0.25, 0.75)];
      draft.filter(`vignette=angle=${at(strength, 0.05, 1.45)}:x0=${x}*w:y0=${y}*h`);
    },
  },
  {
    name: 'flicker',
    family: 'photometric',
    most: 'brightness that swings by 0.6 each way, 0.5 to 4 times a second',
    apply: (draft, strength, random) => {
      draft.filter(`eq=brightness='${at(strength, 0, 1.2)}*(${wave(random, random.between(0.5, 4))}-0.5)':eval=frame`);
    },
  },
  {
    name: 'compression',
    family: 'photometric',
    most: 'H.264 at the least quality it has, 51, of a picture 160 pixels wide',
    apply: (draft, strength) => {
      const { width, height } = draft;
      const less = at(strength, 1, Math.min(1, 160 / width));
      draft.filter(`scale=${even(width * less)}:${even(height * less)},scale=${width}:${height},setsar=1`);
      draft.encode(['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(Math.round(at(strength, 23, 51)))]);
    },
  },
  {
    name: 'smear',
    family: 'photometric',
    most: 'each frame the mean of 12',
    apply: (draft, strength) => {
      const frames = Math.round(at(strength, 2, 12));
      const around = `tpad=start=${frames}:stop=${frames}:start_mode=clone:stop_mode=clone`;
      // Builds of ffmpeg differ in whether a frame is mixed with those before or after it.
      const whole = `trim=start=${((frames - 0.5) / draft.frameRate).toFixed(4)},setpts=PTS-STARTPTS`;
      draft.filter(`${around},tmix=frames=${frames},${whole},trim=end_frame=${Math.round(draft.duration * draft.frameRate)}`);
    },
  },
];

/** Lays a filtered picture over the film, as opaque as the strength. */
function mixed(draft: CopyDraft, filters: string, strength: number): void {
  draft.branch((picture, out, local) => {
    const [one, two, changed] = [local('one'), local('two'), local('changed')];
    const opacity = strength.toFixed(3);
    return `${picture}format=yuv420p,split${one}${two};${two}${filters}${changed};${changed}${one}blend=all_mode=normal:all_opacity=${opacity}${out}`;
  });
}
