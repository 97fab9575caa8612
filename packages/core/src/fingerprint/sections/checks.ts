import type { PictureArea } from '../../luma/luma-frame.ts';

/** The longest film, seconds: 49 days, the most that 32 bits of milliseconds can count. */
const MAX_SECONDS = 0xffff_ffff / 1000;

/** Ids and views: 1 to 16 printable ASCII characters. They fit a field of fixed length and can be shown. */
export const ID = /^[\x21-\x7e]{1,16}$/;
/** Bytes of the field for an id or a view. */
export const ID_BYTES = 16;

/** Whether a length or time can be stored. */
export function isSeconds(value: number): boolean {
  return value >= 0 && value <= MAX_SECONDS;
}

/** Whether an area is a rectangle inside the picture. */
export function isArea({ left, top, right, bottom }: PictureArea): boolean {
  return left >= 0 && left < right && right <= 1 && top >= 0 && top < bottom && bottom <= 1;
}

/** The first fault of some items. */
export function firstFault<T>(items: readonly T[], fault: (item: T, index: number, items: readonly T[]) => string | undefined) {
  for (const [index, item] of items.entries()) {
    const found = fault(item, index, items);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The fault of times that do not ascend. @param name - What they are times of. */
export function timesFault(name: string, timesMs: Uint32Array): string | undefined {
  for (let i = 1; i < timesMs.length; i++) {
    if (timesMs[i]! <= timesMs[i - 1]!) return `${name} has time ${timesMs[i]} ms after ${timesMs[i - 1]} ms, at entry ${i}`;
  }
  return undefined;
}
