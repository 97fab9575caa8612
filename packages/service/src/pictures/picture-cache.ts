/** Bounds of a {@link PictureCache}. */
export interface CacheBounds {
  /** Bytes that are kept; the picture used longest ago goes first. @defaultValue 32 MiB */
  readonly mostBytes?: number;
  /** Pictures that are made at the same time. @defaultValue 2 */
  readonly atOnce?: number;
  /** Pictures that wait for their turn. @defaultValue 64 */
  readonly mostWaiting?: number;
}

/** Makes pictures, a few at a time, and keeps the latest ones. Whoever asks for one that is being made gets the same. */
export class PictureCache<Picture extends { readonly bytes: Uint8Array }> {
  readonly #bounds: Required<CacheBounds>;
  /** The one used longest ago first. */
  readonly #kept = new Map<string, Picture>();
  readonly #coming = new Map<string, Promise<Picture>>();
  readonly #waiting: (() => void)[] = [];
  #bytes = 0;
  #working = 0;

  constructor({ mostBytes = 32 * 1024 ** 2, atOnce = 2, mostWaiting = 64 }: CacheBounds = {}) {
    this.#bounds = { mostBytes, atOnce, mostWaiting };
  }

  /**
   * The picture of a key.
   * @returns undefined if too many wait already.
   * @throws as `make`; a failure is not kept.
   */
  get(key: string, make: () => Promise<Picture>): Promise<Picture> | undefined {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return Promise.resolve(kept);
    }
    const coming = this.#coming.get(key);
    if (coming !== undefined) return coming;
    if (this.#waiting.length >= this.#bounds.mostWaiting) return undefined;
    const made = this.#make(key, make).finally(() => this.#coming.delete(key));
    this.#coming.set(key, made);
    return made;
  }

  async #make(key: string, make: () => Promise<Picture>): Promise<Picture> {
    if (this.#working >= this.#bounds.atOnce) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#working++;
    try {
      const picture = await make();
      this.#keep(key, picture);
      return picture;
    } finally {
      // Whoever waits takes the place over.
      const next = this.#waiting.shift();
      if (next === undefined) this.#working--;
      else next();
    }
  }

  #keep(key: string, picture: Picture): void {
    this.#kept.set(key, picture);
    this.#bytes += picture.bytes.length;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#bounds.mostBytes) return;
      this.#kept.delete(oldest);
      this.#bytes -= bytes.length;
    }
  }
}
