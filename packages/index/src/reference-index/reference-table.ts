import { type Fingerprint, findTrack, type HashTrack } from '@streetdate/core/portable';

/** One reference of a {@link ReferenceTable}. */
export interface TableEntry {
  readonly id: string;
  readonly fingerprint: Fingerprint;
  /** The indexed track of the fingerprint. */
  readonly track: HashTrack;
}

/** The references of an index in memory, by id and by number. A number is never used twice. */
export class ReferenceTable {
  readonly algorithm: string;
  readonly view: string;
  readonly #numbers = new Map<string, number>();
  readonly #entries: (TableEntry | undefined)[] = [];
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
    const number = this.#entries.length;
    this.#entries.push({ id, fingerprint, track });
    this.#numbers.set(id, number);
    this.#frameCount += track.timesMs.length;
    this.#duration += fingerprint.duration;
    this.#revision++;
    return { number, track };
  }

  remove(id: string): boolean {
    const number = this.#numbers.get(id);
    if (number === undefined) return false;
    this.#frameCount -= this.#entries[number]?.track.timesMs.length ?? 0;
    this.#duration -= this.#entries[number]?.fingerprint.duration ?? 0;
    this.#entries[number] = undefined;
    this.#numbers.delete(id);
    this.#revision++;
    return true;
  }

  get(id: string): TableEntry | undefined {
    const number = this.#numbers.get(id);
    return number === undefined ? undefined : this.#entries[number];
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  at(number: number): TableEntry | undefined {
    return this.#entries[number];
  }

  ids(): IterableIterator<string> {
    return this.#numbers.keys();
  }

  *entries(): IterableIterator<[number, TableEntry]> {
    for (const number of this.#numbers.values()) yield [number, this.#entries[number] as TableEntry];
  }

  idOf(number: number): string {
    const entry = this.#entries[number];
    if (entry === undefined) throw new RangeError(`reference must be a number that the index gave out, got ${number}`);
    return entry.id;
  }
}

/** Throws a `TypeError` unless the query's track can be compared with the index. */
export function checkQueryTrack(track: HashTrack, algorithm: string): void {
  if (track.algorithm !== algorithm) throw new TypeError(`track must be of ${algorithm}, got ${track.algorithm}`);
}
