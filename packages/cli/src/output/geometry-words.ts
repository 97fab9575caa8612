import type { ScanRecord } from '@streetdate/engine/records';

type Segment = ScanRecord['matches'][number]['segments'][number];

/** Share of an axis that may be lost without mention: the error of a registration. */
const NOTHING_LOST = 0.02;

type Area = NonNullable<Segment['activeArea']>;

/**
 * `cropped to 2 to 82 % of its width and 17 to 97 % of its height`; false for the whole picture. A crop that moves has another one at its
 * end.
 */
export function cropInWords(part: NonNullable<Segment['cutOut']>, atEnd?: Segment['cutOutAtEnd']): string | false {
  if (atEnd === undefined) return !isWhole(part) && `cropped to ${areaInWords(part)}`;
  return `moving crop, from ${areaInWords(part)} to ${areaInWords(atEnd)}`;
}

/** `within bars, at 0 to 100 % of its width and 12 to 88 % of its height`; false if the picture fills the frame, is inset, or the bars are unknown. */
export function barsInWords({ queryView, activeArea, inset }: Pick<Segment, 'queryView' | 'activeArea' | 'inset'>): string | false {
  if (queryView.startsWith('framed') && inset !== undefined) return `within bars, at ${areaInWords(around(inset))}`;
  if (queryView.startsWith('inset') || activeArea === undefined || isWhole(activeArea)) return false;
  return `within bars, at ${areaInWords(activeArea)}`;
}

/** `inset, at 60 to 97 % of its width and 5 to 42 % of its height`; false without an inset. */
export function insetInWords({ queryView, inset }: Pick<Segment, 'queryView' | 'inset'>): string | false {
  if (!queryView.startsWith('inset')) return false;
  const words = 'inset';
  if (inset === undefined) return words;
  return `${words}, at ${areaInWords(around(inset))}`;
}

/** The bounding rectangle of some corners. */
function around(corners: NonNullable<Segment['inset']>): Area {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function isWhole({ left, top, right, bottom }: Area): boolean {
  return Math.max(left, top, 1 - right, 1 - bottom) <= NOTHING_LOST;
}

function areaInWords({ left, top, right, bottom }: Area): string {
  const [from, to, above, below] = [left, right, top, bottom].map((share) => Math.round(100 * share));
  return `${from} to ${to} % of its width and ${above} to ${below} % of its height`;
}

/** `tilted by 11° clockwise`; false for an upright picture, or an unknown tilt. */
export function tiltInWords(tilt = 0): string | false {
  const degrees = Math.round(Math.abs(tilt));
  return degrees > 0 && `tilted by ${degrees}° ${tilt > 0 ? 'clockwise' : 'anticlockwise'}`;
}

/** `with 40 % of the picture covered`; false if nothing covers it, or it is unknown. */
export function coveredInWords(covered = 0): string | false {
  const share = Math.round(100 * covered);
  return share > 0 && `with ${share} % of the picture covered`;
}
