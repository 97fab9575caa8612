import { createReadStream } from 'node:fs';
import { StreetdateError } from '@streetdate/core/portable';
import { isccCode, isccOfBytes } from '@streetdate/engine';
import { fileFault, readVideoCode } from '@streetdate/engine/internal';
import type { iscc } from '../definitions/identity.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';

/** Bytes that are read at once. */
const CHUNK = 1 << 18;

/** `streetdate iscc` */
export const runIscc: Run<typeof iscc> = async (paths, { video }, { console, io: { signal } }) => {
  for (const path of paths) {
    try {
      const { dataCode, instanceCode, bytes } = await isccOfBytes(createReadStream(path, { highWaterMark: CHUNK, signal }));
      const videoCode = video ? await readVideoCode(path, 64, signal) : undefined;
      const units = [...(videoCode === undefined ? [] : [videoCode]), dataCode, instanceCode];
      const code = isccCode(units);
      const record = { type: 'iscc', path, iscc: code, ...(videoCode !== undefined && { videoCode }), dataCode, instanceCode, bytes };
      console.result(record, [code, ...units, path].join('  '));
    } catch (cause) {
      signal.throwIfAborted();
      const fault = fileFault(cause, path);
      if (!(fault instanceof StreetdateError)) throw fault;
      console.fail(path, fault);
    }
  }
  return EXIT.nothingFound;
};
