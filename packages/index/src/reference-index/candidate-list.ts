import type { Candidates } from './reference-index.ts';

/** A list of {@link Candidates} that grows by doubling. */
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

  /** Keeps at most `most` of the pairs from index `from` on: the nearest ones, and the first ones where distances are equal. */
  keepNearest(from: number, most: number): void {
    if (this.count - from <= most) return;
    const distances = this.distances.subarray(from, this.count);
    const counts = new Uint32Array(1 + distances.reduce((far, distance) => Math.max(far, distance), 0));
    for (const distance of distances) counts[distance]!++;
    let limit = 0;
    let left = most;
    for (; counts[limit]! <= left; limit++) left -= counts[limit]!;
    this.keep(from, (at) => this.distances[at]! < limit || (this.distances[at] === limit && left-- > 0));
  }

  /** Drops the pairs from index `from` on for which `kept` is false. The order stays. */
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
