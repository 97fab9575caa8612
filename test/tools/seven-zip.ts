import { hasProgram, runProgram } from './disc/write-disc.ts';

/**
 * The program that writes 7z archives here: Debian's `7zip`, the upstream one, or libarchive's; undefined where none is installed.
 * Looking for it starts processes, so no fast test imports this file.
 */
export const SEVEN_ZIP = ['7z', '7zz', '7za', '7zr', 'bsdtar'].find(hasProgram);

/** Packs what is in a folder as a 7z archive. @param options - For 7-Zip, such as a password. */
export function make7z(archive: string, folder: string, options: readonly string[] = []): void {
  if (SEVEN_ZIP === undefined) throw new Error('no program that writes 7z archives is installed');
  if (SEVEN_ZIP === 'bsdtar') runProgram(SEVEN_ZIP, ['-cf', archive, '--format=7zip', '-C', folder, '.']);
  else runProgram(SEVEN_ZIP, ['a', '-bd', '-t7z', ...options, archive, `${folder}/.`]);
}
