/** Entries by keys. A bitmap answers nearly every look-up of a key that is not there. */
export class KeyTable {
  readonly #bitmap: Uint32Array;
  readonly #mask: number;
  readonly #slots: Uint32Array;
  readonly #heads: Uint32Array;
  readonly #next: Uint32Array;
  readonly #entries: Uint32Array;
  #count = 0;

  /**
   * @param bits - Bits in a key.
   * @param most - Number of keys that will be added at most.
   */
  constructor(bits: number, most: number) {
    let slots = 16;
    while (slots < 2 * most) slots *= 2;
    this.#bitmap = new Uint32Array(2 ** Math.max(0, bits - 5));
    this.#mask = slots - 1;
    this.#slots = new Uint32Array(slots);
    this.#heads = new Uint32Array(slots);
    this.#next = new Uint32Array(most + 1);
    this.#entries = new Uint32Array(most + 1);
  }

  /** Adds an entry under a key. */
  add(key: number, entry: number): void {
    this.#bitmap[key >>> 5]! |= 1 << (key & 31);
    let slot = slotOf(key) & this.#mask;
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== key + 1) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = key + 1;
    const at = ++this.#count;
    this.#entries[at] = entry;
    this.#next[at] = this.#heads[slot]!;
    this.#heads[slot] = at;
  }

  /** Whether a key may have entries. Hot loop. */
  has(key: number): boolean {
    return ((this.#bitmap[key >>> 5]! >>> (key & 31)) & 1) !== 0;
  }

  /** The first place of a key's entries; 0 if there is none. */
  first(key: number): number {
    let slot = slotOf(key) & this.#mask;
    while (this.#slots[slot] !== 0) {
      if (this.#slots[slot] === key + 1) return this.#heads[slot]!;
      slot = (slot + 1) & this.#mask;
    }
    return 0;
  }

  /** The place after a place; 0 after the last. */
  after(place: number): number {
    return this.#next[place]!;
  }

  /** The entry at a place. */
  at(place: number): number {
    return this.#entries[place]!;
  }
}

function slotOf(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
