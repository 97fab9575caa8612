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
