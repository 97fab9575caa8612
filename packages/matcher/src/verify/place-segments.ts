import type { Fingerprint } from '@streetdate/core/portable';
import { longest, mainArea } from '../align/picture-shape.ts';
import type { Segment } from '../match.ts';

/** Adds to segments that the pictures found where those lie in the query's frame, as far as its fingerprint says. */
export function placeSegments({ areas, insets = [] }: Fingerprint, segments: readonly Segment[]): Segment[] {
  return segments.map((segment) => {
    const within = { start: segment.queryStart, end: segment.queryEnd };
    const activeArea = mainArea(areas, within);
    const ofView = insets.filter(({ view }) => view === segment.queryView);
    // Places are measured anew every half a minute, and are near enough alike to be told by the longest.
    const inset = longest(ofView, within, ({ corners }) => corners.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join())?.corners;
    return { ...segment, ...(activeArea && { activeArea }), ...(inset && { inset }) };
  });
}
