import type { Fingerprint } from '@streetdate/core/portable';
import { findByMeanLuma, findByShotCuts, type TimelineCandidate } from '@streetdate/matcher/internal';
import { compare, median, type Section } from '../measure/figure.ts';
import { CUT_FILM_SECONDS, CutCatalogue, copyOfCuts, generatedCuts } from './generated-cuts.ts';
import { copyOfLight, generatedLight } from './generated-light.ts';
import { coreMilliseconds } from './look-up.ts';
import { exponent } from './query-times.ts';

/** Options for {@link benchTimeline}. */
export interface TimelineOptions {
  /** Sizes of the catalogue, films of an hour and a half, smallest first. @defaultValue [100, 1000] */
  readonly films?: readonly number[];
  /** Queries of a minute, and as many of unrelated films. @defaultValue 60 */
  readonly queries?: number;
}

/** Length of a query, seconds, and the share of its shot cuts that differ from the film's. */
const QUERY = { seconds: 66, lostShare: 0.25 } as const;
/** Least shot cuts of a minute with a timeline. */
const ENOUGH_CUTS = 10;

/** The two timelines. Shot cuts are looked up in an index. Mean-luma series are cross-correlated with all films, which takes seconds, so fewer queries do. */
const WAYS = [
  { way: 'cuts', find: findByShotCuts, share: 1 },
  { way: 'brightness', find: findByMeanLuma, share: 1 / 5 },
] as const;

/**
 * Searches for minutes by their shot cuts and by their mean-luma series in catalogues of generated films: time, recall of copies that lost a
 * fourth of their cuts, and how many films unrelated queries propose.
 */
export function benchTimeline({ films = [100, 1000], queries = 60 }: TimelineOptions = {}): Section[] {
  const catalogues = films.map((count) => ({ count, catalogue: new CutCatalogue(count) }));
  return WAYS.map(({ way, find, share }) => {
    const asked = Math.ceil(share * queries);
    const sizes = catalogues.map(({ count, catalogue }) => measure(count, asked, (query) => find(query, catalogue)));
    const first = sizes[0]!;
    const hours = ({ count }: Size) => Math.round((count * CUT_FILM_SECONDS) / 3600).toLocaleString('en');
    return {
      title: `A minute looked up by its ${way}`,
      baseline: `${hours(first)} h`,
      figures: compare(sizes.map((size) => ({ name: `${hours(size)} h`, unit: 'ms', values: size.times }))),
      notes: [
        'CPU times on one core.',
        ...sizes.map(
          (size) =>
            `${hours(size)} h: ${size.found} of ${asked} copies propose their film, and unrelated films ${(size.wrong / asked).toFixed(2)} films each.`,
        ),
        ...(sizes.length < 2
          ? []
          : [
              `Time grows as the ${exponent(sizes.map(({ count, times }) => ({ size: count, milliseconds: median(times) }))).toFixed(2)}th power of the size.`,
            ]),
      ],
    };
  });
}

interface Size {
  readonly count: number;
  readonly times: readonly number[];
  readonly found: number;
  readonly wrong: number;
}

function measure(count: number, queries: number, find: (query: Fingerprint) => TimelineCandidate[]): Size {
  // The first query reads the catalogue. Making its films takes longer than reading them.
  find(minuteOf(1, 0));
  const times: number[] = [];
  let found = 0;
  let wrong = 0;
  for (let query = 0; query < queries; query++) {
    const film = 1 + ((query * 7919) % count);
    const findings = (seed: number) => {
      let all: TimelineCandidate[] = [];
      const copy = minuteOf(seed, query);
      times.push(
        coreMilliseconds(() => {
          all = find(copy);
        }),
      );
      return all;
    };
    if (findings(film).some(({ referenceId }) => referenceId === String(film))) found++;
    wrong += findings(count + 1 + query).length;
  }
  return { count, times, found, wrong };
}

/** A minute of a film that has a timeline. */
function minuteOf(film: number, query: number): Fingerprint {
  const cuts = generatedCuts(film);
  let start = (query * 997) % (CUT_FILM_SECONDS - QUERY.seconds);
  const enough = () => cuts.filter((time) => time >= start && time < start + QUERY.seconds).length >= ENOUGH_CUTS;
  for (let tried = 0; tried < 60 && !enough(); tried++) start = (start + QUERY.seconds) % (CUT_FILM_SECONDS - QUERY.seconds);
  return {
    ...copyOfCuts(cuts, start, QUERY.seconds, QUERY.lostShare, 1000 + query),
    luma: copyOfLight(generatedLight(cuts, CUT_FILM_SECONDS, film), start, QUERY.seconds, 1000 + query),
  };
}
