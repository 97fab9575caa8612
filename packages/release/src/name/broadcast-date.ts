/** A date and its position. */
export interface FoundDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Start of the date. */
  readonly start: number;
  /** End of the date, exclusive. */
  readonly end: number;
}

const MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
];

/** The date formats, with the pattern groups of year, month and day. */
const FORMS: readonly {
  readonly form: RegExp;
  readonly order: readonly [year: number, month: number, day: number];
  readonly leads?: true;
}[] = [
  { form: /(?<![0-9])((?:19|20)[0-9]{2})([ ._/-])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])/u, order: [1, 3, 4], leads: true },
  { form: /(?<![0-9])([0-9]{1,2})([ ._/-])([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9])/u, order: [4, 3, 1] },
  {
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])([0-9]{1,2})(?:st|nd|rd|th)?[ ._]{1,2}(${MONTHS.join('|')})[ ._,]{1,2}((?:19|20)[0-9]{2})(?![0-9])`,
      'iu',
    ),
    order: [3, 2, 1],
  },
  {
    form: new RegExp(
      `(?<![\\p{L}\\p{N}])(${MONTHS.join('|')})[ ._]{1,2}([0-9]{1,2})(?:st|nd|rd|th)?[ ._,]{1,3}((?:19|20)[0-9]{2})(?![0-9])`,
      'iu',
    ),
    order: [3, 1, 2],
  },
  { form: /(?<![\p{L}\p{N}])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![\p{L}\p{N}])/u, order: [1, 2, 3], leads: true },
  // Two digits of the year first: the scene dates shows without seasons like this, 19.05.21.
  { form: /(?<![0-9][.]?)([0-3][0-9])([.])([01][0-9])\2([0-3][0-9])(?![.]?[0-9]|[pi])/u, order: [1, 3, 4] },
  { form: /(?<![0-9][.]?)([0-3][0-9])([./-])([0-3][0-9])\2([0-9]{2})(?![./-]?[0-9]|[pi])/u, order: [4, 3, 1] },
];

/** Finds a broadcast date. If day and month are ambiguous, the day comes first, as in most of the world. */
export function findDate(text: string): FoundDate | undefined {
  const dates: FoundDate[] = [];
  for (const { form, order, leads } of FORMS) {
    const found = form.exec(text);
    // Titles may begin with such numbers (11.14.2003). Only a date with its year first may precede the title.
    if (!found || (!leads && !/\p{L}/u.test(text.slice(0, found.index)))) continue;
    const [year, ...rest] = order.map((group) => numberOf(found[group]!));
    const [month = 0, day = 0] = rest[0]! > 12 && order[0] === 4 ? rest.toReversed() : rest;
    if (month < 1 || month > 12 || day < 1 || day > 31) continue;
    const two = (value: number) => String(value).padStart(2, '0');
    dates.push({
      date: `${year! < 100 ? 2000 + year! : year}-${two(month)}-${two(day)}`,
      start: found.index,
      end: found.index + found[0].length,
    });
  }
  // A name may state its date twice. The title ends at the first.
  return dates.sort((one, other) => one.start - other.start)[0];
}

function numberOf(text: string): number {
  return /^[0-9]/u.test(text) ? Number(text) : 1 + MONTHS.findIndex((month) => month.startsWith(text.slice(0, 3).toLowerCase()));
}
