import type { ScanRecord } from './scan-record.ts';

type Segment = ScanRecord['matches'][number]['segments'][number];

/** Share of an axis that may be lost without a word: what a geometry is solved to. */
const NOTHING_LOST = 0.02;

/** `cut to 2 to 82 % of its width and 17 to 97 % of its height`; false for a part that is all of the picture. */
export function cutInWords({ left, top, right, bottom }: NonNullable<Segment['cutOut']>): string | false {
  if (Math.max(left, top, 1 - right, 1 - bottom) <= NOTHING_LOST) return false;
  const [from, to, above, below] = [left, right, top, bottom].map((share) => Math.round(100 * share));
  return `cut to ${from} to ${to} % of its width and ${above} to ${below} % of its height`;
}

/** `tilted by 11° clockwise`; false for a picture that is upright, and where nothing is known. */
export function tiltInWords(tilt = 0): string | false {
  const degrees = Math.round(Math.abs(tilt));
  return degrees > 0 && `tilted by ${degrees}° ${tilt > 0 ? 'clockwise' : 'anticlockwise'}`;
}

/** `with 40 % of the picture covered`; false where nothing lies over it, and where nothing is known. */
export function coveredInWords(covered = 0): string | false {
  const share = Math.round(100 * covered);
  return share > 0 && `with ${share} % of the picture covered`;
}
