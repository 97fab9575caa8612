import type { SubtitleTrack } from '@streetdate/core/portable';
import type { DiscClip } from '../structure/disc.ts';
import { sectorPackets } from './dvd-sector.ts';
import { PES_RATE, type TimedPacket } from './pes-header.ts';
import { sourcePackets } from './source-packets.ts';

/** The clip's earliest picture or sound is among this many bytes at its start. A decoder counts its time from there. */
const START_BYTES = 4_000_000;

/**
 * Records when a clip's subtitle streams show something, while the bytes pass on to a decoder. A Blu-ray composition that only clears the
 * screen does not count; every DVD subpicture unit does. The content of subtitles is not read.
 */
export class SubtitleClock {
  readonly #packetsOf: (bytes: Uint8Array) => Iterable<TimedPacket>;
  #furthest: Notes | undefined;

  constructor({ vobId }: Pick<DiscClip, 'vobId'>) {
    this.#packetsOf = vobId === undefined ? sourcePackets : sectorPackets;
  }

  /**
   * Passes the clip's bytes on unchanged.
   * @param blocks - From the clip's first byte on, in whole sectors or aligned units, as {@link streamClip} yields them. They may pass
   * several times; the pass that came farthest counts.
   */
  async *listen(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    const notes = new Notes();
    for await (const block of blocks) {
      notes.take(block.length, this.#packetsOf(block));
      if (notes.passed >= (this.#furthest?.passed ?? 0)) this.#furthest = notes;
      yield block;
    }
  }

  /** The streams that showed something, by number. Times count from the clip's first picture or sound, like those of its frames. */
  tracks(): SubtitleTrack[] {
    return this.#furthest?.tracks() ?? [];
  }
}

/** The findings of one pass over a clip. Times are ticks of 90 kHz. */
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
