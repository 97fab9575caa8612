import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { checkList, checkObject, checkPath, checkText } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import { deliveriesCsv } from '../embed/deliveries.ts';
import { makeFolder, readJson, writeAtomically } from '../embed/set-files.ts';
import { type Canary, type CanaryCopy, checkCanaries, checkCopies } from './canaries.ts';

/** A copy with its combination, and when it was issued. */
export interface IssuedCanaryCopy extends CanaryCopy {
  /** When the combination was given to the recipient: ISO 8601. */
  readonly issuedAt: string;
}

/** Which canaries the copies of a title carry, and who got which copy. */
export interface IssuedCanaries {
  /** What the file is. */
  readonly type: 'issued-canaries';
  /** The version of its form. */
  readonly version: 1;
  /** The title, as lists of deliveries name it. */
  readonly title: string;
  /** The canaries, in the order of each copy's choices. */
  readonly canaries: readonly Canary[];
  /** The copies, in the order in which they were issued. */
  readonly copies: readonly IssuedCanaryCopy[];
}

/** The combination as a variant in a list of deliveries: the choices' numbers, joined by hyphens. */
export function canaryVariant({ choices }: Pick<CanaryCopy, 'choices'>): string {
  checkList('choices', choices);
  return choices.join('-');
}

/**
 * Names a list of issued canaries in a ledger. The name stays while copies are added: it is made of the title, the canaries and the first copy.
 * @returns 16 hexadecimal digits; undefined where no copy was issued.
 */
export function canarySetOf({ title, canaries, copies: [first] }: IssuedCanaries): string | undefined {
  if (first === undefined) return undefined;
  const own = canaries.map(({ kind, name, choices }) => [kind, name, ...choices]);
  const text = JSON.stringify([title, own, first.recipient, first.choices, first.issuedAt]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

const placesIn = (folder: string) => ({ issued: join(folder, 'issued-canaries.json'), deliveries: join(folder, 'deliveries.csv') });

/**
 * Reads which canaries were issued.
 * @param folder - The folder that {@link writeIssuedCanaries} wrote to.
 * @returns Undefined where nothing was issued yet.
 * @throws StreetdateError `bad-evidence` when its list is damaged.
 */
export async function readIssuedCanaries(folder: string): Promise<IssuedCanaries | undefined> {
  checkPath('folder', folder);
  const path = placesIn(folder).issued;
  const issued = await readJson<IssuedCanaries>(path);
  if (issued === undefined) return undefined;
  try {
    checkIssued(issued);
  } catch (cause) {
    throw new StreetdateError('bad-evidence', `${path} is no list of issued canaries: ${(cause as Error).message}`, { path, cause });
  }
  return issued;
}

/**
 * Writes which canaries were issued, and the same as a list of deliveries, where each combination is a variant.
 * @param folder - Made if it is missing.
 * @throws StreetdateError `file-unwritable`.
 */
export async function writeIssuedCanaries(folder: string, issued: IssuedCanaries): Promise<void> {
  checkPath('folder', folder);
  checkIssued(issued);
  const places = placesIn(folder);
  await makeFolder(folder);
  await writeAtomically(places.issued, [`${JSON.stringify(issued, undefined, 2)}\n`]);
  const rows = issued.copies.map((copy) => ({ variant: canaryVariant(copy), recipient: copy.recipient, sentAt: copy.issuedAt }));
  await writeAtomically(places.deliveries, [deliveriesCsv(issued.title, rows)]);
}

function checkIssued(issued: IssuedCanaries): void {
  checkObject('issued', issued);
  const { type, version, title, canaries, copies } = issued;
  if (type !== 'issued-canaries' || version !== 1)
    throw new RangeError(`issued must be of type issued-canaries and version 1, got ${String(type)} and ${String(version)}`);
  checkText('issued.title', title);
  checkCanaries(canaries);
  checkCopies('issued.copies', canaries, copies);
  for (const [at, { recipient, issuedAt }] of copies.entries()) {
    if (Number.isNaN(Date.parse(issuedAt))) throw new RangeError(`issued.copies[${at}].issuedAt must be a time, got ${String(issuedAt)}`);
    if (copies.findIndex((copy) => copy.recipient === recipient) < at)
      throw new RangeError(`issued.copies must have one copy of each recipient, got ${recipient} twice`);
  }
}
