import type { Fingerprint } from '@streetdate/core/portable';
import { longest, mainArea } from '../align/picture-shape.ts';
import type { Segment } from '../match.ts';

/** Adds the position in the query's frame to segments, as far as the fingerprint has it. */
export function placeSegments({ areas, insets = [] }: Fingerprint, segments: readonly Segment[]): Segment[] {
  return segments.map((segment) => {
    const within = { start: segment.queryStart, end: segment.queryEnd };
    const activeArea = mainArea(areas, within);
    const ofView = insets.filter(({ view }) => view === segment.queryView);
    // Positions are measured every half a minute. They are similar enough that the longest represents all.
    const inset = longest(ofView, within, ({ corners }) => corners.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join())?.corners;
    return { ...segment, ...(activeArea && { activeArea }), ...(inset && { inset }) };
  });
}
