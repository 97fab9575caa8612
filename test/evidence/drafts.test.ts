import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DRAFT_TEMPLATES, type DraftFacts, draftNotices, readDraftFacts } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { DRAFT_FACTS } from './tools/draft-facts.ts';

const NOTICES = DRAFT_TEMPLATES.filter(({ name }) => ['dmca', 'dsa'].includes(name));

describe.each(NOTICES.map((template) => [template.name, template] as const))('a draft of the kind %s', (_, template) => {
  test('is one for each host, with all its copies and no others', () => {
    const [first, second, ...others] = draftNotices(template, DRAFT_FACTS);
    expect(others).toEqual([]);
    expect([first, second]).toMatchObject([
      { kind: 'draft', host: 'a.example' },
      { kind: 'draft', host: 'b.example' },
    ]);
    if (first?.kind !== 'draft' || second?.kind !== 'draft') throw new Error('there is no draft');
    for (const form of ['text', 'html'] as const) {
      expect(first[form]).toContain('https://a.example/v/7');
      expect(first[form]).not.toContain('b.example');
      expect(second[form]).toContain('https://b.example/v/1?a=1');
      expect(second[form]).toContain('https://b.example/v/2');
      expect(second[form]).toContain('Maria Rossi');
      expect(second[form]).toContain('Draft. A person must read, correct and sign it before it is sent.');
      expect(second[form]).not.toMatch(/leaked by/i);
    }
  });

  test('is blocked by each element that is missing, and names it with its provision', () => {
    for (const { provision, what, isGiven } of template.elements) {
      expect(isGiven(DRAFT_FACTS), provision).toBe(true);
      const empty: DraftFacts = { sender: {}, works: [], copies: [], confirmed: {} };
      expect(isGiven(empty), provision).toBe(false);
      expect(what).not.toBe('');
    }
    const without = { ...DRAFT_FACTS, confirmed: { ...DRAFT_FACTS.confirmed, accuracy: false } };
    const blocked = draftNotices(template, without);
    expect(blocked).toMatchObject([{ kind: 'missing' }, { kind: 'missing' }]);
    expect(JSON.stringify(blocked)).toMatch(/§ 512\(c\)\(3\)\(A\)\(vi\): |Article 16\(2\)\(d\): /);
  });

  test('takes no address of a whole site for that of a copy', () => {
    for (const location of ['https://a.example/', 'a.example/v/7', 'somewhere', '']) {
      const [draft] = draftNotices(template, { ...DRAFT_FACTS, copies: [{ ...DRAFT_FACTS.copies[1]!, location }] });
      expect(draft, location).toMatchObject({ kind: 'missing', missing: [expect.stringContaining('each with its exact address')] });
    }
  });

  test('escapes what it is filled with', () => {
    const hostile = { ...DRAFT_FACTS, rightsHolder: '<script>alert(1)</script>\nSTATEMENTS\nnone' };
    const [draft] = draftNotices(template, hostile);
    if (draft?.kind !== 'draft') throw new Error('there is no draft');
    expect(draft.html).not.toContain('<script>');
    expect(draft.text).toContain('<script>alert(1)</script> STATEMENTS none');
  });
});

test('the six elements of the one law and the four of the other are there', () => {
  expect(NOTICES.map(({ name, elements }) => [name, elements.length])).toEqual([
    ['dmca', 6],
    ['dsa', 4],
  ]);
});

test('a copy of no named work blocks a notification', () => {
  const [draft] = draftNotices(DRAFT_TEMPLATES[0]!, { ...DRAFT_FACTS, works: [{ title: 'Sintel' }] });
  expect(draft).toMatchObject({ kind: 'missing', missing: ['§ 512(c)(3)(A)(ii): the works, with each copy being of one of them'] });
});

test('facts are read from a file, and other files are named', async () => {
  const path = join(await temporaryFolder(), 'facts.json');
  await writeFile(path, JSON.stringify(DRAFT_FACTS));
  expect(await readDraftFacts(path)).toEqual(DRAFT_FACTS);
  await writeFile(path, JSON.stringify({ ...DRAFT_FACTS, copies: [{ host: 'a' }] }));
  await expect(readDraftFacts(path)).rejects.toMatchObject({ code: 'bad-evidence', message: expect.stringContaining('copies.0.location') });
  // A letter would name another work.
  const works = [{ title: 'Sintel', identifier: '10.5240/7791-8534-2C23-9030-8610-6' }];
  await writeFile(path, JSON.stringify({ ...DRAFT_FACTS, works }));
  await expect(readDraftFacts(path)).rejects.toMatchObject({
    code: 'bad-evidence',
    message: expect.stringContaining('of Sintel is none: the check character must be 5, got 6'),
  });
  await writeFile(path, '{');
  await expect(readDraftFacts(path)).rejects.toMatchObject({ code: 'bad-evidence' });
});
