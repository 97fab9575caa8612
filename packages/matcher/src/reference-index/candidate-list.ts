import type { Candidates } from './reference-index.ts';

/** Grows a {@link Candidates} by doubling. */
export class CandidateList implements Candidates {
  count = 0;
  queryFrames = new Uint32Array(1024);
  references = new Uint32Array(1024);
  referenceFrames = new Uint32Array(1024);
  distances = new Uint16Array(1024);

  push(queryFrame: number, reference: number, referenceFrame: number, distance: number): void {
    if (this.count === this.queryFrames.length) this.#grow();
    const at = this.count++;
    this.queryFrames[at] = queryFrame;
    this.references[at] = reference;
    this.referenceFrames[at] = referenceFrame;
    this.distances[at] = distance;
  }

  /** Leaves the nearest of the pairs from one on, at most so many; of equally near ones the first. */
  keepNearest(from: number, most: number): void {
    if (this.count - from <= most) return;
    const distances = this.distances.subarray(from, this.count);
    const counts = new Uint32Array(1 + distances.reduce((far, distance) => Math.max(far, distance), 0));
    for (const distance of distances) counts[distance]!++;
    let border = 0;
    let left = most;
    for (; counts[border]! <= left; border++) left -= counts[border]!;
    this.keep(from, (at) => this.distances[at]! < border || (this.distances[at] === border && left-- > 0));
  }

  /** Leaves those of the pairs from one on that are to be kept, in their order. */
  keep(from: number, kept: (at: number) => boolean): void {
    let to = from;
    for (let at = from; at < this.count; at++) {
      if (!kept(at)) continue;
      this.queryFrames[to] = this.queryFrames[at]!;
      this.references[to] = this.references[at]!;
      this.referenceFrames[to] = this.referenceFrames[at]!;
      this.distances[to] = this.distances[at]!;
      to++;
    }
    this.count = to;
  }

  #grow(): void {
    const length = this.queryFrames.length * 2;
    const grown = <T extends Uint32Array | Uint16Array>(into: T, from: T): T => {
      into.set(from);
      return into;
    };
    this.queryFrames = grown(new Uint32Array(length), this.queryFrames);
    this.references = grown(new Uint32Array(length), this.references);
    this.referenceFrames = grown(new Uint32Array(length), this.referenceFrames);
    this.distances = grown(new Uint16Array(length), this.distances);
  }
}
