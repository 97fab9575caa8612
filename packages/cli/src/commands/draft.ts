import { join } from 'node:path';
import { makeFolder } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { isLibrary, type Library } from '@streetdate/engine';
import { writeFault, writeWhole } from '@streetdate/engine/internal';
import {
  type CopyPictures,
  caseCopies,
  DRAFT_TEMPLATES,
  type Draft,
  type DraftCopy,
  type DraftFacts,
  type DraftFile,
  type DraftLanguage,
  type DraftTemplate,
  draftNotices,
  findRetractions,
  Ledger,
  letterPdf,
  readDraftFacts,
  recordLetters,
} from '@streetdate/evidence';
import type { draft } from '../definitions/recipients.ts';
import { EXIT, UsageError } from '../exit.ts';
import { count } from '../output/count-words.ts';
import { collectMatchPictures } from '../report/index.ts';
import type { Context, Run } from './command.ts';
import { mediaOf } from './media-of.ts';
import { accountName } from './record-changes.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate draft` */
export const runDraft: Run<typeof draft> = async ([kind], values, context) => {
  const { facts: path, output, scan: names, language = 'en', host: hosts } = values;
  const template = DRAFT_TEMPLATES.find(({ name }) => name === kind)!;
  const given = await readDraftFacts(path);
  if (values.case && template.name === 'retraction')
    throw new UsageError('--case is for other drafts: a retraction is about the copies of the ledger');
  const options = { language };
  if (template.name === 'retraction') {
    await withLibrary(context, {}, async (library) => {
      const facts = await correctedFacts(library, given, names, language, context);
      const letters = await write(template, facts, { path, output, options }, context);
      await record(library, template, facts, letters, context);
    });
    return EXIT.nothingFound;
  }
  if (names.length > 0) throw new UsageError('--scan is for a retraction: other drafts are about the copies of the facts');
  if (values.case) {
    await withLibrary(context, {}, async (library) => {
      const facts = ofHosts(await factsOfCase(library, template, given, language, context), hosts);
      await record(library, template, facts, await write(template, facts, { path, output, options }, context), context);
    });
    return EXIT.nothingFound;
  }
  const facts = ofHosts(given, hosts);
  const letters = await write(template, facts, { path, output, options }, context);
  if (letters.length > 0 && (context.served !== undefined || (await isLibrary(context.home)))) {
    await withLibrary(context, {}, (library) => record(library, template, facts, letters, context));
  }
  return EXIT.nothingFound;
};

/** The facts with the works and copies of the case, behind those that a person wrote. */
async function factsOfCase(
  library: Library,
  template: DraftTemplate,
  given: DraftFacts,
  language: DraftLanguage,
  { console, io }: Context,
): Promise<DraftFacts> {
  const { works, copies: found, decisions, servers, withoutPlace } = await caseCopies(library, { language });
  const copies = template.name === 'examiner-report' ? await withPictures(library, found, io.signal) : found;
  for (const path of withoutPlace)
    console.note(`${path} is called a leak, and was seen neither at an address nor on a server: no letter names it`);
  if (given.copies.length + copies.length === 0) throw new UsageError('the case has no copy that is called a leak and was seen somewhere');
  const written = new Set(given.works.map(({ title }) => title));
  return {
    ...given,
    decisions,
    servers,
    works: [...given.works, ...works.filter(({ title }) => !written.has(title))],
    copies: [...given.copies, ...copies],
  };
}

/** Pairs of pictures that a report shows of a content. */
const MOST_PAIRS = 2;

/** The copies with pictures side by side, where both films can still be decoded. Equal contents are shown once. */
async function withPictures(library: Library, copies: readonly DraftCopy[], signal: AbortSignal): Promise<readonly DraftCopy[]> {
  const shown = new Set<string>();
  const pictured: DraftCopy[] = [];
  for (const copy of copies) {
    const scan =
      copy.scanId === undefined || shown.has(`${copy.scanId} ${copy.title}`) ? undefined : await library.catalogue.scan(copy.scanId);
    shown.add(`${copy.scanId} ${copy.title}`);
    const pictures: CopyPictures[] = [];
    for (const match of scan === undefined || scan.kind === 'sound' ? [] : scan.matches) {
      const reference = await library.catalogue.reference(match.referenceId);
      if (reference === undefined || (await library.catalogue.title(reference.titleId))?.name !== copy.title) continue;
      const compared = { query: { path: scan!.path, stamp: scan!.stamp }, reference: await mediaOf(library, reference) };
      for (const pair of await collectMatchPictures(compared, match.segments, { signal })) {
        if (pair.query === undefined || pair.reference === undefined || pictures.length === MOST_PAIRS) continue;
        pictures.push({ query: pair.query, reference: pair.reference, queryTime: pair.queryTime, referenceTime: pair.referenceTime });
      }
    }
    pictured.push(pictures.length === 0 ? copy : { ...copy, pictures });
  }
  return pictured;
}

/** The facts with the copies of these hosts alone, and their works. @throws UsageError for a host without a copy. */
function ofHosts(facts: DraftFacts, hosts: readonly string[]): DraftFacts {
  if (hosts.length === 0) return facts;
  const unknown = hosts.find((host) => !facts.copies.some((copy) => copy.host === host));
  if (unknown !== undefined) throw new UsageError(`--host must name a host of a copy, got ${unknown}`);
  const copies = facts.copies.filter(({ host }) => hosts.includes(host));
  const works = facts.works.filter(({ title }) => copies.some((copy) => copy.title === title));
  return { ...facts, copies, works, servers: facts.servers?.filter(({ host }) => hosts.includes(host)) };
}

/** The facts with the copies that hosts were told of and that are no longer called a leak. @throws UsageError if there are none. */
async function correctedFacts(
  library: Library,
  given: DraftFacts,
  names: readonly string[],
  language: DraftLanguage,
  { console }: Context,
): Promise<DraftFacts> {
  const { copies, refused } = await findRetractions(library, new Ledger(library), names.length > 0 ? names : undefined, { language });
  const reasons = refused.map(({ scanId, reason }) => `scan ${scanId}: ${reason}`);
  if (copies.length === 0) {
    const why = reasons.length > 0 ? reasons.join('; ') : 'the ledger has no letter about a scan of this library';
    throw new UsageError(`there is nothing to take back: ${why}`);
  }
  for (const reason of reasons) console.note(`nothing is taken back of ${reason}`);
  return { ...given, copies };
}

/** Writes the drafts. @returns Those that were written. */
async function write(
  template: DraftTemplate,
  facts: DraftFacts,
  { path, output, options }: { readonly path: string; readonly output: string; readonly options: Parameters<typeof draftNotices>[2] },
  { console }: Context,
): Promise<(Draft | DraftFile)[]> {
  const drafts = draftNotices(template, facts, options);
  await makeFolder(output).catch((cause: unknown) => {
    throw writeFault(cause, output);
  });
  const letters: (Draft | DraftFile)[] = [];
  for (const each of drafts) {
    if (each.kind === 'missing') {
      const message = `no draft for ${each.host}, since the facts lack: ${each.missing.join('; ')}`;
      console.fail(path, new StreetdateError('bad-evidence', `${path}: ${message}`, { path }));
      continue;
    }
    // A host may be written with characters that are none of a file's name.
    const stem = join(output, each.host.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '_'));
    if (each.kind === 'file') {
      await writeWhole(`${stem}.${each.extension}`, each.content);
      console.text(`${stem}.${each.extension}`);
      letters.push(each);
      continue;
    }
    await writeWhole(`${stem}.txt`, each.text);
    await writeWhole(`${stem}.html`, each.html);
    await writeWhole(`${stem}.pdf`, await letterPdf(each.letter));
    console.text(`${stem}.txt`);
    console.text(`${stem}.html`);
    console.text(`${stem}.pdf`);
    letters.push(each);
  }
  if (drafts.length === 0) console.note('the facts name no copy');
  return letters;
}

/** Adds the letters to the ledger, where the library has one: what leaves the house may have to be taken back. */
async function record(
  library: Library,
  { name }: DraftTemplate,
  facts: DraftFacts,
  letters: readonly (Draft | DraftFile)[],
  { console, io }: Context,
): Promise<void> {
  if (letters.length === 0 || (await library.catalogue.ledgerSize()) === 0) return;
  const ledger = new Ledger(library, { now: io.now });
  const by = facts.sender.name || accountName();
  const { withoutScan } = await recordLetters(ledger, library, by, name, facts, letters);
  if (withoutScan.length === 0) return;
  const copies = `${count(withoutScan.length, 'copy', 'copies')} (${withoutScan.join(', ')})`;
  console.note(`no scan is known of ${copies}: name it in the facts (scanId), so that the letter can be taken back`);
}
