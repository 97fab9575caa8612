import { StreetdateError } from '@streetdate/core/portable';
import { createKeyFile, keyOfToken, type MarkKey, readKeyFile } from '@streetdate/marks';
import type { OptionValues } from '../definitions/define.ts';
import type { MARK_KEY_OPTIONS } from '../definitions/marks.ts';
import { UsageError } from '../exit.ts';
import type { Context } from './command.ts';
import { signerOf } from './signer-of.ts';

/** The key that the options name; a missing file is made where that is asked for. */
export async function markKeyOf(
  { key: path, signerProgram, signerArgument, publicKey }: OptionValues<typeof MARK_KEY_OPTIONS>,
  { console, io }: Context,
  isMade: boolean,
): Promise<MarkKey> {
  if (path === undefined || signerProgram !== undefined) {
    const signer = await signerOf({ key: path, signerProgram, signerArgument, publicKey, certificates: undefined }, io.signal);
    return keyOfToken((bytes) => signer.sign(bytes));
  }
  if (signerArgument.length > 0 || publicKey !== undefined)
    throw new UsageError('--signer-argument and --public-key belong to --signer-program');
  return readKeyFile(path).catch(async (error) => {
    if (!isMade || !(error instanceof StreetdateError) || error.code !== 'file-not-found') throw error;
    const key = await createKeyFile(path);
    console.note(`${path} is made: keep it apart from the films and the list, for without it no mark can be read`);
    return key;
  });
}
