import { define, flag, read } from './define.ts';
import { readCount } from './readers.ts';
import { SIGHTING_OPTIONS } from './shared-options.ts';

/** `streetdate scan` */
export const scan = define({
  name: 'scan',
  summary: 'find enrolled titles in films, stills and folders, and judge each file',
  details:
    'Folders are searched with their subfolders. Subtitles, texts and audio files are skipped. RAR and ZIP archives are read in place.\n' +
    'Each result is stored as soon as it is complete. An interrupted scan continues when it is run again; unchanged files are not decoded again.\n' +
    'A file gets the most serious verdict of its matches. A release is one result: its folder with volumes, samples, NFO and SFV.\n' +
    'Films of three minutes or longer are scanned by key frames first. Parts that stay undecided are then decoded in full. ' +
    'A film in an archive is always decoded in full.',
  operand: { usage: '<path...>', description: 'films, stills, .sdfp fingerprints or folders' },
  options: {
    ...SIGHTING_OPTIONS,
    concurrency: read('--concurrency <n>', 'files decoded at the same time', readCount),
    checkSums: flag('--check-sums', 'check the files of releases against their SFV; reads every file once more'),
    withoutIscc: flag(
      '--without-iscc',
      'compute no ISCC of the bytes of files that match, which reads each once more at some 27 MB a second',
    ),
    rescan: flag('--rescan', 'decode again, even if a result is stored'),
    thorough: flag('--thorough', 'decode every frame of every film; repeats stored scans that used key frames'),
    json: flag('--json', 'print JSON Lines, one for each file, see schema/scan.schema.json'),
  },
  examples: [
    ['streetdate scan uploads/', 'every film and still in the folder and its subfolders'],
    ['streetdate scan upload.mp4 --json', 'one line of JSON'],
    ['streetdate scan upload.mp4 --seen-at 2026-03-01T12:00:00Z --territory DE', 'when and where it was seen'],
    ['streetdate scan -- -odd-name.mp4', 'a name that begins with -'],
  ],
});
