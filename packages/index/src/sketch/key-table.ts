/** Bits of the number of a bit in the bitmap: 512 KB, which stay near the processor while many keys are looked up. */
const BITMAP_BITS = 22;
const BITMAP_MASK = 2 ** BITMAP_BITS - 1;

/** Entries by keys of up to 24 bits. A bitmap answers nearly every look-up of a key that is not there. */
export class KeyTable {
  readonly #bitmap = new Uint32Array(2 ** (BITMAP_BITS - 5));
  readonly #mask: number;
  readonly #slots: Uint32Array;
  readonly #heads: Uint32Array;
  readonly #next: Uint32Array;
  readonly #entries: Uint32Array;
  #count = 0;

  /** @param most - Number of entries that will be added at most. */
  constructor(most: number) {
    let slots = 16;
    while (slots < 2 * most) slots *= 2;
    this.#mask = slots - 1;
    this.#slots = new Uint32Array(slots);
    this.#heads = new Uint32Array(slots);
    this.#next = new Uint32Array(most + 1);
    this.#entries = new Uint32Array(most + 1);
  }

  /** Adds an entry under a key. */
  add(key: number, entry: number): void {
    const bit = (key ^ (key >>> BITMAP_BITS)) & BITMAP_MASK;
    this.#bitmap[bit >>> 5]! |= 1 << (bit & 31);
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
    const bit = (key ^ (key >>> BITMAP_BITS)) & BITMAP_MASK;
    return ((this.#bitmap[bit >>> 5]! >>> (bit & 31)) & 1) !== 0;
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
