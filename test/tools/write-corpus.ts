/**
 * Looks for inputs of which something new is said, by changing structures at random, and adds them to `test/disc/corpus` and `test/release/corpus`; what is there stays, with what is said of it now:
 * `npx tsx --conditions=development test/tools/write-corpus.ts && npx biome format --write test/disc/corpus test/release/corpus`
 * Needs dvdauthor and genisoimage for what is not there yet.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AnswerOf, type Corpus, grow, pack } from './corpus.ts';
import { answerOf as answerOfDisc, STRUCTURES } from './disc/corpus.ts';
import { authorDvd, makeDvdImage } from './disc/dvd.ts';
import { BLURAY_STRUCTURES, UDF_IMAGES } from './disc/wholes.ts';
import { answersIn, makeArchives, makeZip } from './release/corpus.ts';

const SECTOR = 2048;

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

async function makeDiscs(): Promise<Readonly<Record<string, Uint8Array>>> {
  const { manager, titleSet, image } = await makeDvd();
  return { ...BLURAY_STRUCTURES, ...UDF_IMAGES, 'dvd-manager': manager, 'dvd-title-set': titleSet, 'iso-9660': image };
}

async function write(
  folder: URL,
  names: readonly string[],
  makeWholes: () => Promise<Readonly<Record<string, Uint8Array>>>,
  answerOf: AnswerOf,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const isThere = (name: string) => existsSync(new URL(`${name}.json`, folder));
  const made = names.every(isThere) ? {} : await makeWholes();
  for (const name of names) {
    const file = new URL(`${name}.json`, folder);
    const known: Corpus = isThere(name) ? JSON.parse(readFileSync(file, 'utf8')) : { whole: pack(made[name]!), inputs: [] };
    const grown = await grow(name, known, answerOf);
    writeFileSync(file, `${JSON.stringify(grown, null, 2)}\n`);
    console.log(name, grown.inputs.length);
  }
}

await write(new URL('../disc/corpus/', import.meta.url), Object.keys(STRUCTURES), makeDiscs, answerOfDisc);
const archives = makeArchives();
const firstVolumes = async () => ({
  ...Object.fromEntries(Object.entries(archives).map(([name, [first]]) => [name, first!])),
  zip: await makeZip(),
});
const { folder, answerOf } = answersIn();
await write(new URL('../release/corpus/', import.meta.url), Object.keys(archives), firstVolumes, answerOf);
await rm(folder, { recursive: true, force: true });
