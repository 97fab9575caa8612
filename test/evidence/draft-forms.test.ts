import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DRAFT_TEMPLATES, type DraftFacts, type DraftFile, draftNotices, languagesOf } from '@streetdate/evidence';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { sharedData } from '../tools/footage.ts';

const FACTS: DraftFacts = {
  sender: {
    name: 'Maria Rossi',
    organisation: 'Acme Film GmbH',
    address: 'Hafenstraße 1, 20457 Hamburg, Germany',
    phone: '+49 40 1234567',
    email: 'rossi@acme.example',
    signature: '/s/ Maria Rossi',
  },
  rightsHolder: 'Acme Film GmbH',
  works: [{ title: 'Sintel', year: 2010 }, { title: 'Film' }],
  copies: [
    {
      host: 'b.example',
      location: 'https://b.example/v/1?a=1&b=2',
      title: 'Sintel',
      seenAt: '2026-02-01T12:00:00Z',
      finding: 'The copy, "one", is consistent with the disc.',
      country: 'NL',
      sha256: 'ab'.repeat(32),
    },
    { host: 'a.example', location: 'https://a.example/v/7', title: 'Film', seenAt: '2026-01-30T08:30:00Z', finding: '=1+1', country: 'FR' },
    {
      host: 'b.example',
      location: 'https://b.example/v/2',
      title: 'Film',
      seenAt: '2026-02-03T00:00:00Z',
      finding: 'Found.',
      country: 'NL',
    },
  ],
  request: {
    authority: 'Staatsanwaltschaft Hamburg',
    reference: '7301 Js 1/26',
    offence: '§ 106 UrhG',
    summary: 'Discs were copied before their street date.',
    data: 'Access logs and account data of the uploaders',
    grounds: 'The logs are deleted after seven days.',
  },
  confirmed: { goodFaith: true, accuracy: true, authority: true },
};

function template(name: string) {
  return DRAFT_TEMPLATES.find((each) => each.name === name)!;
}

function file(name: string, facts = FACTS): DraftFile {
  const [draft] = draftNotices(template(name), facts);
  if (draft?.kind !== 'file') throw new Error(`there is no file: ${JSON.stringify(draft)}`);
  return draft;
}

describe.each(DRAFT_TEMPLATES.map((each) => [each.name, each] as const))('the draft %s', (_, each) => {
  test('is there with all facts, one for each host or one for all, and accuses nobody', () => {
    const drafts = draftNotices(each, FACTS);
    expect(drafts.map(({ host }) => host)).toEqual(each.scope === 'case' ? ['case'] : ['a.example', 'b.example']);
    for (const draft of drafts) {
      expect(draft.kind).toBe('write' in each ? 'file' : 'draft');
      expect(JSON.stringify(draft)).not.toMatch(/leaked by/i);
    }
  });

  test('is blocked without its facts, and each missing element is named with where it is asked for', () => {
    const bare: DraftFacts = {
      sender: {},
      works: [],
      copies: [{ host: 'a.example', location: 'somewhere', title: 'Film' }],
      confirmed: {},
    };
    const [draft, ...others] = draftNotices(each, bare);
    expect(others).toEqual([]);
    if (draft?.kind !== 'missing') throw new Error('it is not blocked');
    expect(draft.missing).toEqual(each.elements.map(({ provision, what }) => `${provision}: ${what}`));
    for (const element of each.elements) expect(element.isGiven(FACTS), element.provision).toBe(true);
  });
});

describe('the notices in four languages', () => {
  const notices = DRAFT_TEMPLATES.filter((each) => languagesOf(each).length > 1);
  test('are those of both laws', () => {
    expect(notices.map((each) => [each.name, languagesOf(each)])).toEqual([
      ['dmca', ['en', 'fr', 'de', 'es']],
      ['dsa', ['en', 'fr', 'de', 'es']],
    ]);
  });

  test.each(notices.flatMap((each) => languagesOf(each).map((language) => [each.name, language, each] as const)))(
    '%s in %s has the facts, and no words of another language',
    (_, language, each) => {
      const [draft] = draftNotices(each, FACTS, { language });
      if (draft?.kind !== 'draft') throw new Error('there is no draft');
      expect(draft.html).toContain(`<html lang="${language}">`);
      for (const fact of ['https://a.example/v/7', 'Maria Rossi', 'Acme Film GmbH', '2026-01-30T08:30:00Z'])
        expect(draft.text).toContain(fact);
      const marks = { en: /\bgood faith\b/, fr: /\bbonne foi\b/, de: /gutem Glauben/, es: /buena fe/ };
      for (const [other, mark] of Object.entries(marks)) expect(mark.test(draft.text), other).toBe(other === language);
    },
  );

  test('a letter that is not there in a language is refused', async () => {
    expect(() => draftNotices(template('mla-annex'), FACTS, { language: 'fr' })).toThrow('language must be en for mla-annex, got fr');
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'facts.json'), JSON.stringify(FACTS));
    const draft = (kind: string, language: string) =>
      streetdate(['draft', kind, '--facts', join(folder, 'facts.json'), '-o', join(folder, 'out'), '--language', language]);
    expect(await draft('mla-annex', 'fr')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('mla-annex is there in en, not in fr'),
    });
    expect(await draft('dsa', 'fr')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'out', 'a.example.txt'), 'utf8')).toContain('règlement (UE) 2022/2065');
  });
});

describe('letters', () => {
  test('for mutual legal assistance list servers by country, with what and since when', () => {
    const [annex] = draftNotices(template('mla-annex'), FACTS);
    if (annex?.kind !== 'draft') throw new Error('there is no draft');
    const [france, netherlands] = [annex.text.indexOf('FR: 1 SERVERS, 1 COPIES'), annex.text.indexOf('NL: 1 SERVERS, 2 COPIES')];
    expect(france).toBeGreaterThan(0);
    expect(netherlands).toBeGreaterThan(france);
    expect(annex.text).toContain(
      `b.example: Sintel, seen since 2026-02-01T12:00:00Z, at https://b.example/v/1?a=1&b=2, SHA-256 ${'ab'.repeat(32)}`,
    );
    expect(annex.text).toContain('§ 106 UrhG');
  });

  test('for the preservation of data name the time range of the host’s copies', () => {
    const [, second] = draftNotices(template('preservation'), FACTS);
    if (second?.kind !== 'draft') throw new Error('there is no draft');
    expect(second.text).toContain('From 2026-02-01T12:00:00.000Z to 2026-02-03T00:00:00.000Z');
    expect(second.text).toContain('Access logs and account data');
    expect(second.text).not.toContain('a.example');
  });

  test('for the police fit a page, however many copies there are', () => {
    const copies = Array.from({ length: 900 }, (_, at) => ({ ...FACTS.copies[0]!, location: `https://b.example/v/${at}` }));
    const [summary] = draftNotices(template('police-summary'), { ...FACTS, copies });
    if (summary?.kind !== 'draft') throw new Error('there is no draft');
    expect(summary.text.split('\n').length).toBeLessThan(60);
    expect(summary.text).toContain('900 copies on 1 servers. Copies by country: NL: 900.');
    expect(summary.text).toContain('and 888 more, see the list');
  });
});

test('the CSV list is read back by another program, and no cell is a formula', () => {
  const rows = parse(file('csv').content, { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({ location: 'https://b.example/v/1?a=1&b=2', finding: 'The copy, "one", is consistent with the disc.' });
  expect(rows[1]).toMatchObject({ finding: "'=1+1", sha256: '' });
});

test('the ACNS notice is XML with the form’s parts, whatever it is filled with', () => {
  const hostile = { ...FACTS, rightsHolder: 'A<b> & "c"\u0007' };
  const { content, extension } = file('acns', { ...hostile, copies: [FACTS.copies[0]!] });
  expect(extension).toBe('xml');
  expect(XMLValidator.validate(content)).toBe(true);
  const { Infringement } = new XMLParser({ processEntities: true, htmlEntities: true }).parse(content);
  expect(Infringement).toMatchObject({
    Case: { ID: '7301 Js 1/26' },
    Complainant: { Entity: 'A<b> & "c"', Email: 'rossi@acme.example' },
    Service_Provider: { Entity: 'b.example' },
    Source: { TimeStamp: '2026-02-01T12:00:00Z', DNS_Name: 'b.example' },
    Content: { Item: { Title: 'Sintel', FileName: 1, URL: 'https://b.example/v/1?a=1&b=2' } },
  });
});

const schemas = sharedData('standards/stix/schemas');

describe.skipIf(schemas === undefined)('by the schemas of shared/data/standards/stix (skipped where the folder is absent)', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, unicodeRegExp: false });
  let bundleId = '';
  for (const folder of schemas === undefined ? [] : readdirSync(schemas)) {
    for (const name of readdirSync(join(schemas!, folder))) {
      const schema = JSON.parse(readFileSync(join(schemas!, folder, name), 'utf8')) as { $id: string };
      if (name === 'bundle.json') bundleId = schema.$id;
      ajv.addSchema(schema);
    }
  }
  const isValid = (value: unknown) => ajv.validate(bundleId, value);

  test('the bundle is valid, has equal ids for equal facts, and every reference leads to an object', () => {
    const { content } = file('stix');
    const bundle = JSON.parse(content) as { objects: { id: string; type: string; object_refs?: string[]; created_by_ref?: string }[] };
    expect(isValid(bundle), JSON.stringify(ajv.errors?.slice(0, 3))).toBe(true);
    expect(file('stix').content).toBe(content);
    const ids = bundle.objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { object_refs = [], created_by_ref = ids[0]! } of bundle.objects) {
      for (const reference of [...object_refs, created_by_ref]) expect(ids).toContain(reference);
    }
    expect(bundle.objects.map(({ type }) => type).filter((type) => type === 'observed-data')).toHaveLength(3);
  });

  test('the schemas refuse a bundle with a wrong object', () => {
    const bundle = JSON.parse(file('stix').content) as { objects: Record<string, unknown>[] };
    delete bundle.objects.find(({ type }) => type === 'observed-data')!.number_observed;
    expect(isValid(bundle)).toBe(false);
  });
});

test('the command writes letters as text and HTML, and lists in their own form', async () => {
  const folder = await temporaryFolder();
  const facts = join(folder, 'facts.json');
  await writeFile(facts, JSON.stringify(FACTS));
  const written: string[] = [];
  for (const { name } of DRAFT_TEMPLATES) {
    const run = await streetdate(['draft', name, '--facts', facts, '-o', join(folder, name)]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    written.push(...readdirSync(join(folder, name)).map((each) => `${name}/${each}`));
  }
  expect(written).toEqual(expect.arrayContaining(['mla-annex/case.html', 'csv/case.csv', 'stix/case.json', 'acns/b.example.xml']));
  expect(await streetdate(['draft', 'letter', '--facts', facts, '-o', folder])).toMatchObject({ status: 2 });
});
