import { readFile } from 'node:fs/promises';
import { checkInteger, checkList, checkObject, checkPath, checkText, readFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { MarkKey } from '../key/mark-key.ts';

/** Kinds of canaries: what differs from copy to copy without a change of pixels by an encoder. */
export const CANARY_KINDS = ['take', 'cut', 'caption', 'chapter', 'playlist', 'disc-id'] as const;

/** Something of a copy that may be one of several ways. */
export interface Canary {
  /** What kind it is. */
  readonly kind: (typeof CANARY_KINDS)[number];
  /** Its name, such as `caption at 0:41:02`. */
  readonly name: string;
  /** The ways, two or more, such as the two wordings of a caption. */
  readonly choices: readonly string[];
}

/** What a set of canaries tells apart. */
export interface CanaryPlan {
  /** Recipients that get combinations of their own. */
  readonly recipients: number;
  /** Recipients that are still told apart after any so many canaries were removed or not seen, from 0 on. */
  readonly afterLosses: readonly number[];
}

/**
 * Reads canaries from a JSON file: a list of `kind`, `name` and `choices`.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-evidence` where it holds something else.
 */
export async function readCanaries(path: string): Promise<Canary[]> {
  checkPath('path', path);
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw readFault(path, cause);
  });
  try {
    const canaries = JSON.parse(text) as Canary[];
    checkCanaries(canaries);
    return canaries;
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is no JSON' : (cause as Error).message;
    throw new StreetdateError('bad-evidence', `${path} is no list of canaries: ${reason}`, { path, cause });
  }
}

/**
 * How many recipients a set tells apart, and how many after losses. Copies that differ in d + 1 canaries stay apart after any d are lost, so
 * by the pigeonhole (Singleton's bound) no more are told apart than the canaries left allow; the count is of the words that
 * {@link assignCanaries} finds, up to `most`.
 */
export function planCanaries(canaries: readonly Canary[], most = 500): CanaryPlan {
  checkCanaries(canaries);
  checkInteger('most', most, 1, 5000);
  const product = canaries.reduce((all, { choices }) => Math.min(1e9, all * choices.length), 1);
  const afterLosses = Array.from({ length: canaries.length }, (_, losses) =>
    losses === 0 ? product : wordsApart(canaries, losses + 1, most).length,
  );
  return { recipients: product, afterLosses };
}

/**
 * Combinations that differ in `apart` canaries and more from each other and from those that are taken, found one after the other in the order
 * of their numbers (a lexicode).
 */
function wordsApart(canaries: readonly Canary[], apart: number, most: number, taken: readonly (readonly number[])[] = []): number[][] {
  const words: number[][] = [];
  const limit = canaries.reduce((all, { choices }) => Math.min(TRIED, all * choices.length), 1);
  const isApart = (word: readonly number[]) => (other: readonly number[]) =>
    word.filter((choice, at) => choice !== other[at]).length >= apart;
  for (let number = 0; number < limit && words.length < most; number++) {
    const word = wordOfNumber(canaries, number);
    if (taken.every(isApart(word)) && words.every(isApart(word))) words.push(word);
  }
  return words;
}

/** Combinations that are tried. */
const TRIED = 1 << 16;

function wordOfNumber(canaries: readonly Canary[], number: number): number[] {
  let left = number;
  return canaries.map(({ choices }) => {
    const choice = left % choices.length;
    left = Math.floor(left / choices.length);
    return choice;
  });
}

/** The combination of one recipient. */
export interface CanaryCopy {
  /** The recipient. */
  readonly recipient: string;
  /** For each canary the number of its choice, from 0 on. As a variant in a list of deliveries: joined by hyphens. */
  readonly choices: readonly number[];
}

/**
 * Gives each recipient a combination of its own, as far apart as their number allows, in an order that only the key gives.
 * @param issued - Copies that were issued before: they keep their combinations, and the others get ones that are not taken. Who is among
 * them gets no second one. @defaultValue none
 * @returns The copies of the recipients who had none, in order.
 * @throws RangeError when the canaries tell fewer apart, or an issued copy has other canaries.
 */
export function assignCanaries(
  key: MarkKey,
  canaries: readonly Canary[],
  recipients: readonly string[],
  issued: readonly CanaryCopy[] = [],
): CanaryCopy[] {
  checkCanaries(canaries);
  checkList('recipients', recipients, checkText);
  checkCopies('issued', canaries, issued);
  const had = new Set(issued.map(({ recipient }) => recipient));
  const names = [...new Set(recipients)].filter((name) => !had.has(name));
  if (names.length === 0) return [];
  // Which choice is called the first one differs by canary, and who gets which word by the key.
  const turned = canaries.map(({ name, choices }) => key.derive('canary turn', name)[0]! % choices.length);
  const turn = (choice: number, at: number, by: number) => (choice + by + canaries[at]!.choices.length) % canaries[at]!.choices.length;
  const taken = issued.map(({ choices }) => choices.map((choice, at) => turn(choice, at, -turned[at]!)));
  for (let apart = canaries.length; apart >= 1; apart--) {
    const words = wordsApart(canaries, apart, names.length, taken);
    if (words.length < names.length) continue;
    const order = names.map((name) => key.derive('canary', name).toString('hex'));
    const ranked = [...names.keys()].sort((one, other) => (order[one]! < order[other]! ? -1 : 1));
    return names.map((recipient, at) => ({
      recipient,
      choices: words[ranked.indexOf(at)]!.map((choice, canary) => turn(choice, canary, turned[canary]!)),
    }));
  }
  const already = issued.length === 0 ? '' : ` beside ${issued.length} issued copies`;
  throw new RangeError(
    `canaries must tell ${names.length} recipients apart${already}, got ${planCanaries(canaries).recipients} combinations`,
  );
}

/**
 * The recipients whose combination fits what was seen in a copy.
 * @param seen - For each canary the number of the choice; undefined where it was removed or not seen.
 */
export function traceCanaries(copies: readonly CanaryCopy[], seen: readonly (number | undefined)[]): string[] {
  return copies
    .filter(({ choices }) => choices.every((choice, at) => seen[at] === undefined || seen[at] === choice))
    .map(({ recipient }) => recipient);
}

/** @throws TypeError, RangeError when copies have no choice, or no such choice, of a canary. */
export function checkCopies(where: string, canaries: readonly Canary[], copies: readonly CanaryCopy[]): void {
  checkList(where, copies, checkObject);
  for (const [at, { recipient, choices }] of copies.entries()) {
    checkText(`${where}[${at}].recipient`, recipient);
    checkList(`${where}[${at}].choices`, choices);
    if (choices.length !== canaries.length)
      throw new RangeError(`${where}[${at}].choices must be ${canaries.length}, one of each canary, got ${choices.length}`);
    for (const [canary, choice] of choices.entries())
      checkInteger(`${where}[${at}].choices[${canary}]`, choice, 0, canaries[canary]!.choices.length - 1);
  }
}

/** @throws TypeError, RangeError when a list is none of canaries. */
export function checkCanaries(canaries: readonly Canary[]): void {
  checkList('canaries', canaries, checkObject);
  for (const [at, { kind, name, choices }] of canaries.entries()) {
    const where = `canaries[${at}]`;
    checkText(`${where}.name`, name);
    if (!CANARY_KINDS.includes(kind)) throw new RangeError(`${where}.kind must be one of ${CANARY_KINDS.join(', ')}, got ${String(kind)}`);
    checkList(`${where}.choices`, choices, checkText);
    if (choices.length < 2 || new Set(choices).size < choices.length)
      throw new RangeError(`${where}.choices must be two or more different ones`);
  }
  if (canaries.length === 0) throw new RangeError('canaries must hold one and more');
  const twice = canaries.find(({ name }, at) => canaries.findIndex((other) => other.name === name) < at);
  if (twice !== undefined) throw new RangeError(`canaries must have names of their own, got ${twice.name} twice`);
}
