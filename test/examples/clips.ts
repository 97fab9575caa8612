import { FOOTAGE, runFfmpeg } from '../tools/footage.ts';

/**
 * Makes a small copy of six seconds of Sintel, whose first three are black. Decodes from the beginning and drops what comes before `start`: an MPEG transport stream
 * has no index, and a seek in it lands a second off.
 * @param filter - What else is done to the picture.
 */
export async function copySintel(path: string, start: number, filter = 'null'): Promise<void> {
  const cut = ['-ss', String(start), '-t', '6', '-vf', `scale=200:-2,${filter}`];
  await runFfmpeg(['-i', FOOTAGE.sintel, ...cut, '-c:v', 'mpeg4', '-q:v', '6', '-an', path]);
}

/** Makes a small copy of four seconds of waves: another film. */
export async function copyWaves(path: string): Promise<void> {
  await runFfmpeg(['-i', FOOTAGE.ocean, '-t', '4', '-vf', 'scale=320:-2', '-c:v', 'mpeg4', '-an', path]);
}
