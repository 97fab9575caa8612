import { stat } from 'node:fs/promises';
import { probe } from '@streetdate/core';
import { readFault } from '@streetdate/core/internal';
import { sha256OfFile } from '@streetdate/core/internal/files';
import { StreetdateError } from '@streetdate/core/portable';
import { openDiscSource, rankTitles, readDisc } from '@streetdate/disc';
import {
  assignCanaries,
  type Canary,
  type CanaryCopy,
  type CanaryFit,
  type CanaryVariants,
  type CopyStructure,
  canaryVariant,
  type IssuedCanaries,
  type NotToldReason,
  observeCanaries,
  rankCanaries,
  readCanaries,
  readIssuedCanaries,
  readVariants,
  type VariantReading,
  writeIssuedCanaries,
} from '@streetdate/marks';
import { canarySetOf, checkRecipients } from '@streetdate/marks/internal';
import type { marksAssign, marksCompare } from '../definitions/canaries.ts';
import { EXIT, UsageError } from '../exit.ts';
import { escapeText } from '../output/escape.ts';
import { formatTime } from '../output/format-time.ts';
import { showSteps } from '../output/step-progress.ts';
import type { Context, Run } from './command.ts';
import { knownFingerprints } from './known-fingerprints.ts';
import { markKeyOf } from './mark-key-of.ts';
import { type RecipientRow, readRecipientRows } from './recipient-rows.ts';
import { recordInLedger } from './record-in-ledger.ts';
import { readVariantRows } from './variant-rows.ts';

/** `streetdate marks assign` */
export const runMarksAssign: Run<typeof marksAssign> = async ([path = ''], { title, recipients, out, by, ...options }, context) => {
  const { console, io } = context;
  const canaries = await readCanaries(path);
  const rows = await readRecipientRows(recipients);
  const before = await readIssuedCanaries(out);
  if (before !== undefined && (before.title !== title || JSON.stringify(before.canaries) !== JSON.stringify(canaries)))
    throw new StreetdateError('bad-evidence', `${out} holds other canaries or another title: give another folder`, { path: out });
  const issued = before?.copies ?? [];
  checkRecipients(
    rows.map(({ recipient }) => recipient),
    issued.map(({ recipient }) => recipient),
    out,
  );
  const registered = registeredCopies(recipients, canaries, rows);
  const added = registered === undefined ? await assign() : registered.filter((copy) => !isIssued(copy, issued, recipients));
  const issuedAt = io.now().toISOString();
  const copies = [...issued, ...added.map((copy) => ({ ...copy, issuedAt }))];
  const list: IssuedCanaries = { type: 'issued-canaries', version: 1, title, canaries, copies };
  await writeIssuedCanaries(out, list);
  for (const copy of added) {
    const choices = choiceTexts(canaries, copy);
    const record = { type: 'issued-canaries', recipient: copy.recipient, variant: canaryVariant(copy), choices };
    const text = choices.map(({ name, choice }) => `  ${name}: ${choice}`);
    console.result(record, [`${escapeText(copy.recipient)}: variant ${record.variant}`, ...text].join('\n'));
  }
  if (added.length > 0) {
    await recordInLedger(context, by, () => ({
      ...{ kind: 'canary-issue', set: canarySetOf(list)!, title },
      canaries: canaries.map(({ kind, name, choices }) => ({ kind, name, choices: [...choices] })),
      copies: added.map(({ recipient, choices }) => ({ recipient, choices: [...choices] })),
    }));
  }
  return EXIT.nothingFound;

  async function assign(): Promise<CanaryCopy[]> {
    const key = await markKeyOf(options, context, true);
    const names = rows.map(({ recipient }) => recipient);
    try {
      return assignCanaries(key, canaries, names, issued);
    } catch (error) {
      throw error instanceof RangeError ? new UsageError(error.message) : error;
    }
  }
};

/** The copies as a list with a column for each canary states them; undefined where it has no such column. */
function registeredCopies(path: string, canaries: readonly Canary[], rows: readonly RecipientRow[]): CanaryCopy[] | undefined {
  const columns = canaries.filter(({ name }) => rows[0]!.cells.has(name));
  if (columns.length === 0) return undefined;
  const bad = (reason: string) => new StreetdateError('bad-evidence', `${path}: ${reason}`, { path });
  if (columns.length < canaries.length) {
    const missing = canaries.filter((canary) => !columns.includes(canary)).map(({ name }) => name);
    throw bad(`it has columns for some canaries, and none for ${missing.join(', ')}`);
  }
  const copies: CanaryCopy[] = [];
  for (const { recipient, cells, line } of rows) {
    const choices = canaries.map(({ name, choices: possible }) => {
      const at = possible.indexOf(cells.get(name) ?? '');
      if (at < 0) throw bad(`line ${line}: ${name} must be one of ${possible.join(', ')}, got ${JSON.stringify(cells.get(name) ?? '')}`);
      return at;
    });
    if (!isIssued({ recipient, choices }, copies, path)) copies.push({ recipient, choices });
  }
  return copies;
}

/** Whether a copy is in a list already. @throws StreetdateError `bad-evidence` where its recipient has another combination. */
function isIssued(copy: CanaryCopy, copies: readonly CanaryCopy[], path: string): boolean {
  const known = copies.find(({ recipient }) => recipient === copy.recipient);
  if (known === undefined) return false;
  if (canaryVariant(known) === canaryVariant(copy)) return true;
  const variants = `${canaryVariant(known)} and ${canaryVariant(copy)}`;
  throw new StreetdateError('bad-evidence', `${path}: ${copy.recipient} has two combinations, ${variants}`, { path });
}

function choiceTexts(canaries: readonly Canary[], { choices }: CanaryCopy) {
  return canaries.map(({ name, choices: possible }, at) => ({ name, choice: possible[choices[at]!]! }));
}

/** `streetdate marks compare` */
export const runMarksCompare: Run<typeof marksCompare> = async ([path], { issued: folder, seen, variants, mainTitle, by }, context) => {
  const { console } = context;
  const issued = await readIssuedCanaries(folder);
  if (issued === undefined) throw new StreetdateError('bad-evidence', `${folder} holds no issued canaries`, { path: folder });
  if (path === undefined && seen.length === 0) throw new UsageError('give a copy, --seen, or both');
  const { canaries, copies, title } = issued;
  const stated = statedChoices(canaries, seen);
  if (variants !== undefined && (path === undefined || (await isDisc(path)))) throw new UsageError('--variants is for a film: give one');
  const read: (number | undefined)[] =
    path === undefined ? canaries.map(() => undefined) : observeCanaries(canaries, await structureOf(path, mainTitle));
  const films = variants === undefined ? [] : await readVariantRows(variants, canaries);
  const told = path === undefined || films.length === 0 ? [] : await readPictures(path, films, context);
  const pictures = canaries.map(({ name }) => told.find((reading) => reading.name === name));
  const choices = canaries.map((canary, at) => {
    const picture = pictures[at]?.choice;
    if (picture !== undefined && stated[at] !== undefined && stated[at] !== picture)
      console.note(`${canary.name}: the pictures show ${canary.choices[picture]!}; what was stated counts`);
    if (stated[at] !== undefined && read[at] !== undefined && stated[at] !== read[at])
      console.note(`${canary.name}: the copy has ${canary.choices[read[at]!]}; what was stated counts`);
    return stated[at] ?? read[at] ?? picture;
  });
  const fits = rankCanaries(canaries, copies, choices);
  const consistent = fits.filter((fit) => fit.consistent);
  const record = {
    type: 'canary-reading',
    title,
    ...(path !== undefined && { path }),
    canaries: canaries.length,
    seen: canaries.flatMap(({ name, choices: possible }, at) =>
      choices[at] === undefined ? [] : [{ name, choice: possible[choices[at]]!, ...seenBy(stated[at], read[at], pictures[at]) }],
    ),
    ...(variants !== undefined && { notTold: told.flatMap(({ name, reason }) => (reason === undefined ? [] : [{ name, reason }])) }),
    consistentWith: consistent.length,
    copies: fits.map(({ choices: combination, ...fit }) => ({ ...fit, variant: canaryVariant({ choices: combination }) })),
  };
  console.result(record, [...fitText(record.seen, canaries.length, fits), ...notToldText(record.notTold ?? [])].join('\n'));
  const set = canarySetOf(issued);
  if (set === undefined) return EXIT.nothingFound;
  await recordInLedger(context, by, async () => ({
    ...{ kind: 'canary-reading', set, title, ...(path !== undefined && { path, ...(await digestOf(path)) }) },
    ...{ canaries: canaries.length, seen: record.seen, issued: copies.length },
    ...(films.length > 0 && { variants: await digestsOf(films, canaries) }),
    consistent: consistent.map(({ recipient, agree, logRatio }) => ({ recipient, agree, logRatio: Math.round(logRatio * 100) / 100 })),
  }));
  return EXIT.nothingFound;
};

/** Reads the pictures of a film, with the fingerprints that the library has. */
async function readPictures(path: string, films: readonly CanaryVariants[], context: Context): Promise<VariantReading[]> {
  const { console, io } = context;
  const fingerprints = await knownFingerprints(
    context,
    films.flatMap(({ files }) => files.map((file) => file.path)),
  );
  const steps = showSteps(io, console);
  try {
    steps.show(0, `${path} and the films of the choices are aligned`);
    return await readVariants(path, films, {
      fingerprints,
      signal: io.signal,
      onProgress: (seconds) => steps.show(0, `${formatTime(seconds)} of ${path} is read`),
    });
  } finally {
    steps.stop();
  }
}

/** Which films the choices were compared by. Each is read once, however many choices it shows. */
async function digestsOf(films: readonly CanaryVariants[], canaries: readonly Canary[]) {
  const digests = new Map<string, string>();
  const variants: { readonly name: string; readonly choice: string; readonly fileSha256: string }[] = [];
  for (const { name, files } of films) {
    const { choices } = canaries.find((canary) => canary.name === name)!;
    for (const [at, { path }] of files.entries()) {
      const fileSha256 = digests.get(path) ?? (await sha256OfFile(path)).sha256;
      digests.set(path, fileSha256);
      variants.push({ name, choice: choices[at]!, fileSha256 });
    }
  }
  return variants;
}

/** Who saw a canary: what was stated counts before what a structure shows, and that before the pictures. */
function seenBy(stated: number | undefined, read: number | undefined, picture: VariantReading | undefined) {
  if (stated !== undefined) return { by: 'person' as const };
  if (read !== undefined) return { by: 'structure' as const };
  return { by: 'pictures' as const, logRatio: Math.round(picture!.logRatio! * 100) / 100 };
}

const NOT_TOLD: Readonly<Record<NotToldReason, string>> = {
  missing: 'the copy lacks it',
  registration: 'the copy’s picture cannot be registered there, or shows something else',
  alike: 'the choices look alike there',
  neither: 'the copy shows none of the choices, or a mixture',
  moment: 'its moment in the copy is not certain enough',
  unsure: 'the best choice is less than 100 times as likely as the next',
};

function notToldText(notTold: readonly { readonly name: string; readonly reason: NotToldReason }[]): string[] {
  return notTold.map(({ name, reason }) => `Not told by the pictures: ${name}: ${NOT_TOLD[reason]}.`);
}

/** The SHA-256 of a copy that is one file; nothing of a disc in a folder. */
async function digestOf(path: string): Promise<{ readonly fileSha256?: string }> {
  return (await stat(path)).isFile() ? { fileSha256: (await sha256OfFile(path)).sha256 } : {};
}

/** What a person saw: for each canary the number of the choice. */
function statedChoices(canaries: readonly Canary[], seen: readonly string[]): (number | undefined)[] {
  const stated: (number | undefined)[] = canaries.map(() => undefined);
  for (const text of seen) {
    const at = canaries.findIndex(({ name }) => text.startsWith(`${name}=`));
    const canary = canaries[at];
    if (canary === undefined)
      throw new UsageError(`--seen must be NAME=CHOICE of ${canaries.map(({ name }) => name).join(', ')}, got ${text}`);
    const choice = canary.choices.indexOf(text.slice(canary.name.length + 1));
    if (choice < 0) throw new UsageError(`--seen: ${canary.name} must be one of ${canary.choices.join(', ')}, got ${text}`);
    if (stated[at] !== undefined && stated[at] !== choice) throw new UsageError(`--seen: ${canary.name} is stated twice`);
    stated[at] = choice;
  }
  return stated;
}

async function isDisc(path: string): Promise<boolean> {
  const facts = await stat(path).catch((cause) => {
    throw readFault(path, cause);
  });
  return facts.isDirectory() || /\.(iso|img|udf|e01)$/i.test(path);
}

/** What a disc or a film states of itself. */
async function structureOf(path: string, mainTitle: string | undefined): Promise<CopyStructure> {
  if (!(await isDisc(path))) {
    if (mainTitle !== undefined) throw new UsageError('--main-title is for discs');
    return { chapters: (await probe(path)).chapters };
  }
  const source = await openDiscSource(path);
  try {
    const disc = await readDisc(source);
    const id = mainTitle ?? rankTitles(disc)[0]?.title;
    const film = disc.titles.find((title) => title.id === id);
    if (mainTitle !== undefined && film === undefined) throw new UsageError(`${path} has no title ${mainTitle}`);
    return {
      discIds: disc.ids.map(({ value }) => value),
      playlists: disc.titles.map(({ timeline }) => timeline.map(({ clip }) => clip)),
      chapters: film?.chapters ?? [],
    };
  } finally {
    await source.close();
  }
}

function fitText(seen: readonly { readonly name: string; readonly choice: string }[], canaries: number, fits: readonly CanaryFit[]) {
  const consistent = fits.filter((fit) => fit.consistent);
  const ratio = ({ logRatio }: CanaryFit) => `likelihood ratio 10^${logRatio.toFixed(1)}`;
  const lines = consistent.map(
    (fit) =>
      `copy consistent with the one issued to ${escapeText(fit.recipient)} (${canaryVariant(fit)}): ${fit.agree} of ${seen.length} agree; ${ratio(fit)}`,
  );
  const [closest] = fits;
  if (closest === undefined) lines.push('no copy was issued');
  else if (seen.length === 0) lines.push('no canary was seen: it tells nothing');
  else if (consistent.length === 0) {
    const fit = `the closest is that issued to ${escapeText(closest.recipient)} (${canaryVariant(closest)}), where ${closest.agree} of ${seen.length} agree`;
    lines.push(
      `consistent with no issued copy; ${fit}; ${ratio(closest)}`,
      'A canary may have been misread or changed, or the copy was put together from several.',
    );
  }
  return [
    ...lines,
    ...(consistent.length > 1 ? [`What was seen does not tell these ${consistent.length} copies apart.`] : []),
    `Seen: ${seen.length} of ${canaries} canaries${seen.length === 0 ? '' : `: ${seen.map(({ name, choice }) => `${name} = ${choice}`).join('; ')}`}.`,
    ...(consistent.length > 0 ? ['It says which issued copies fit, and not who passed one on.'] : []),
  ];
}
