import type { Fingerprint } from '@streetdate/core/portable';
import { mainArea, mainCorners } from '../align/picture-shape.ts';
import type { Segment } from '../match.ts';

/** Adds the position in the query's frame to segments, as far as the fingerprint has it. */
export function placeSegments({ areas, insets = [] }: Fingerprint, segments: readonly Segment[]): Segment[] {
  return segments.map((segment) => {
    const within = { start: segment.queryStart, end: segment.queryEnd };
    const activeArea = mainArea(areas, within);
    const ofView = insets.filter(({ view }) => view === segment.queryView);
    const inset = mainCorners(ofView, within);
    return { ...segment, ...(activeArea && { activeArea }), ...(inset && { inset }) };
  });
}
