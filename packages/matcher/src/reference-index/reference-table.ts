import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';

/** One reference as an index holds it. */
export interface ShelvedReference {
  readonly id: string;
  readonly fingerprint: Fingerprint;
  readonly track: HashTrack;
}

/** The references of an index, each under its id and under a number that is never used again. */
export class ReferenceShelf {
  readonly algorithm: string;
  readonly view: string;
  readonly #numbers = new Map<string, number>();
  readonly #references: (ShelvedReference | undefined)[] = [];
  #frameCount = 0;
  #duration = 0;
  #revision = 0;

  constructor(algorithm: string, view: string) {
    this.algorithm = algorithm;
    this.view = view;
  }

  get frameCount(): number {
    return this.#frameCount;
  }

  get duration(): number {
    return this.#duration;
  }

  get revision(): number {
    return this.#revision;
  }

  add(id: string, fingerprint: Fingerprint): { readonly number: number; readonly track: HashTrack } {
    if (this.#numbers.has(id)) throw new RangeError(`referenceId must be new to the index, got ${id} again`);
    const track = findTrack(fingerprint, this.algorithm, this.view);
    if (track === undefined) {
      const found = fingerprint.tracks.map((other) => other.algorithm).join(', ') || 'none';
      throw new TypeError(`fingerprint of ${id} must have a track of ${this.algorithm}, got ${found}`);
    }
    const number = this.#references.length;
    this.#references.push({ id, fingerprint, track });
    this.#numbers.set(id, number);
    this.#frameCount += track.timesMs.length;
    this.#duration += fingerprint.duration;
    this.#revision++;
    return { number, track };
  }

  remove(id: string): number | undefined {
    const number = this.#numbers.get(id);
    if (number === undefined) return undefined;
    this.#frameCount -= this.#references[number]?.track.timesMs.length ?? 0;
    this.#duration -= this.#references[number]?.fingerprint.duration ?? 0;
    this.#references[number] = undefined;
    this.#numbers.delete(id);
    this.#revision++;
    return number;
  }

  get(id: string): ShelvedReference | undefined {
    const number = this.#numbers.get(id);
    return number === undefined ? undefined : this.#references[number];
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  at(number: number): ShelvedReference | undefined {
    return this.#references[number];
  }

  ids(): IterableIterator<string> {
    return this.#numbers.keys();
  }

  *entries(): IterableIterator<[number, ShelvedReference]> {
    for (const number of this.#numbers.values()) yield [number, this.#references[number] as ShelvedReference];
  }

  idOf(number: number): string {
    const reference = this.#references[number];
    if (reference === undefined) throw new RangeError(`reference must be a number that the index gave out, got ${number}`);
    return reference.id;
  }
}

/** Throws a `TypeError` unless the query's track can be compared with the index. */
export function checkQueryTrack(track: HashTrack, algorithm: string): void {
  if (track.algorithm !== algorithm) throw new TypeError(`track must be of ${algorithm}, got ${track.algorithm}`);
}
