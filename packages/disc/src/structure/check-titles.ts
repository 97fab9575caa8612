import { checkList, checkObject } from '@streetdate/core/internal';
import type { DiscTitle } from './disc.ts';

/** Throws a `TypeError` unless a value is a list of titles of a disc. */
export function checkTitles(name: string, value: unknown): void {
  checkList(name, value, (each, title) => {
    checkObject(each, title);
    checkList(`${each}.timeline`, (title as Partial<DiscTitle>).timeline, checkObject);
  });
}
