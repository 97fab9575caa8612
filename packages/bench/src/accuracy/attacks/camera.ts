import { pictureAsset } from '../assets/asset.ts';
import { type CopyDraft, even } from '../copy-draft.ts';
import type { Random } from '../seeded-random.ts';
import type { AttackFamily } from './attack.ts';

/** Filmed from a screen. */
export const CAMERA: AttackFamily = {
  name: 'camera',
  attacks: [
    {
      name: 'camera-recording',
      ranges:
        'a screen that fills 80 to 96 % of each side of a dark frame, corners moved by up to 4 %, a wobble of 0.3 to 1 %, contrast 0.55 to 0.85, ' +
        'flicker of 1 to 4 % at 1 to 9 Hz, a rolling bright band, vignette, noise 6 to 18, blur, sound of a room',
      leastRecall: 0.75,
      alter: (draft, random) => {
        seenFromASeat(draft, random);
        underexposed(draft, random);
        rollingBand(draft, random);
        inARoom(draft, random);
      },
    },
  ],
};

/** The screen in perspective, moving a little as a hand does. */
function seenFromASeat(draft: CopyDraft, random: Random): void {
  const filled = random.between(0.8, 0.96);
  const wobble = random.between(0.003, 0.01);
  draft.note({ filled, wobble });
  const [w, h] = [even(draft.width / filled), even(draft.height / filled)];
  draft.filterTo(w, h, `pad=${w}:${h}:(ow-iw)*${random.between(0.3, 0.7)}:(oh-ih)*${random.between(0.3, 0.7)}:color=0x0c0c10`);
  const sway = (side: 'W' | 'H') => {
    const period = draft.frameRate * random.between(2, 7);
    return `${side}*${wobble}*sin(2*PI*(on/${period.toFixed(1)}+${random.between(0, 1)}))`;
  };
  // All corners share one sway, since the camera moves as a whole. Each has its own constant shift, from the perspective of the seat.
  const [across, down] = [sway('W'), sway('H')];
  const shift = () => random.between(-0.04, 0.04);
  const corner = (at: number, x: string, y: string) => `x${at}='${x}+W*${shift()}+${across}':y${at}='${y}+H*${shift()}+${down}'`;
  const corners = [corner(0, '0', '0'), corner(1, 'W', '0'), corner(2, '0', 'H'), corner(3, 'W', 'H')].join(':');
  draft.filter(`perspective=${corners}:interpolation=linear:sense=source:eval=frame`);
}

/** Low contrast, flicker, vignette, noise and the blur of a cheap lens. */
function underexposed(draft: CopyDraft, random: Random): void {
  const contrast = random.between(0.55, 0.85);
  const flicker = random.between(0.01, 0.04);
  const hertz = random.between(1, 9);
  const noise = random.integer(6, 18);
  draft.note({ contrast, flicker, hertz, noise });
  const light = `eq=contrast=${contrast}:gamma=${random.between(0.8, 1.25)}:brightness='${flicker}*sin(2*PI*t*${hertz})':eval=frame`;
  const blur = `gblur=sigma=${(draft.width * random.between(0.001, 0.003)).toFixed(2)}`;
  draft.filter(
    `${blur},${light},vignette=angle=${random.between(0.3, 0.6)},noise=alls=${noise}:allf=t:all_seed=${random.integer(1, 9999)}`,
  );
}

/** A bright band that moves down the frame: the shutter against the screen's refresh. */
function rollingBand(draft: CopyDraft, random: Random): void {
  const { width } = draft;
  const high = even(draft.height * random.between(0.2, 0.5));
  const strength = random.between(0.04, 0.12);
  const speed = random.between(0.2, 1.5);
  const stops = `<stop offset="0" stop-opacity="0" stop-color="#fff"/><stop offset=".5" stop-color="#fff" stop-opacity="${strength}"/>`;
  const gradient = `<linearGradient id="g" x2="0" y2="1">${stops}<stop offset="1" stop-opacity="0" stop-color="#fff"/></linearGradient>`;
  const band = pictureAsset(width, high, `<defs>${gradient}</defs><rect width="${width}" height="${high}" fill="url(#g)"/>`);
  draft.note({ band: strength }).overlay(band, 0, `mod(t*${speed}*H,H+h)-h`);
}

/** A phone's recording in a hall: echo, no low or high tones, people. */
export function inARoom(draft: CopyDraft, random: Random): void {
  const delay = random.integer(25, 70);
  const echo = `aecho=0.8:0.7:${delay}|${Math.round(delay * 2.3)}:${random.between(0.25, 0.45)}|${random.between(0.1, 0.25)}`;
  draft.filterSound(`highpass=f=180,lowpass=f=${random.integer(3500, 6000)},${echo}`);
  draft.mixNoise(random.between(0.005, 0.02), 'pink', random.integer(1, 9999));
}
