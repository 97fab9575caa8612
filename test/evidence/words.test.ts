import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  answerInWords,
  bytesInWords,
  chanceInWords,
  DE,
  daysEarlyInWords,
  durationInWords,
  EN,
  ES,
  evidenceInWords,
  FR,
  IN_ENGLISH,
  mediaTime,
  oddsInWords,
  percentInWords,
  signInWords,
  type Writing,
} from '@streetdate/evidence/internal/words';
import {
  CHANNEL_NAMES,
  describeChance,
  describeEvidence,
  describeOdds,
  SOURCE_ODDS_NEEDED,
  SOURCE_WORDS,
  VERDICT_NAMES,
} from '@streetdate/matcher/internal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIGNS } from '../../packages/matcher/src/provenance/signs.ts';
import { PACKAGES_FOLDER } from '../structure/sources.ts';

const GERMAN: Writing = { words: DE, locale: 'de' };
const FRENCH: Writing = { words: FR, locale: 'fr' };
const SPANISH: Writing = { words: ES, locale: 'es' };
/** Intl has spaces of several kinds before units. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the words of pages', () => {
  test.each([
    ['standing', VERDICT_NAMES],
    ['channel', CHANNEL_NAMES],
    ['source', SOURCE_WORDS],
  ])('for each %s are, in English, those of verdicts', (prefix, names) => {
    const own = Object.fromEntries(Object.keys(names).map((name) => [name, EN[`${prefix}.${name}` as keyof typeof EN]]));
    expect(own).toEqual(names);
  });

  test.each([
    ['en', EN],
    ['de', DE],
    ['fr', FR],
    ['es', ES],
  ])('name and explain every sign of provenance, and no other, in %s', (_, words) => {
    const known = Object.keys(words).flatMap((key) => /^measures\.(.*)$/.exec(key)?.[1] ?? []);
    expect(known.toSorted()).toEqual(SIGNS.map(({ name }) => name).toSorted());
    for (const name of known) expect(signInWords(name, { words, locale: 'en' }).name, name).not.toBe(name);
  });

  test('explain a sign, in English, as the sign itself does', () => {
    for (const { name, measures } of SIGNS) expect(signInWords(name, IN_ENGLISH).measures).toBe(measures);
  });

  test('leave the name of a sign of a later version as it is', () => {
    expect(signInWords('aura', GERMAN)).toEqual({ name: 'aura', measures: undefined });
    expect(signInWords('for', GERMAN).measures).toBeUndefined();
  });

  test('of another language are no copies of the English ones', () => {
    for (const words of [DE, FR, ES]) {
      const same = Object.entries(words).filter(
        ([key, message]) => message === EN[key as keyof typeof EN] && /^(measures|certainty)/.test(key),
      );
      expect(same).toEqual([]);
    }
  });
});

describe('odds and chances', () => {
  const ratio = fc.double({ min: 1e-9, max: 1e9, noNaN: true });

  test('are, in English, what verdicts state', () => {
    fc.assert(
      fc.property(ratio, fc.constantFrom('disc', 'digital', 'broadcast', 'camera', 'screener'), (value, source) => {
        expect(oddsInWords(value, IN_ENGLISH)).toBe(describeOdds(value));
        expect(chanceInWords(value, IN_ENGLISH)).toBe(describeChance(value));
        expect(evidenceInWords({ source, likelihoodRatio: value }, IN_ENGLISH)).toBe(describeEvidence(source, value));
      }),
    );
  });

  test('are written as each language writes numbers', () => {
    expect(oddsInWords(1.57, GERMAN)).toBe('1,5 : 1');
    expect(oddsInWords(1e9, FRENCH)).toBe('plus de 1000000 : 1');
    expect(oddsInWords(1 / 40, SPANISH)).toBe('1 : 40');
    expect(chanceInWords(1e-4, GERMAN)).toBe('1 von 10.000');
    expect(chanceInWords(1 / 12e6, FRENCH)).toBe('1 sur 12 millions');
    expect(chanceInWords(0, SPANISH)).toBe('menos de 1 entre mil millones');
    expect(chanceInWords(2, GERMAN)).toBe('fast jede Suche');
  });

  test('stand beside the source that they are about', () => {
    expect(answerInWords({ source: 'disc', next: 'digital', certainty: 'likely', odds: 35 }, IN_ENGLISH)).toBe(
      `Likely source: disc (35 : 1 against digital release; a verdict requires ${SOURCE_ODDS_NEEDED} : 1)`,
    );
    expect(answerInWords({ source: 'camera', certainty: 'sure', odds: 2e6 }, GERMAN)).toBe(
      'Wahrscheinlichste Quelle: Kameraaufnahme (mehr als 1000000 : 1 gegen jede andere)',
    );
    expect(answerInWords({ source: 'disc', next: 'digital', certainty: 'undecided', odds: 1 }, FRENCH)).toBe(
      'Source indécise : disque et édition numérique conviennent aussi bien',
    );
  });
});

describe('units', () => {
  test('of bytes are decimal', () => {
    expect([0, 999, 12_000, 9_412_345_678, 5e15].map((bytes) => plain(bytesInWords(bytes, IN_ENGLISH)))).toEqual([
      '0 bytes',
      '999 bytes',
      '12 kB',
      '9.41 GB',
      '5,000 TB',
    ]);
    expect(plain(bytesInWords(9_412_345_678, FRENCH))).toBe('9,41 Go');
  });

  test('of shares have a tenth where it tells something, and stay with their number', () => {
    expect([0, 0.008, 0.0345, 0.4766, 1].map((share) => percentInWords(share, IN_ENGLISH))).toEqual([
      '0\u00a0%',
      '0.8\u00a0%',
      '3.5\u00a0%',
      '48\u00a0%',
      '100\u00a0%',
    ]);
    expect(plain(percentInWords(0.008, GERMAN))).toBe('0,8 %');
  });

  test('of time are the two largest, cut and never rounded up', () => {
    const hour = 3600;
    const words = (seconds: number, writing = IN_ENGLISH) => plain(durationInWords(seconds, writing));
    expect([0, 4.31, 59.96, 60, 125, 6479, 24 * hour, 8 * 24 * hour + 23.99 * hour].map((seconds) => words(seconds))).toEqual([
      '0 s',
      '4.3 s',
      '59.9 s',
      '1 min',
      '2 min 5 s',
      '1 h 47 min',
      '1 day',
      '8 days 23 h',
    ]);
    expect(words(4.31, GERMAN)).toBe('4,3 s');
    expect(words(2 * 24 * hour, FRENCH)).toBe('2 jours');
  });

  test('of days before a window have the right form', () => {
    expect([1, 9, 0, -1].map((days) => daysEarlyInWords(days, IN_ENGLISH))).toEqual([
      '1 day early',
      '9 days early',
      '0 days early',
      'open already',
    ]);
    expect(daysEarlyInWords(1200, GERMAN)).toBe('1.200 Tage zu früh');
  });
});

describe('media time', () => {
  test('has hours where there are any, and as many decimals as asked for', () => {
    expect(mediaTime(3.2)).toBe('0:03');
    expect(mediaTime(3725.04)).toBe('1:02:05');
    expect(mediaTime(3725.04, 3)).toBe('1:02:05.040');
    expect(mediaTime(100 * 3600)).toBe('100:00:00');
  });

  test('carries a rounded-up second over', () => {
    expect(mediaTime(59.9996, 3)).toBe('1:00.000');
    expect(mediaTime(3599.7)).toBe('1:00:00');
  });

  test('reads back as the time it was, to half of its last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
        const parts = mediaTime(seconds, 3).split(':').map(Number);
        expect(Math.abs(parts.reduce((sum, part) => 60 * sum + part, 0) - seconds)).toBeLessThan(0.000501);
        for (const part of parts.slice(1)) expect(part).toBeLessThan(60);
      }),
    );
  });
});

/** Sources of a package, with their paths. */
function sourcesOf(folder: string): { readonly path: string; readonly text: string }[] {
  const src = join(PACKAGES_FOLDER, folder);
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(src, path), 'utf8') }));
}

describe('a page has no word of its own', () => {
  const console = sourcesOf('console/src');
  const report = [...sourcesOf('cli/src/report'), ...sourcesOf('cli/src/output')];

  test('in the messages of the console for what is shared', () => {
    const own = console
      .filter(({ path }) => path.startsWith('console/src/words/'))
      .flatMap(({ path, text }) => Array.from(text.matchAll(/^ {2}'?([\w.-]+)'?:/gm), ([, key]) => key!).map((key) => `${path}: ${key}`))
      .filter((line) => Object.hasOwn(EN, line.slice(line.indexOf(': ') + 2)));
    expect(own).toEqual([]);
  });

  test.each([
    ['a unit of Intl', /style: '(?:unit|percent)'/],
    ['a unit of bytes', /\} ?(?:kB|MB|GB|TB|Go)\b/],
    ['odds', /\} : (?:1\b|\$\{)/],
    ['days before a window', /'day'\)\} early|\} days? early/],
    ['a name of a verdict or channel', /VERDICT_NAMES\[|CHANNEL_NAMES\[|SOURCE_WORDS\[|KIND_WORDS/],
  ])('for %s in the console, the report and the case page', (_, pattern) => {
    const found = [...console, ...report].filter(({ text }) => pattern.test(text)).map(({ path }) => path);
    expect(found).toEqual([]);
  });
});
