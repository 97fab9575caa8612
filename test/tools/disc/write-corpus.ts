/**
 * Looks for inputs of which something new is said, by changing structures at random, and adds them to `test/disc/corpus`; what is there stays, with what is said of it now:
 * `npx tsx --conditions=development test/tools/disc/write-corpus.ts && npx biome format --write test/disc/corpus`
 * Needs dvdauthor and genisoimage for what is not there yet.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { answerOf, type Corpus, type CorpusInput, changed, pack, STRUCTURES, unpack } from './corpus.ts';
import { authorDvd, makeDvdImage } from './dvd.ts';
import { BLURAY_STRUCTURES, UDF_IMAGES } from './wholes.ts';

const RUNS = 3000;
const MOST_INPUTS = 40;
const SECTOR = 2048;
const folder = new URL('../../disc/corpus/', import.meta.url);

/** The files of a DVD with menus and titles, and an image of it without its film. */
async function makeDvd(): Promise<{ readonly manager: Uint8Array; readonly titleSet: Uint8Array; readonly image: Uint8Array }> {
  const temporary = await mkdtemp(join(tmpdir(), 'streetdate-corpus-'));
  try {
    const disc = await authorDvd(join(temporary, 'dvd'));
    makeDvdImage(disc, join(temporary, 'dvd.iso'));
    const read = async (name: string) => new Uint8Array(await readFile(name));
    const image = await read(join(temporary, 'dvd.iso'));
    // Its film is not looked at: the records of ISO 9660 and UDF lie before.
    image.fill(0, 300 * SECTOR);
    return { manager: await read(join(disc, 'VIDEO_TS/VIDEO_TS.IFO')), titleSet: await read(join(disc, 'VIDEO_TS/VTS_01_0.IFO')), image };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function makeWholes(): Promise<Readonly<Record<string, Uint8Array>>> {
  const { manager, titleSet, image } = await makeDvd();
  return { ...BLURAY_STRUCTURES, ...UDF_IMAGES, 'dvd-manager': manager, 'dvd-title-set': titleSet, 'iso-9660': image };
}

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

/** What is said, whatever its numbers and what it quotes are. */
const kindOf = (answer: string) => answer.replaceAll(/\d+|"[^"]*"/g, '#');

mkdirSync(folder, { recursive: true });
const names = Object.keys(STRUCTURES);
const isThere = (name: string) => existsSync(new URL(`${name}.json`, folder));
const made = names.every(isThere) ? {} : await makeWholes();
for (const name of names) {
  const file = new URL(`${name}.json`, folder);
  const known: Corpus = isThere(name) ? JSON.parse(readFileSync(file, 'utf8')) : { whole: pack(made[name]!), inputs: [] };
  const whole = unpack(known.whole);
  const inputs: CorpusInput[] = [];
  for (const input of known.inputs) inputs.push({ ...input, answer: await answerOf(name, changed(whole, input)) });
  const kinds = new Set(inputs.map(({ answer }) => kindOf(answer)));
  for (const input of fc.sample(inputsOf(whole), RUNS)) {
    if (inputs.length >= MOST_INPUTS) break;
    const answer = await answerOf(name, changed(whole, input));
    if (kinds.has(kindOf(answer))) continue;
    kinds.add(kindOf(answer));
    inputs.push({ ...input, answer });
  }
  writeFileSync(file, `${JSON.stringify({ whole: known.whole, inputs }, null, 2)}\n`);
  console.log(name, inputs.length);
}
