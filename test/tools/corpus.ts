import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';

/** One input that was once found by changing a structure at random. */
export interface CorpusInput {
  /** Bytes that are put in: where, which, and how many of them. */
  readonly damage: readonly (readonly [at: number, value: number, count: number])[];
  /** Where the structure ends; left out where it is whole. */
  readonly cut?: number;
  /** What is said of it, a line for each fault; `read` for nothing. */
  readonly answer: string;
}

/** The inputs of one structure: they are added to, and never taken away. */
export interface Corpus {
  /** The structure before anything was changed, deflated, base64. */
  readonly whole: string;
  readonly inputs: readonly CorpusInput[];
}

/** Says what is said of a structure. */
export type AnswerOf = (structure: string, bytes: Uint8Array) => Promise<string>;

/** A structure with an input's changes. */
export function changed(whole: Uint8Array, { damage, cut }: Pick<CorpusInput, 'damage' | 'cut'>): Uint8Array {
  const bytes = whole.slice(0, cut);
  for (const [at, value, count] of damage) bytes.fill(value, at, at + count);
  return bytes;
}

export const pack = (bytes: Uint8Array) => deflateSync(bytes).toString('base64');
export const unpack = (text: string) => new Uint8Array(inflateSync(Buffer.from(text, 'base64')));

const RUNS = 3000;
const MOST_INPUTS = 40;

/** Changes of one byte or a few, in what is not empty; or the end cut off. */
function inputsOf(whole: Uint8Array): fc.Arbitrary<Pick<CorpusInput, 'damage' | 'cut'>> {
  const places = Array.from(whole.keys()).filter((at) => whole[at] !== 0 || whole[at - 1] !== 0 || at < 16);
  const value = fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff));
  const damage = fc.tuple(fc.constantFrom(...places), value, fc.integer({ min: 1, max: 4 }));
  return fc.oneof(
    { weight: 9, arbitrary: fc.record({ damage: fc.array(damage, { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ damage: fc.constant([]), cut: fc.nat(whole.length - 1) }) },
  );
}

/** What is said, whatever its numbers, what it quotes, and the names of files in archives are. */
const kindOf = (answer: string) => answer.replaceAll(/0x[0-9a-f]+|\d+|"[^"]*"|(?<=\/x\.\w+: ).*?(?= is | cannot )/g, '#');

/** The inputs of a structure with those added of which something new is said, found by changing it at random; what is said of those known is said now. */
export async function grow(structure: string, known: Corpus, answerOf: AnswerOf): Promise<Corpus> {
  const whole = unpack(known.whole);
  const inputs: CorpusInput[] = [];
  for (const input of known.inputs) inputs.push({ ...input, answer: await answerOf(structure, changed(whole, input)) });
  const kinds = new Set(inputs.map(({ answer }) => kindOf(answer)));
  for (const input of fc.sample(inputsOf(whole), RUNS)) {
    if (inputs.length >= MOST_INPUTS) break;
    const answer = await answerOf(structure, changed(whole, input));
    if (kinds.has(kindOf(answer))) continue;
    kinds.add(kindOf(answer));
    inputs.push({ ...input, answer });
  }
  return { whole: known.whole, inputs };
}
