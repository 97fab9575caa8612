// @module-tag slow
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Library } from '@streetdate/engine';
import {
  type CaseReport,
  DRAFT_LANGUAGES,
  DRAFT_TEMPLATES,
  type DraftLanguage,
  draftNotices,
  encodeEntry,
  FIRST_LEDGER_FORMAT,
  findRetractions,
  type Ledger,
  type LedgerEvent,
  letterPdf,
  linkReleases,
} from '@streetdate/evidence';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderCase } from '../../packages/cli/src/report/case/render-case.ts';
import { exampleCase } from '../cli/report/example-case.ts';
import { writeCopy, writeReference } from '../cli/tools/prints.ts';
import { records, streetdate } from '../cli/tools/streetdate.ts';
import { standForFilms } from '../tools/prints-as-films.ts';
import { makeCorpus } from './groups/corpus.ts';
import { DRAFT_FACTS } from './tools/draft-facts.ts';

const OTHERS = DRAFT_LANGUAGES.filter((language) => language !== 'en');
const LETTERS = DRAFT_TEMPLATES.filter((template) => 'parts' in template && template.name !== 'retraction').map(({ name }) => name);
const LINK = 'https://video.example/v/7';
/** What people wrote of the case, and names. Documents quote them as they are. */
const QUOTED = ['neben der Disc verglichen', 'Zeile 4 nannte eine andere Kopie', 'Parodie', 'nach Anhörung'];
const NAMES = ['Nachtzug', 'Kiesel', 'M. Rossi', 'A. Weber', 'FTP-1', 'Depot AG', 'copy-2.sdfp'];
/** Names in the page of a case, and words that other languages have from English. */
const OF_CASES = ['Another & <i>Odd</i> Film', 'The Film', 'FTP Alpha', 'FTP Bravo', 'Charlie <b>', 'Delta', 'Streetdate', 'Natural Earth'];
const LOANS = /\b(?:releases?|server)\b/gi;
const { sender, request, rightsHolder } = DRAFT_FACTS;
const EVIDENCE = [...QUOTED, ...NAMES, ...OF_CASES, ...Object.values(sender), ...Object.values(request ?? {}), rightsHolder ?? ''];

let folder = '';
let home = '';
const run = (words: readonly string[]) => streetdate([...words, '--home', home]);

/**
 * A leak that was seen at an address, one on a server, a copy of a released film, one that needs review, and a film that nobody enrolled; with
 * a decision, a correction, letters, and an upheld dispute.
 */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'streetdate-languages-')));
  home = join(folder, 'library');
  for (const [seed, title, ...windows] of [
    [1, 'Nachtzug', 'US:disc:2026-03-10@America/New_York', 'DE:broadcast:2026-03-12T20:15@Europe/Berlin'],
    [2, 'Kiesel', 'WORLD:disc:2026-04-01'],
    [3, 'Altfilm', 'WORLD:disc:2020-01-01T00:00:00Z'],
    [4, 'Ohne', ...[]],
  ] as const) {
    const film = await writeReference(folder, `film-${seed}.sdfp`, seed);
    const opens = windows.flatMap((window) => ['--window', window]);
    await run(['enroll', film, '--title', title, '--id', `disc-${seed}`, '--promo', 'none', ...opens]);
  }
  await mkdir(join(folder, 'server'));
  const [copy, other, ...more] = await Promise.all(
    [1, 2, 3, 4, 5].map((seed) => writeCopy(seed === 2 ? join(folder, 'server') : folder, `copy-${seed}.sdfp`, seed)),
  );
  const seen = ['--seen-at', '2026-02-01T10:00:00Z', '--territory', 'US', '--json'];
  const [leak] = records(await run(['scan', copy!, '--link', LINK, ...seen]));
  expect(leak).toMatchObject({ verdict: { kind: 'pre-release-leak' } });
  await run(['scan', ...more, ...seen]);
  await standForFilms(home, join(folder, 'server'), 'FTP-1');
  const server = ['--name', 'FTP-1', '--country', 'NL', '--custodian', 'Depot AG', '--seen-at', '2026-02-01T09:00:00Z', '--by', 'M. Rossi'];
  await run(['case', 'add-server', join(folder, 'server'), ...server]);
  await run(['ledger', 'record', '--by', 'M. Rossi']);
  await run(['ledger', 'decide', copy!, '--by', 'A. Weber', '--decision', 'confirmed', '--reason', QUOTED[0]!]);
  expect(await run(['ledger', 'correct', '0', '--by', 'A. Weber', '--reason', QUOTED[1]!])).toMatchObject({ status: 0 });
  await writeFile(join(folder, 'facts.json'), JSON.stringify({ ...DRAFT_FACTS, works: [], copies: [] }));
  // A letter whose own facts do not say what was found.
  const told = {
    ...DRAFT_FACTS,
    works: [{ title: 'Kiesel' }],
    copies: [{ host: 'FTP-1', location: 'file://ftp-1/copy-2.sdfp', title: 'Kiesel' }],
  };
  const scanId = records(await run(['judge', other!, '--json']))[0]!.scanId;
  await writeFile(join(folder, 'told.json'), JSON.stringify({ ...told, copies: told.copies.map((each) => ({ ...each, scanId })) }));
  expect(await run(['draft', 'dmca', '--facts', join(folder, 'told.json'), '-o', join(folder, 'told')])).toMatchObject({ status: 0 });
  await drafted('dsa', 'en', '--case');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The drafts of a kind in a language, as HTML. */
async function drafted(kind: string, language: DraftLanguage, ...more: readonly string[]): Promise<string> {
  const output = join(folder, `${kind}-${language}`);
  const made = await run(['draft', kind, '--facts', join(folder, 'facts.json'), '-o', output, '--language', language, ...more]);
  expect(made).toMatchObject({ status: 0 });
  const files = (await readdir(output)).filter((name) => name.endsWith('.html')).sort();
  expect(files.length).toBeGreaterThan(0);
  return (await Promise.all(files.map((name) => readFile(join(output, name), 'utf8')))).join('\n');
}

describe.each(LETTERS)('%s of the case', (kind) => {
  // Only of a server is the country known.
  const of = kind === 'mla-annex' ? ['--case', '--host', 'FTP-1'] : ['--case'];
  let english: string;
  beforeAll(async () => {
    english = await drafted(kind, 'en', ...of);
  }, 60_000);

  test.each(OTHERS)('has no English text in %s', async (language) => {
    const page = await drafted(kind, language, ...of);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain('Kiesel');
    expect(page).not.toContain('lang="en"');
    expect(sameAs(english, page)).toEqual([]);
    expect(englishIn(page)).toEqual([]);
  });
});

test.each(OTHERS)('the report in %s tells verdicts, findings and decisions in it', async (language) => {
  const page = await drafted('examiner-report', language, '--case');
  for (const said of SAID[language]) expect(page).toMatch(said);
});

describe('a retraction', () => {
  beforeAll(async () => {
    const copies = [join(folder, 'copy-1.sdfp'), join(folder, 'server', 'copy-2.sdfp')];
    for (const copy of copies) {
      const added = await run(['dispute', 'add', copy, '--by', 'A', '--ground', 'Parodie', '--json']);
      const { id } = records(added)[0] as { id: string };
      await run(['dispute', 'end', id, '--outcome', 'upheld', '--reason', 'nach Anhörung']);
    }
  }, 60_000);

  test.each(OTHERS)('in %s tells what a scan was called in it, and quotes an English letter as English', async (language) => {
    const [english, page] = [await drafted('retraction', 'en'), await drafted('retraction', language)];
    expect(english).not.toContain('lang="en">Footage');
    // Of the letter that said nothing, the ledger has the verdict with its parts; the other one said it in English.
    expect(page).toMatch(/<span lang="en">Footage of “Nachtzug” was reported seen [^<]+<\/span>/);
    expect(page).toMatch(SAID[language][1]!);
    expect(sameAs(english, page)).toEqual([]);
    expect(englishIn(page)).toEqual([]);
  });
});

describe('the page of a case', () => {
  const releases = makeCorpus(3).map(({ release }, at) => ({
    ...release,
    serverId: at % 2 === 0 ? 'alpha' : 'delta',
    path: `in/${at}.mkv`,
  }));
  const groups = { releases, linked: linkReleases(releases, { leastRatio: 100 }) };
  const page = (language: DraftLanguage) => renderCase(richCase(), { groups, language });

  test.each(OTHERS)('of servers of all kinds has no English text in %s', (language) => {
    expect(page(language)).toContain(`<html lang="${language}">`);
    expect(page(language)).not.toMatch(/[{}]count|undefined/);
    expect(sameAs(page('en'), page(language))).toEqual([]);
    expect(englishIn(page(language))).toEqual([]);
  });

  test('of no server has none either', () => {
    for (const language of OTHERS) {
      const [english, other] = (['en', language] as const).map((each) =>
        renderCase({ ...richCase(), servers: [], titles: [], overlaps: [] }, { language: each }),
      );
      expect(sameAs(english!, other!)).toEqual([]);
    }
  });

  test('has a language only where there is a page', async () => {
    const refused = await run(['case', 'report', '--language', 'de']);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('name its file with --output') });
  });

  test.each(OTHERS)('is written by the command in %s', async (language) => {
    const output = join(folder, `case-${language}.html`);
    expect(await run(['case', 'report', '-o', output, '--language', language])).toMatchObject({ status: 0 });
    const written = await readFile(output, 'utf8');
    expect(written).toContain(`<html lang="${language}">`);
    expect(written).toContain('Kiesel');
    expect(englishIn(written)).toEqual([]);
  });
});

test('a sentence of the first form of the ledger stays English, and HTML and PDF say so', async () => {
  const verdict = (kind: 'pre-release-leak' | 'no-match', summary: string): LedgerEvent => ({
    ...{ kind: 'verdict', scanId: 's1', verdict: kind, summary, verdictSha256: '0'.repeat(64) },
  });
  const copies = [{ location: LINK, title: 'Nachtzug', scanId: 's1' }];
  const letter: LedgerEvent = {
    kind: 'letter',
    template: 'dmca',
    host: 'video.example',
    language: 'de',
    textSha256: '0'.repeat(64),
    copies,
  };
  const events = [verdict('pre-release-leak', 'Footage was seen early.'), letter, verdict('no-match', 'None.')];
  const ledger = {
    async *lines() {
      for (const [position, event] of events.entries()) {
        const entry = {
          format: FIRST_LEDGER_FORMAT,
          position,
          previous: null,
          at: '2026-02-01T00:00:00.000Z',
          by: 'M. Rossi',
          event,
        } as const;
        yield { position, text: encodeEntry(entry), leafHash: '' };
      }
    },
  } as unknown as Ledger;
  const library = {
    async *judgeAgain() {
      yield { scanId: 's1', verdict: { kind: 'no-match' }, matches: [] };
    },
  } as unknown as Library;
  const found = await findRetractions(library, ledger, undefined, { language: 'de' });
  expect(found.copies).toMatchObject([{ finding: 'Footage was seen early.', findingLanguage: 'en' }]);
  const template = DRAFT_TEMPLATES.find(({ name }) => name === 'retraction')!;
  const [draft] = draftNotices(template, { ...DRAFT_FACTS, copies: found.copies }, { language: 'de' });
  if (draft?.kind !== 'draft') throw new Error('there is no draft');
  expect(draft.html).toContain('<span lang="en">Footage was seen early.</span> (Meldung vom');
  expect(draft.text).toContain('(Nachtzug). Footage was seen early. (');
  expect(Buffer.from(await letterPdf(draft.letter)).toString('latin1')).toMatch(/\/S \/Span\n[\s\S]{0,99}\/Lang \(en\)/);
  await expect(findRetractions(library, ledger, undefined, { language: 'it' as never })).rejects.toThrow(RangeError);
});

/** A case with all that its page can say: images with digests and without, a list of fingerprints, a listing, gaps, and a window without a zone. */
function richCase(): CaseReport {
  const { servers, titles, ...rest } = exampleCase();
  const [alpha, bravo, charlie, delta] = servers;
  const image = { format: 'ewf' as const, bytes: 1_234_567, sha256: 'ab'.repeat(32), sha1: 'cd'.repeat(20), md5: 'ef'.repeat(16) };
  const [film, other] = titles;
  return {
    ...rest,
    servers: [
      { ...alpha!, image, gaps: [{ from: '2026-01-03', days: 4, chance: 0.0123 }], filesAfterSeen: 2 },
      { ...bravo!, image: { ...image, statedMd5: image.md5 }, films: 0, fingerprints: 3, isFingerprintList: true },
      { ...charlie!, fingerprints: 1, clock: { seconds: -7200, spreadSeconds: 40, contents: 1, basis: 'middle' } },
      { ...delta!, source: 'listing', seenAt: '2026-02-02T00:00:00Z', country: 'XX' },
    ],
    titles: [
      { ...film!, windows: [...film!.windows, { territory: 'GB', channel: 'broadcast', opensAt: '2026-03-01', daysEarly: 54 }] },
      other!,
    ],
  };
}

/** What the report says in each language: a leak, one whose window has no time zone, a finding for it, one against it, a decision, a correction. */
const SAID: Readonly<Record<DraftLanguage, readonly RegExp[]>> = {
  en: [],
  de: [
    /Material von „Nachtzug“ wurde 36 Tage vor dem ersten eingetragenen Fenster gesehen: Erscheinen auf Disc \(Vereinigte Staaten, 10\.03\.2026, America\/New_York\)/,
    /Material von „Kiesel“ wurde mindestens 58 Tage vor/,
    /Die Übereinstimmung|stimmen mit dem aufgenommenen Material überein/,
    /Kein zweiter Hash konnte/,
    /A\. Weber: Bestätigt\. neben der Disc verglichen/,
    /A\. Weber: Eintrag 0 des Protokolls ist berichtigt: Zeile 4/,
  ],
  fr: [
    /Des images de « Nachtzug » ont été vues 36 jours avant la première sortie enregistrée/,
    /Des images de « Kiesel » ont été vues au moins 58 jours avant/,
    /A\. Weber : Confirmé\. neben der Disc/,
    /L’entrée 0 du registre est corrigée/,
  ],
  es: [
    /Se vieron imágenes de «Nachtzug» 36 días antes del primer lanzamiento/,
    /Se vieron imágenes de «Kiesel» al menos 58 días antes/,
    /A\. Weber: Confirmado\. neben der Disc/,
    /La entrada 0 del registro está corregida/,
  ],
};

/** Words that English sentences have, and neither French, German nor Spanish ones. */
const ENGLISH = /\b(?:the|of|and|with|which|seen|released|before|after|from|its|is|by|not|copy|files)\b/i;

/** The texts of a page that are equal to one of the English page, beside evidence, numbers, codes and digests. */
function sameAs(english: string, page: string): string[] {
  const known = new Set(textsOf(english));
  return textsOf(page).filter((text) => known.has(text) && /\p{L}{2}/u.test(withoutEvidence(text)));
}

function englishIn(page: string): string[] {
  return textsOf(page).filter((text) => ENGLISH.test(withoutEvidence(text)));
}

/** The texts of a page, without those that are marked as English. */
function textsOf(page: string): string[] {
  return page
    .replace(/<style>[\s\S]*?<\/style>|<code>[\s\S]*?<\/code>|<(\w+)[^>]* lang="en"[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]* (?:data-name|aria-label)="([^"]+)"[^>]*>/g, '<>$1<>')
    .split(/<[^>]*>/)
    .map((text) =>
      text
        .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&amp;/g, '&')
        .trim(),
    )
    .filter((text) => text !== '');
}

function withoutEvidence(text: string): string {
  return EVIDENCE.filter((each) => each !== undefined && each !== '')
    .reduce((rest, each) => rest.replaceAll(each, ''), text)

    .replace(/in\/\S+|The[._ ]Film\S*(?: \S+)*-GRP\w|GRP\w?/g, '')
    .replace(LOANS, '')
    .replace(/(?:https|file):\/\/\S+|video\.example|[0-9a-f]{12,}|SHA-256|\b[A-Z]{2}\b/g, '');
}
