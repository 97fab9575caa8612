import type { SubtitleTrack } from '@streetdate/core/portable';
import type { DiscClip } from '../structure/disc.ts';
import { sectorPackets } from './dvd-sector.ts';
import { PES_RATE, type TimedPacket } from './pes-header.ts';
import { sourcePackets } from './source-packets.ts';

/** Bytes at the start of a clip among whose pictures and sounds the earliest is: a decoder that is given the clip counts from there. */
const START_BYTES = 4_000_000;

/**
 * Notes when a clip's subtitle streams have something to show, while its bytes pass by on their way to a decoder. Of a Blu-ray's graphics a composition that only clears the
 * screen is not noted; of a DVD's subpictures each unit is. What they show is not looked at.
 */
export class SubtitleClock {
  readonly #packetsOf: (bytes: Uint8Array) => Iterable<TimedPacket>;
  #furthest: Notes | undefined;

  constructor({ vobId }: Pick<DiscClip, 'vobId'>) {
    this.#packetsOf = vobId === undefined ? sourcePackets : sectorPackets;
  }

  /**
   * Passes bytes of the clip on as they are.
   * @param blocks - From the clip's first byte on and in whole sectors or aligned units, as {@link streamClip} gives them. They may be passed on several times: what came farthest counts.
   */
  async *listen(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const notes = new Notes();
    for await (const block of blocks) {
      notes.take(block.length, this.#packetsOf(block));
      if (notes.passed >= (this.#furthest?.passed ?? 0)) this.#furthest = notes;
      yield block;
    }
  }

  /** The streams that showed something, by their numbers; times count from the clip's first picture or sound, as those of its frames do. */
  tracks(): SubtitleTrack[] {
    return this.#furthest?.tracks() ?? [];
  }
}

/** What one pass over a clip has shown. Times are ticks of 90 kHz. */
class Notes {
  passed = 0;
  #start = Number.POSITIVE_INFINITY;
  readonly #times = new Map<number, number[]>();

  take(bytes: number, packets: Iterable<TimedPacket>): void {
    for (const { stream, time, subtitle } of packets) {
      if (!subtitle) {
        if (this.passed < START_BYTES) this.#start = Math.min(this.#start, time);
        continue;
      }
      const times = this.#times.get(stream);
      if (times) times.push(time);
      else this.#times.set(stream, [time]);
    }
    this.passed += bytes;
  }

  tracks(): SubtitleTrack[] {
    const sorted = [...this.#times].sort(([one], [other]) => one - other);
    return sorted.flatMap(([stream, times]): SubtitleTrack[] => {
      const timesMs = times.map((time) => Math.round((1000 * (time - this.#start)) / PES_RATE)).filter((timeMs) => timeMs >= 0);
      const ascending = [...new Set(timesMs)].sort((one, next) => one - next);
      return ascending.length === 0 ? [] : [{ stream, timesMs: Uint32Array.from(ascending) }];
    });
  }
}
