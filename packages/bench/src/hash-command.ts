import { resolve } from 'node:path';
import { chooseFilms } from './clips/clips.ts';
import { generatedPicture } from './clips/pictures.ts';
import { Command, Option, oneMore, wholeNumber } from './command-line.ts';
import { benchFilm } from './hashers/film/bench-film.ts';
import { hashPictures } from './hashers/hash-pictures.ts';
import { loadHasher, type NamedHasher } from './hashers/load-hasher.ts';
import { progressLine } from './hashers/report/progress-line.ts';
import { toHashRecord } from './hashers/report/record.ts';
import { hashText } from './hashers/report/text.ts';
import { writeHashResults } from './hashers/report/write-hash-results.ts';
import { runFacts } from './results/run-facts.ts';

interface HashFlags {
  readonly film?: string;
  readonly hasher: readonly string[];
  readonly seconds: number;
  readonly mirrored?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly out?: string;
}

const MORE = `
A hasher is the default export of a JavaScript module:

  // mine.js
  export default {
    algorithm: 'mine/1', // 1 to 16 visible ASCII characters
    bits: 64, // a multiple of 32, at most 1024
    hash(picture, hashes, offset) {
      // read picture.pixels, picture.width × picture.height bytes of luma; write bits / 32 words into hashes from offset on
    },
  };

TypeScript runs on Node 22.18 or newer. On Node 20, install tsx and set NODE_OPTIONS='--import tsx', or compile the file.

Examples:
  streetdate-bench hash --film film.mp4                     # the built-in hashers
  streetdate-bench hash --hasher ./mine.js --film film.mp4  # yours beside them
  streetdate-bench hash --hasher ./a.js --hasher ./b.js --film film.mp4 --out results   # two, with plots
  streetdate-bench hash --hasher ./mine.js --film film.mp4 --json | jq '.hashers[-1].telling.areaUnderCurve'

Exit status:
   0  everything was measured
   2  wrong use, or a module that is no hasher; nothing was measured
   3  the film cannot be read, or the hasher failed on a picture
 130  stopped by Ctrl-C (143 by SIGTERM); what was measured until then is printed and marked as partial`;

/** The command \`hash\`: hashers compared on a film. */
export function hashCommand(): Command {
  return new Command('hash')
    .description('your hasher beside the built-in ones on a film: speed, copies told from different pictures, and copies found')
    .option('--film <file>', 'measure on this film, not on the repository’s footage')
    .addOption(
      new Option('--hasher <module>', 'your own FrameHasher, the default export of a module; repeatable')
        .argParser(oneMore)
        .default([], 'none'),
    )
    .addOption(
      new Option('--seconds <n>', 'seconds that are read of a longer film, in pieces spread over it').argParser(wholeNumber).default(60),
    )
    .option('--mirrored', 'count mirrored copies as copies too; by default they have a row of their own only')
    .option('--json', 'print the result as one line of JSON and no progress')
    .option('--verbose', 'print a line for each step where standard error is no terminal')
    .option('--out <folder>', 'write DATE-hash.json and .md there, and plots as SVG')
    .addHelpText('after', MORE)
    .action(run);
}

async function run({ film, hasher, seconds, mirrored = false, json = false, verbose = false, out }: HashFlags): Promise<void> {
  const own: NamedHasher[] = [];
  for (const path of hasher) own.push(await tried(await loadHasher(path)));
  const path = film === undefined ? (await chooseFilms(undefined)).paths[0]! : resolve(film);
  const facts = await runFacts();
  const abort = new AbortController();
  const line = json ? undefined : progressLine(process.stderr, verbose);
  const stop = (signal: NodeJS.Signals) => {
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    abort.abort(new Error(`stopped by ${signal}`));
  };
  // Begun only here: until now a signal ends the process at once, also a hasher that never returns.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const result = await benchFilm(path, own, { seconds, mirrored, signal: abort.signal, onProgress: (progress) => line?.show(progress) });
    line?.end();
    const record = toHashRecord(result);
    if (record.isPartial && !json) console.error('streetdate-bench: stopped; what was measured until now follows');
    console.log(json ? JSON.stringify(record) : hashText(record));
    if (out !== undefined) {
      const written = await writeHashResults(out, facts, record);
      if (!json) console.log(`\nwritten: ${written.join(', ')}`);
    }
  } catch (error) {
    line?.end();
    throw error;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    for (const { hasher } of own) await (hasher as { close?: () => unknown }).close?.();
  }
}

/** Tries a hasher on two pictures, so that a faulty one is known before the film is read. */
async function tried(named: NamedHasher): Promise<NamedHasher> {
  await hashPictures(named, [generatedPicture(1), generatedPicture(2)], { nameOf: (at) => `generated picture ${at + 1}` });
  return named;
}
