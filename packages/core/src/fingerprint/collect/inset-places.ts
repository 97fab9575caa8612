import type { PictureArea } from '../../luma/luma-frame.ts';
import { cornersOf, type PictureQuad } from '../../luma/scale-quad.ts';
import type { InsetSpan } from '../sections/insets.ts';
import { INSET_VIEWS } from './views.ts';

/** Records where the pictures inside one film's picture are, frame by frame. */
export class InsetPlaces {
  readonly #spans = new Map<string, { startMs: number; endMs: number; readonly part: PictureArea | PictureQuad }[]>();
  #lastMs = 0;
  #stepMs = 0;

  /**
   * Takes the insets of the next frame.
   * @param views - All views of the frame; only insets count.
   */
  take(time: number, views: ReadonlyMap<string, PictureArea | PictureQuad>): void {
    const timeMs = Math.round(1000 * time);
    this.#stepMs = timeMs - this.#lastMs;
    for (const [view, part] of views) {
      if (!INSET_VIEWS.includes(view)) continue;
      const spans = this.#spans.get(view) ?? [];
      this.#spans.set(view, spans);
      const last = spans.at(-1);
      // The frame before had it too, so it stayed until now.
      const goesOn = last !== undefined && last.endMs === this.#lastMs;
      if (goesOn) last.endMs = timeMs;
      // Views give the same object for as long as a place stays.
      if (!goesOn || last.part !== part) spans.push({ startMs: timeMs, endMs: timeMs, part });
    }
    this.#lastMs = timeMs;
  }

  /** The places, in order of time. Those of the film's last frame last as long as the frame before did. */
  build(): InsetSpan[] {
    return [...this.#spans]
      .flatMap(([view, spans]) =>
        spans.map(({ startMs, endMs, part }) => ({
          view,
          start: startMs / 1000,
          end: (endMs === this.#lastMs ? endMs + this.#stepMs : endMs) / 1000,
          corners: 'left' in part ? cornersOf(part) : part,
        })),
      )
      .sort((one, other) => one.start - other.start || one.view.localeCompare(other.view));
  }
}
