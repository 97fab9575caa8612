/** A year and its position. */
export interface FoundYear {
  /** The year. */
  readonly year: number;
  /** Start of the year, including its bracket. */
  readonly start: number;
  /** End of the year, exclusive. */
  readonly end: number;
}

/** A row count may follow directly: `2012720p`. */
const YEAR =
  /(?<![\p{L}\p{N}])(18[89][0-9]|19[0-9]{2}|20[0-3][0-9])(?:г(?!\p{L}))?(?:(?![\p{L}\p{N}])|(?=[0-9]{3,4}[pi](?![\p{L}\p{N}])))/gu;

/**
 * Finds the year of the work: the last year before the first tag. Titles contain years too (`2012.2009.720p`, `Wonder.Woman.1984.2020`),
 * also at their start (`2001.A.Space.Odyssey`). A year in brackets is preferred. Of a range of years (`2001-2011`) the first counts.
 * @param stop - Position of the first tag or episode number.
 * @param date - Position of a broadcast date; its year is not the work's.
 */
export function findYear(text: string, stop: number, date?: { readonly start: number; readonly end: number }): FoundYear | undefined {
  const all = [...text.matchAll(YEAR)]
    .filter(({ index }) => !isEndOfRun(text, index) && !(date && index >= date.start && index < date.end))
    .map((found): FoundYear & { bracketed: boolean } => {
      const bracketed =
        /[([{*]\s?(?:[^()[\]{}]*[^()[\]{}0-9])?$/u.test(text.slice(0, found.index)) &&
        /^\s?(?:[-–][0-9]{4})?[^()[\]{}]{0,40}[)\]}*]/u.test(text.slice(found.index + 4));
      return { year: Number(found[1]), start: found.index, end: found.index + found[0].length, bracketed };
    });
  const hasTitle = ({ start }: FoundYear) => /[\p{L}\p{N}]/u.test(text.slice(0, start));
  const before = all.filter((each) => each.start < stop && hasTitle(each));
  const after = all.filter((each) => each.start >= stop && hasTitle(each));
  return (
    before.findLast((each) => each.bracketed) ??
    before.at(-1) ??
    after.find((each) => each.bracketed) ??
    after[0] ??
    all.find((each) => each.bracketed) ??
    // The only year, before at least two words. Collections sorted by year begin like this, and so do some titles.
    all.find(({ start, end }) => start <= 1 && /^(?:[ ._]|[ ._]-[ ._])\p{L}{2,}[ ._]\p{L}/u.test(text.slice(end, stop)))
  );
}

function isEndOfRun(text: string, index: number): boolean {
  return /(?:19|20)[0-9]{2}\s?[-–]\s?$/u.test(text.slice(Math.max(0, index - 8), index));
}
