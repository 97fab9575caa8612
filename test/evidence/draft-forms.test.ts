import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CORRECTION_CAUSES,
  DRAFT_LANGUAGES,
  DRAFT_TEMPLATES,
  type DraftFacts,
  type DraftFile,
  type DraftLanguage,
  type DraftTemplate,
  draftNotices,
  languagesOf,
} from '@streetdate/evidence';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { dateInWords } from '../../packages/evidence/src/drafts/date-words.ts';
import { streetdate, temporaryFolder } from '../cli/tools/streetdate.ts';
import { sharedData } from '../tools/footage.ts';
import { DRAFT_FACTS } from './tools/draft-facts.ts';

const LETTERS = DRAFT_TEMPLATES.filter((each) => 'parts' in each);

function template(name: string) {
  return DRAFT_TEMPLATES.find((each) => each.name === name)!;
}

function file(name: string, facts = DRAFT_FACTS): DraftFile {
  const [draft] = draftNotices(template(name), facts);
  if (draft?.kind !== 'file') throw new Error(`there is no file: ${JSON.stringify(draft)}`);
  return draft;
}

describe.each(DRAFT_TEMPLATES.map((each) => [each.name, each] as const))('the draft %s', (_, each) => {
  test('is there with all facts, one for each host or one for all, and accuses nobody', () => {
    const drafts = draftNotices(each, DRAFT_FACTS);
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
    for (const element of each.elements) expect(element.isGiven(DRAFT_FACTS), element.provision).toBe(true);
  });
});

const IMAGE = { bytes: 33_554_432, sha256: '5'.repeat(64), sha1: '6'.repeat(40), md5: '7'.repeat(32) };

describe('letters in four languages', () => {
  // Words that one language has in every letter, and no other has.
  const marks: Readonly<Record<DraftLanguage, RegExp>> = {
    en: /\bA person must read\b/,
    fr: /\bUne personne doit le lire\b/,
    de: /\bEin Mensch muss ihn\b/,
    es: /\bUna persona debe leerlo\b/,
  };
  // Short words of each language, which facts have none of.
  const common: Readonly<Record<DraftLanguage, RegExp>> = {
    en: /\b(?:the|of|is|by|under)\b/i,
    fr: /\b(?:le|du|les|au|et|par)\b/i,
    de: /\b(?:der|und|von|für|ein|die)\b/i,
    es: /\b(?:los|del|con|el|y|por)\b/i,
  };
  const neutral: DraftFacts = {
    ...DRAFT_FACTS,
    works: [DRAFT_FACTS.works[0]!, { title: 'TITLE-2' }],
    // Codes of no country: those of countries are in words.
    copies: DRAFT_FACTS.copies.map((copy) => ({
      ...copy,
      title: copy.title === 'Film' ? 'TITLE-2' : copy.title,
      country: copy.country === 'FR' ? 'QX' : 'QZ',
      finding: 'FINDING-1',
    })),
    request: {
      authority: 'AUTHORITY-1',
      reference: 'REF-1',
      offence: 'OFFENCE-1',
      summary: 'SUMMARY-1',
      data: 'DATA-1',
      grounds: 'GROUNDS-1',
    },
    servers: [
      { host: 'HOST-1', image: { ...IMAGE, format: 'ewf', statedSha1: IMAGE.sha1, statedMd5: IMAGE.md5 } },
      { host: 'HOST-2', image: { ...IMAGE, format: 'raw' } },
      { host: 'HOST-3', listedFingerprints: 12 },
    ],
  };
  /** Every fact, as a letter has it. */
  const facts = [
    ...Object.values(neutral.sender),
    ...['Sintel', '2010', '10.5240/7791-8534-2C23-9030-8610-5', 'TITLE-2', 'Acme Film GmbH', 'FINDING-1'],
    ...Object.values(neutral.request!),
    ...['HOST-1', 'HOST-2', 'HOST-3', ...Object.values(IMAGE).map(String), 'E01'],
    ...neutral.copies.flatMap(({ host, location, sha256, country }) => [host, location, sha256, country]),
  ].filter((fact) => fact !== undefined);
  const written = (each: DraftTemplate, language: DraftLanguage) => {
    const drafts = draftNotices(each, neutral, { language });
    return drafts.map((draft) => {
      if (draft.kind !== 'draft') throw new Error(`there is no draft: ${JSON.stringify(draft)}`);
      return draft;
    });
  };

  test('every letter is there in each, and files for programs have no language', () => {
    expect(LETTERS.map(({ name }) => name)).toEqual([
      'dmca',
      'dsa',
      'preservation',
      'investigation-order',
      'production-order',
      'budapest',
      'us-preservation',
      'mla-annex',
      'police-summary',
      'examiner-report',
      'retraction',
    ]);
    for (const each of DRAFT_TEMPLATES) expect(languagesOf(each)).toEqual('parts' in each ? DRAFT_LANGUAGES : []);
  });

  test.each(LETTERS.flatMap((each) => DRAFT_LANGUAGES.map((language) => [each.name, language, each] as const)))(
    '%s in %s has every fact of the English letter, in the same place, and no words of another language',
    (_, language, each) => {
      const [english, translated] = [written(each, 'en'), written(each, language)];
      const factsOf = ({ text }: { readonly text: string }) =>
        text
          .split('\n')
          .map((line) => facts.filter((fact) => line.includes(fact)))
          .filter((found) => found.length > 0);
      expect(translated.map(factsOf)).toEqual(english.map(factsOf));
      expect(translated.flatMap(factsOf).length).toBeGreaterThan(5);
      for (const draft of translated) {
        expect(draft.html).toContain(`<html lang="${language}">`);
        expect(draft.text).not.toMatch(/undefined|null|\[object|=>/);
        for (const [other, mark] of Object.entries(marks)) expect(mark.test(draft.text), other).toBe(other === language);
        // The law's own name and the facts aside, no English is left in another language.
        if (language !== 'en') expect(plain(draft.text, facts)).not.toMatch(common.en);
        expect(plain(draft.text, facts)).toMatch(common[language]);
      }
    },
  );

  test('numbers of copies and servers agree with their nouns, and French colons have a space before them', () => {
    const one = { ...neutral, copies: neutral.copies.slice(0, 1) };
    const texts = (name: string, of: DraftFacts) =>
      DRAFT_LANGUAGES.map((language) => {
        const [draft] = draftNotices(template(name), of, { language });
        return draft?.kind === 'draft' ? draft.text : '';
      });
    for (const [text, words] of [
      [texts('police-summary', one), ['1 copy on 1 server.', '1 copie sur 1 serveur.', '1 Kopie; 1 Server.', '1 copia en 1 servidor.']],
      [
        texts('police-summary', neutral),
        ['3 copies on 2 servers.', '3 copies sur 2 serveurs.', '3 Kopien; 2 Server.', '3 copias en 2 servidores.'],
      ],
      [
        texts('mla-annex', neutral),
        ['QZ: 1 SERVER, 2 COPIES', 'QZ : 1 SERVEUR, 2 COPIES', 'QZ: 1 SERVER, 2 KOPIEN', 'QZ: 1 SERVIDOR, 2 COPIAS'],
      ],
    ] as const) {
      for (const [at, phrase] of words.entries()) expect(text[at]).toContain(phrase);
    }
    for (const { name } of LETTERS) expect(texts(name, neutral)[1]).not.toMatch(/[^\s\d]: /);
  });

  test('an examiner’s report has the digests of images, computed and stated, and names lists of fingerprints', () => {
    const [draft] = written(template('examiner-report'), 'en');
    const { sha256, sha1, md5 } = IMAGE;
    const computed = `Computed of these bytes: SHA-256 ${sha256}, SHA-1 ${sha1}, MD5 ${md5}.`;
    const disk = (form: string) => `an image of the form ${form}; the disk in it has 33554432 bytes. ${computed}`;
    const stated = `The image states the same from when it was made: SHA-1 ${sha1}, MD5 ${md5}.`;
    expect(draft!.text).toContain(`- HOST-1: ${disk('E01')} ${stated}\n- HOST-2: ${disk('raw')} The image states no digest of its own.`);
    expect(draft!.text).toContain('- HOST-3: 12 fingerprints, and no film.');
    expect(draft!.html).toContain(`${disk('E01')} ${stated}`);
    for (const language of DRAFT_LANGUAGES) expect(written(template('examiner-report'), language)[0]!.text.split(sha256)).toHaveLength(3);
  });

  test('a retraction says why, in the words of each language, for each cause', () => {
    for (const language of DRAFT_LANGUAGES) {
      const causes = CORRECTION_CAUSES.map((cause) => {
        const copies = neutral.copies.slice(0, 1).map((copy) => ({ ...copy, correction: { toldAt: '2026-02-05', cause } }));
        const [draft] = draftNotices(template('retraction'), { ...neutral, copies }, { language });
        if (draft?.kind !== 'draft') throw new Error('there is no draft');
        expect(draft.text).toContain(DAYS[language]);
        return draft.text;
      });
      expect(new Set(causes).size).toBe(CORRECTION_CAUSES.length);
    }
  });

  test('another language is refused', async () => {
    expect(() => draftNotices(template('dsa'), DRAFT_FACTS, { language: 'it' as DraftLanguage })).toThrow(
      'language must be one of en, fr, de, es, got it',
    );
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'facts.json'), JSON.stringify(DRAFT_FACTS));
    const draft = (kind: string, language: string) =>
      streetdate(['draft', kind, '--facts', join(folder, 'facts.json'), '-o', join(folder, 'out'), '--language', language]);
    expect(await draft('mla-annex', 'it')).toMatchObject({ status: 2 });
    expect(await draft('mla-annex', 'fr')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'out', 'case.txt'), 'utf8')).toContain('demande d’entraide judiciaire');
  });
});

/** A text without its facts and the names of laws. */
function plain(text: string, facts: readonly string[]): string {
  return [...facts].sort((one, other) => other.length - one.length).reduce((rest, fact) => rest.replaceAll(fact, ' '), text);
}

/** 5 February 2026 in each language. */
const DAYS = { en: '5 February 2026', fr: '5 février 2026', de: '5. Februar 2026', es: '5 de febrero de 2026' } as const;

test('dates are in words of the language, and what is none stays', () => {
  const words = (text: string) => DRAFT_LANGUAGES.map((language) => dateInWords(text, language));
  expect(words('2026-03-01T09:00:00Z')).toEqual([
    ...['1 March 2026, 09:00 UTC', '1er mars 2026 à 09:00 UTC', '1. März 2026, 09:00 Uhr UTC', '1 de marzo de 2026, 09:00 UTC'],
  ]);
  expect(dateInWords('2026-03-01T01:30:05.250+02:00', 'en')).toBe('28 February 2026, 23:30:05 UTC');
  expect(words('2026-02-05')).toEqual(Object.values(DAYS));
  for (const other of ['last week', '2026-13-01', '2026']) expect(words(other)).toEqual([other, other, other, other]);
  for (const { name } of LETTERS) {
    for (const language of DRAFT_LANGUAGES) {
      for (const draft of draftNotices(template(name), DRAFT_FACTS, { language })) {
        expect(draft.kind === 'draft' && draft.text).not.toMatch(/\d{4}-\d\d-\d\d/);
      }
    }
  }
});

test('a letter lists the works of its host, and says what its law asks for in the law’s words', () => {
  const texts = DRAFT_LANGUAGES.map((language) => {
    const [first, second] = draftNotices(template('dmca'), DRAFT_FACTS, { language });
    if (first?.kind !== 'draft' || second?.kind !== 'draft') throw new Error('there is no draft');
    expect([first.host, second.host]).toEqual(['a.example', 'b.example']);
    // Sintel is on the other host alone.
    expect(first.text).not.toContain('Sintel');
    expect(second.text).toContain('Sintel');
    return first.text.replace(/\s+/g, ' ');
  });
  const [, fr, de, es] = texts;
  expect(fr).toContain('Sous peine de parjure, je déclare être autorisé(e) à agir au nom de');
  expect(es).toContain('Bajo pena de perjurio, declaro que estoy autorizado/a a actuar en nombre de');
  expect(de).toContain('dass Rechte an den folgenden Werken verletzt werden');
  expect(de).not.toMatch(/Werke verletzt/);
});

describe('letters', () => {
  test('for mutual legal assistance list servers by country, with what and since when', () => {
    const [annex] = draftNotices(template('mla-annex'), DRAFT_FACTS);
    if (annex?.kind !== 'draft') throw new Error('there is no draft');
    const [france, netherlands] = [annex.text.indexOf('FR: 1 SERVER, 1 COPY'), annex.text.indexOf('NL: 1 SERVER, 2 COPIES')];
    expect(france).toBeGreaterThan(0);
    expect(netherlands).toBeGreaterThan(france);
    expect(annex.text).toContain(
      `b.example: Sintel, seen since 1 February 2026, 12:00 UTC, at https://b.example/v/1?a=1&b=2, SHA-256 ${'ab'.repeat(32)}`,
    );
    expect(annex.text).toContain('§ 106 UrhG');
  });

  test('for the preservation of data name the time range of the host’s copies', () => {
    const [, second] = draftNotices(template('preservation'), DRAFT_FACTS);
    if (second?.kind !== 'draft') throw new Error('there is no draft');
    expect(second.text.replace(/\s+/g, ' ')).toContain(
      'From 2 January 2026 to the day on which this order is carried out. The copies were seen from 1 February 2026 to 3 February 2026; whoever put them there did so before.',
    );
    const asked = { ...DRAFT_FACTS, request: { ...DRAFT_FACTS.request, from: '2025-12-01' } };
    const [, own] = draftNotices(template('preservation'), asked, { language: 'fr' });
    expect(own?.kind === 'draft' && own.text.replace(/\s+/g, ' ')).toContain('Du 1er décembre 2025 jusqu’au jour de l’exécution');
    expect(second.text).toContain('Access logs and account data');
    expect(second.text).not.toContain('a.example');
  });

  test('for the police fit a page, however many copies there are', () => {
    const copies = Array.from({ length: 900 }, (_, at) => ({ ...DRAFT_FACTS.copies[0]!, location: `https://b.example/v/${at}` }));
    const [summary] = draftNotices(template('police-summary'), { ...DRAFT_FACTS, copies });
    if (summary?.kind !== 'draft') throw new Error('there is no draft');
    expect(summary.text.split('\n').length).toBeLessThan(60);
    expect(summary.text).toContain('900 copies on 1 server. Copies by country: NL: 900.');
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
  const hostile = { ...DRAFT_FACTS, rightsHolder: 'A<b> & "c"\u0007' };
  const { content, extension } = file('acns', { ...hostile, copies: [DRAFT_FACTS.copies[0]!] });
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

  test('objects keep their ids and when they were created as copies are added, and files have the names of files', () => {
    type Objects = { objects: { id: string; type: string; created?: string; name?: string }[] };
    const objectsOf = (facts: DraftFacts) => {
      const [made] = draftNotices(template('stix'), facts);
      if (made?.kind !== 'file') throw new Error('there is no file');
      return (JSON.parse(made.content) as Objects).objects;
    };
    const [less, more] = [objectsOf({ ...DRAFT_FACTS, copies: DRAFT_FACTS.copies.slice(0, 2) }), objectsOf(DRAFT_FACTS)];
    const created = new Map(more.map((object) => [object.id, object.created]));
    for (const object of less) expect(created.get(object.id), object.type).toBe(object.created);
    expect(more.filter(({ type }) => type === 'file').map(({ name }) => name)).toEqual(['1']);
    // The namespace of observables is for them alone: a name in it gives another id.
    const identity = more.find(({ type }) => type === 'identity')!;
    expect(identity.id).toMatch(/^identity--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(identity.id).not.toBe('identity--37b85257-0dd9-5441-b972-57ef47d01cc5');
  });

  test('the schemas refuse a bundle with a wrong object', () => {
    const bundle = JSON.parse(file('stix').content) as { objects: Record<string, unknown>[] };
    delete bundle.objects.find(({ type }) => type === 'observed-data')!.number_observed;
    expect(isValid(bundle)).toBe(false);
  });
});

test('the STIX bundle keeps what the validator of OASIS asks for beyond the schemas', () => {
  const { objects, id, type } = JSON.parse(file('stix').content) as { objects: Record<string, unknown>[]; id: string; type: string };
  const ID = /^([a-z][a-z0-9-]+)--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ID.exec(id)?.[1]).toBe(type);
  /** What each type must have, and what else of STIX 2.1 it may have here: anything else would be a custom property. */
  const COMMON = ['type', 'id', 'spec_version', 'created', 'modified'];
  const PROPERTIES: Readonly<Record<string, { must: readonly string[]; may?: readonly string[] }>> = {
    identity: { must: [...COMMON, 'name', 'identity_class'] },
    'observed-data': { must: [...COMMON, 'created_by_ref', 'first_observed', 'last_observed', 'number_observed', 'object_refs'] },
    report: { must: [...COMMON, 'created_by_ref', 'name', 'description', 'report_types', 'published', 'object_refs'] },
    url: { must: ['type', 'id', 'spec_version', 'value'] },
    file: { must: ['type', 'id', 'spec_version', 'hashes'], may: ['name'] },
  };
  for (const object of objects) {
    expect(ID.exec(String(object.id))?.[1], String(object.id)).toBe(object.type);
    expect(object.spec_version).toBe('2.1');
    const { must, may = [] } = PROPERTIES[String(object.type)]!;
    expect(Object.keys(object)).toEqual(expect.arrayContaining([...must]));
    expect(Object.keys(object).filter((name) => !must.includes(name) && !may.includes(name))).toEqual([]);
    for (const name of ['created', 'modified', 'first_observed', 'last_observed', 'published']) {
      if (object[name] !== undefined) expect(object[name], name).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    }
    if (object.created !== undefined) expect(String(object.modified) >= String(object.created)).toBe(true);
    for (const word of [object.identity_class, ...((object.report_types as unknown[] | undefined) ?? [])]) {
      if (word !== undefined) expect(word).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    }
    if (object.hashes !== undefined) expect(object.hashes).toEqual({ 'SHA-256': expect.stringMatching(/^[0-9a-f]{64}$/) });
  }
});

test('the command writes letters as text, HTML and PDF, and lists in their own form', async () => {
  const folder = await temporaryFolder();
  const facts = join(folder, 'facts.json');
  await writeFile(facts, JSON.stringify(DRAFT_FACTS));
  const written: string[] = [];
  // A retraction is about what a library's ledger has.
  for (const { name } of DRAFT_TEMPLATES.filter((each) => each.name !== 'retraction')) {
    const run = await streetdate(['draft', name, '--facts', facts, '-o', join(folder, name)]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    written.push(...readdirSync(join(folder, name)).map((each) => `${name}/${each}`));
  }
  expect(written).toEqual(
    expect.arrayContaining(['mla-annex/case.html', 'mla-annex/case.pdf', 'csv/case.csv', 'stix/case.json', 'acns/b.example.xml']),
  );
  expect(await streetdate(['draft', 'letter', '--facts', facts, '-o', folder])).toMatchObject({ status: 2 });
});
