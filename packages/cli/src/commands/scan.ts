import { realpath } from 'node:fs/promises';
import {
  type Found,
  findReleases,
  judgeScan,
  openScanner,
  ReleaseGroups,
  readRecords,
  scanBatch,
  walk,
  withLibrary,
} from '@streetdate/engine/internal';
import type { ScanRecord } from '@streetdate/engine/records';
import { EXIT } from '../exit.ts';
import { showProgress } from '../output/progress.ts';
import { scanText } from '../output/scan-text.ts';
import { defineCommand, flag, read } from './command.ts';
import { readCount, SIGHTING_OPTIONS } from './readers.ts';

/** `streetdate scan` */
export const scan = defineCommand({
  name: 'scan',
  summary: 'find enrolled titles in films, stills and folders, and judge each file',
  details:
    'Folders are read with all that is below them; what lies beside films there (subtitles, texts, sound) is passed over. Results are stored as they ' +
    'complete: a scan that was stopped goes on where it was when it is run again, and a file that has not changed is never decoded twice. ' +
    'The verdict of a file is the gravest of its matches. A release (its folder with volumes, samples, NFO and SFV) is one result; films in RAR and ZIP ' +
    'archives are read in place. Of a film of three minutes and more the key frames are looked at first, and ' +
    'more only where those leave something undecided; a film in an archive is always looked at as a whole.',
  operand: { usage: '<path...>', description: 'films, stills, .sdfp fingerprints or folders' },
  options: {
    ...SIGHTING_OPTIONS,
    concurrency: read('--concurrency <n>', 'files read at once', readCount),
    checkSums: flag('--check-sums', 'compare the files of releases with the SFV beside them, which reads each once more'),
    rescan: flag('--rescan', 'decode again what is stored'),
    thorough: flag('--thorough', 'decode every frame of every film, and again where a stored scan did with less'),
    json: flag('--json', 'print JSON Lines, one a file, see schema/scan.schema.json'),
  },
  examples: [
    ['streetdate scan uploads/', 'every film and still below the folder'],
    ['streetdate scan upload.mp4 --json', 'one line of JSON'],
    ['streetdate scan upload.mp4 --seen-at 2026-03-01T12:00:00Z --territory DE', 'when and where it was seen'],
    ['streetdate scan -- -odd-name.mp4', 'a name that begins with -'],
  ],
  run: async (paths, { seenAt, territory, source, concurrency, checkSums, rescan, thorough }, { home, console, io }) => {
    return withLibrary(home, { create: true }, async (library) => {
      const records = await readRecords(library.database);
      if (records.references.size === 0) console.note('the library has no references yet: nothing can be found');
      const found: Found[] = [];
      const releases = new ReleaseGroups();
      const leaveOut = [library.home];
      for await (const each of findReleases(paths, { leaveOut: [library.home], checkSums, signal: io.signal })) {
        for (const problem of each.release.problems) console.fail(problem.path ?? each.release.path, problem);
        if (each.found.length === 0) continue;
        found.push(...each.found);
        releases.add(each);
        for (const file of each.release.files) leaveOut.push(await realpath(file).catch(() => file));
      }
      for await (const each of walk(paths, { leaveOut })) found.push(each);
      const onNote = (message: string) => console.note(message);
      const scanner = await openScanner(library, records, io.now, { seenAt, territory, onNote, signal: io.signal });

      const show = (files: number) => showProgress(io, console, files);
      const options = { signal: io.signal, showProgress: show, concurrency, rescan, thorough };
      let leaks = 0;
      const tell = (record: ScanRecord) => {
        console.result(record, scanText(record));
        if (record.verdict.kind === 'pre-release-leak') leaks++;
      };
      try {
        for await (const outcome of scanBatch(found, scanner, options)) {
          const { path } = outcome;
          if ('error' in outcome) {
            console.fail(path, outcome.error);
          } else {
            const record = judgeScan(outcome.scan, records, { path, reused: outcome.reused, sourceEvidence: source });
            if (record.damage) console.damaged(path, record.damage);
            if (outcome.unstored) console.warn(path, outcome.unstored.message);
            if (releases.has(path)) releases.take(record);
            else tell(record);
          }
          const whole = releases.finish(path);
          if (whole) tell(whole);
        }
      } finally {
        await scanner.close();
      }
      return leaks > 0 ? EXIT.leakFound : EXIT.nothingFound;
    });
  },
});
