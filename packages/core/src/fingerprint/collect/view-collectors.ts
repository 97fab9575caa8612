import type { FrameHasher } from '../../hash/frame-hasher.ts';
import type { LumaFrame, PictureArea } from '../../luma/luma-frame.ts';
import type { PictureQuad } from '../../luma/scale-quad.ts';
import type { HashTrack } from '../fingerprint.ts';
import { FilmCollector } from './film-collector.ts';
import { viewIntervalMs } from './views.ts';

/**
 * Collects the tracks of a film's further views. Each drops its own near-equal frames: a small inset can move while the rest of the picture
 * stands still.
 */
export class ViewCollectors {
  readonly #hasher: FrameHasher;
  readonly #intervalMs: number;
  readonly #expected: number | undefined;
  #begun = false;
  readonly #collectors = new Map<string, { readonly collector: FilmCollector; readonly intervalMs: number; next: number }>();

  /**
   * @param intervalMs - Time between two frames of the film, milliseconds; views may be sampled more sparsely.
   * @param expected - Most frames of the film, when known.
   */
  constructor(hasher: FrameHasher, intervalMs: number, expected?: number) {
    this.#hasher = hasher;
    this.#intervalMs = intervalMs;
    this.#expected = expected;
  }

  /** Takes the views of the next frame. */
  take(frame: LumaFrame, views: ReadonlyMap<string, PictureArea | PictureQuad>): void {
    // A view that starts later, such as an inset, usually lasts only a while.
    const expected = this.#begun ? undefined : this.#expected;
    this.#begun = true;
    for (const [view, part] of views) {
      let known = this.#collectors.get(view);
      if (known === undefined) {
        const intervalMs = Math.max(this.#intervalMs, viewIntervalMs(view));
        const options = { hasher: this.#hasher, secondOpinion: undefined, view, intervalMs, secondOpinionMs: 0, expected };
        known = { collector: new FilmCollector(options), intervalMs, next: Number.NEGATIVE_INFINITY };
        this.#collectors.set(view, known);
      }
      if (frame.time * 1000 < known.next) continue;
      known.next = frame.time * 1000 + known.intervalMs - 1;
      known.collector.take(frame, part);
    }
  }

  /** Ends the film. Views without a kept frame have no track. */
  finish(duration: number | undefined): HashTrack[] {
    return [...this.#collectors.values()].flatMap(({ collector }) =>
      collector.finish(duration).tracks.filter(({ timesMs }) => timesMs.length > 0),
    );
  }
}
