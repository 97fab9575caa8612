// @module-tag slow
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DRAFT_LANGUAGES,
  DRAFT_TEMPLATES,
  type DraftFacts,
  draftNotices,
  type Letter,
  type LetterText,
  letterPdf,
} from '@streetdate/evidence';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ERROR_RATES } from '../../packages/evidence/src/drafts/error-rates.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { DRAFT_FACTS } from './tools/draft-facts.ts';

const LETTERS = DRAFT_TEMPLATES.filter((each) => 'parts' in each);

function letterOf(name: string, facts: DraftFacts = DRAFT_FACTS, language: Letter['language'] = 'en'): Letter {
  const [draft] = draftNotices(LETTERS.find((each) => each.name === name)!, facts, { language });
  if (draft?.kind !== 'draft') throw new Error(`there is no draft: ${JSON.stringify(draft)}`);
  return draft.letter;
}

const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\n/g)?.length;

describe('a letter as PDF', () => {
  test('has equal bytes for equal letters, and others for others', async () => {
    const pdf = await letterPdf(letterOf('dsa'));
    expect(Buffer.from(pdf.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
    expect(await letterPdf(letterOf('dsa'))).toEqual(pdf);
    expect(await letterPdf(letterOf('dsa', { ...DRAFT_FACTS, rightsHolder: 'Another' }))).not.toEqual(pdf);
  });

  test('names its language and tags its parts for screen readers', async () => {
    const text = Buffer.from(await letterPdf(letterOf('mla-annex', DRAFT_FACTS, 'de'))).toString('latin1');
    expect(text).toContain('/Lang (de)');
    for (const tag of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'LBody']) expect(text).toContain(`/S /${tag}\n`);
  });

  test('has as many pages as it needs; the summary for the police has one', async () => {
    const copies = Array.from({ length: 90 }, (_, at) => ({
      ...DRAFT_FACTS.copies[0]!,
      location: `https://b.example/${'long/'.repeat(40)}${at}`,
      finding: 'It is consistent with the disc. '.repeat(20),
    }));
    const works = [...DRAFT_FACTS.works, ...Array.from({ length: 90 }, (_, at) => ({ title: `${'A long title '.repeat(20)}${at}` }))];
    const many = { ...DRAFT_FACTS, copies, works };
    expect(pagesOf(await letterPdf(letterOf('dsa')))).toBe(1);
    expect(pagesOf(await letterPdf(letterOf('dsa', many)))).toBeGreaterThan(5);
    for (const language of DRAFT_LANGUAGES) expect(pagesOf(await letterPdf(letterOf('police-summary', many, language)))).toBe(1);
  });
});

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;

describe.skipIf(!hasPoppler)('read by poppler (skipped where pdftotext is not installed)', () => {
  async function read(letter: Letter): Promise<string> {
    const path = join(await temporaryFolder(), 'letter.pdf');
    await writeFile(path, await letterPdf(letter));
    return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' });
  }
  /** Where a line or a page ends is not what is asked. */
  const plain = (text: LetterText) =>
    (typeof text === 'string' ? [text] : text).map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
  const joined = (text: string) => text.replace(/(?:Page|Seite|Página) \d+ (?:of|sur|von|de) \d+/g, '').replace(/[\s\f]+/g, '');

  test.each(LETTERS.flatMap(({ name }) => DRAFT_LANGUAGES.map((language) => [name, language] as const)))(
    '%s in %s has all that the text has',
    async (name, language) => {
      const copies = [
        { ...DRAFT_FACTS.copies[0]!, location: `https://b.example/${'x'.repeat(300)}/end`, title: 'Film' },
        ...DRAFT_FACTS.copies,
      ];
      const letter = letterOf(name, { ...DRAFT_FACTS, copies }, language);
      const text = joined(await read(letter));
      const said = [
        letter.title,
        ...letter.parts.flatMap(({ heading, paragraphs = [], items = [] }) => [heading, ...paragraphs, ...items.map(plain)]),
      ];
      expect(said.length).toBeGreaterThan(8);
      for (const each of said) expect(text).toContain(joined(each));
    },
  );

  test('letters of Latin, Greek and Cyrillic are written, and of all others the numbers, so that none vanishes', async () => {
    const works = ['Łódź, Čeština, Ħal, Đắk, Ağrı', 'Ταξίδι στα Κύθηρα', 'Сталкер, Київ', '千と千尋', 'a\u202eb\u200bc', 'e\u0301', '🎬'];
    const letter = letterOf('police-summary', { ...DRAFT_FACTS, works: works.map((title) => ({ title })) });
    const text = await read(letter);
    for (const title of works.slice(0, 3)) expect(text).toContain(title);
    expect(text).toContain('[U+5343 U+3068 U+5343 U+5C0B]');
    expect(text).toContain('a[U+202E]b[U+200B]c');
    expect(text).toContain('é');
    expect(text).toContain('[U+1F3AC]');
    expect(text).toContain('The font of this file lacks the characters in brackets');
    expect(await read(letterOf('police-summary'))).not.toContain('in brackets');
  });
});

test('an examiner’s report has its summary on the first page, its numbers are those of the benchmark, and its pictures stand side by side', async () => {
  const { results } = JSON.parse(await readFile(new URL('../../benchmarks/results/2026-12-01-lawful.json', import.meta.url), 'utf8'));
  const counted = (group: string) => {
    const own = results.filter((each: { group: string }) => each.group === group);
    return { of: own.length, leaks: own.filter(({ verdict }: { verdict: string }) => verdict === 'pre-release-leak').length };
  };
  const { lawful, leaks, unknownTrailers } = ERROR_RATES;
  expect(counted('lawful')).toEqual({ of: lawful.of, leaks: lawful.accused });
  expect(counted('leak')).toEqual({ of: leaks.of, leaks: leaks.found });
  expect(counted('unknown trailer')).toEqual({ of: unknownTrailers.of, leaks: unknownTrailers.accused });
  // The share that may still be wrong where none of n was, at 95 %.
  for (const { of, atMostPercent } of [lawful, unknownTrailers]) expect(Math.ceil(100 * (1 - 0.05 ** (1 / of)))).toBe(atMostPercent);
  expect(Math.floor(100 * 0.05 ** (1 / leaks.of))).toBe(leaks.atLeastPercent);
  const jpeg = (await sharp({ create: { width: 64, height: 48, channels: 3, background: '#336' } })
    .jpeg()
    .toBuffer()) as Uint8Array;
  const pictures = [{ query: jpeg, reference: jpeg, queryTime: 3723, referenceTime: 5 }];
  const decisions = [{ at: '2026-02-05T10:00:00Z', by: 'A. Weber', text: 'confirmed. seen side by side' }];
  const facts = { ...DRAFT_FACTS, decisions, copies: DRAFT_FACTS.copies.map((copy, at) => (at === 0 ? { ...copy, pictures } : copy)) };
  for (const language of DRAFT_LANGUAGES) {
    const letter = letterOf('examiner-report', facts, language);
    const pdf = await letterPdf(letter);
    expect(Buffer.from(pdf).equals(await letterPdf(letter))).toBe(true);
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Subtype \/Image/g)?.length,
    ).toBe(2);
    expect(letter.parts.findIndex(({ newPage }) => newPage)).toBe(4);
  }
  const [draft] = draftNotices(LETTERS.find(({ name }) => name === 'examiner-report')!, facts);
  if (draft?.kind !== 'draft') throw new Error('there is no draft');
  expect(draft.html).toMatch(
    /<figure><img alt="" width="49%" src="data:image\/jpeg;base64,.*<figcaption>Exhibit 1: left the copy at 1:02:03, right the work at 0:00:05\./,
  );
  expect(draft.text).toContain('Exhibit 1: left the copy at 1:02:03');
  expect(draft.text).toContain('5 February 2026, 10:00 UTC, A. Weber: confirmed. seen side by side');
});

const hasQpdf = spawnSync('qpdf', ['--version']).status === 0;

test.skipIf(!hasQpdf)('qpdf finds no fault in any letter (skipped where qpdf is not installed)', async () => {
  const folder = await temporaryFolder();
  for (const { name } of LETTERS) {
    const path = join(folder, `${name}.pdf`);
    await writeFile(path, await letterPdf(letterOf(name)));
    // Status 3 is a warning.
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
    expect([status, stderr], `${name}: ${stdout}`).toEqual([0, '']);
  }
});
