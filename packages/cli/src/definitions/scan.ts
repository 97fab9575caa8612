import { define, flag, read, several } from './define.ts';
import { readMemory } from './readers.ts';
import { CONCURRENCY, PLACE_OPTIONS, SIGHTING_OPTIONS } from './shared-options.ts';

/** `streetdate scan` */
export const scan = define({
  name: 'scan',
  summary: 'find enrolled titles in films, stills and folders, and judge each file',
  details:
    'Folders are searched with their subfolders. The content decides what a file is, not its name. ZIP, RAR, 7z and tar archives, compressed files, ' +
    'disc images and forensic images of disks, raw or E01, are opened, also inside each other, to a depth of four. What has to lie on a disk is unpacked to the temporary folder.\n' +
    'Every file is judged, has failed, is no media, or was skipped; the last lines count them. Only --skip skips files.\n' +
    'Each result is stored as soon as it is complete. An interrupted scan continues when it is run again; unchanged files are not decoded again.\n' +
    'A file gets the most serious verdict of its matches. A release is one result: its folder with volumes, samples, NFO and SFV.\n' +
    'Films of three minutes or longer are scanned by key frames first. Parts that stay undecided are then decoded in full.',
  operand: { usage: '<path...>', description: 'films, stills, sound, archives, .sdfp fingerprints or folders' },
  options: {
    ...SIGHTING_OPTIONS,
    ...PLACE_OPTIONS,
    concurrency: CONCURRENCY,
    checkSums: flag('--check-sums', 'check the files of releases against their SFV; reads every file once more'),
    withoutIscc: flag(
      '--without-iscc',
      'compute no ISCC of the bytes of files that match, which reads each once more at some 27 MB a second',
    ),
    skip: several('--skip <pattern>', 'leave out files by name or path (*.iso, backup/**); repeatable', (text) => text),
    spool: read('--spool <size>', 'most bytes of archives to unpack at one time, such as 20G (default: 32G)', readMemory),
    deletedFiles: flag('--deleted-files', 'scan the deleted files of disk images in place of those that are there'),
    rescan: flag('--rescan', 'decode again, even if a result is stored'),
    thorough: flag('--thorough', 'decode every frame of every film; repeats stored scans that used key frames'),
    explain: flag('--explain', 'search each file once more, and print what each proposer of the search tried, cost and gave'),
    json: flag('--json', 'print JSON Lines, one for each file and a summary, see schema/scan.schema.json'),
  },
  examples: [
    ['streetdate scan uploads/', 'every film and still in the folder and its subfolders'],
    ['streetdate scan upload.mp4 --json', 'one line of JSON'],
    ['streetdate scan upload.mp4 --seen-at 2026-03-01T12:00:00Z --territory DE', 'when and where it was seen'],
    ["streetdate scan uploads/ --skip '*.iso'", 'leave out disc images; the summary counts them'],
    ['streetdate scan -- -odd-name.mp4', 'a name that begins with -'],
  ],
});
