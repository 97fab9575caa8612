import { createReadStream } from 'node:fs';
import { StreetdateError } from '@streetdate/core/portable';
import { isccCode, isccOfBytes } from '@streetdate/engine';
import { fileFault } from '@streetdate/engine/internal';
import type { iscc } from '../definitions/identity.ts';
import { EXIT } from '../exit.ts';
import type { Run } from './command.ts';

/** Bytes that are read at once. */
const CHUNK = 1 << 18;

/** `streetdate iscc` */
export const runIscc: Run<typeof iscc> = async (paths, _values, { console, io: { signal } }) => {
  for (const path of paths) {
    try {
      const { dataCode, instanceCode, bytes } = await isccOfBytes(createReadStream(path, { highWaterMark: CHUNK, signal }));
      const code = isccCode([dataCode, instanceCode]);
      console.result({ type: 'iscc', path, iscc: code, dataCode, instanceCode, bytes }, `${code}  ${dataCode}  ${instanceCode}  ${path}`);
    } catch (cause) {
      signal.throwIfAborted();
      const fault = fileFault(cause, path);
      if (!(fault instanceof StreetdateError)) throw fault;
      console.fail(path, fault);
    }
  }
  return EXIT.nothingFound;
};
