import { generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@streetdate/engine';
import { type BundleOptions, createBundle, Ledger, recordScans, signerOf } from '@streetdate/evidence';
import { writeCopy, writeReference } from '../../cli/tools/prints.ts';
import { streetdate, temporaryFolder } from '../../cli/tools/streetdate.ts';

/**
 * A library with a film, a scan of a copy of it and of a stranger, both recorded in the ledger, and a decision.
 * @param given - An empty folder. @defaultValue one that is gone after the test
 */
export async function recordedCase(given?: string) {
  const folder = given ?? (await temporaryFolder());
  const [home, uploads] = [join(folder, 'library'), join(folder, 'uploads')];
  await mkdir(uploads);
  const film = await writeReference(folder, 'film.sdfp', 1);
  await streetdate(['enroll', film, '--home', home, '--title', 'Film', '--id', 'disc-1', '--street-date', '2026-03-10T00:00:00Z']);
  const [copy, stranger] = [await writeCopy(uploads, 'copy.sdfp', 1), await writeCopy(uploads, 'stranger.sdfp', 2)];
  await streetdate(['scan', uploads, '--home', home]);
  await streetdate(['ledger', 'record', '--by', 'M. Rossi', '--home', home]);
  const decision = ['--decision', 'confirmed', '--reason', 'seen side by side'];
  await streetdate(['ledger', 'decide', copy, '--by', 'A. Weber', ...decision, '--home', home]);
  return { folder, home, uploads, film, copy, stranger };
}

/** An Ed25519 key pair, PEM. */
export function newKeys() {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** A bundle of the copy's scan, and the key that verifies it. */
export async function madeBundle(options: Partial<BundleOptions> = {}, folder?: string) {
  const recorded = await recordedCase(folder);
  const { privateKey, publicKey } = newKeys();
  const library = await openLibrary(recorded.home);
  try {
    const ledger = new Ledger(library);
    await recordScans(ledger, library, 'M. Rossi');
    const bundle = await createBundle(library, ledger, [recorded.copy], { signers: [signerOf(privateKey)], name: 'case-1', ...options });
    return { ...recorded, bundle, privateKey, publicKey };
  } finally {
    await library.close();
  }
}

/** Pictures that are none: a bundle does not look into them. */
export const PICTURES: BundleOptions['picturesOf'] = async () => [
  { queryTime: 10, referenceTime: 10, query: Uint8Array.of(0xff, 0xd8, 1), reference: Uint8Array.of(0xff, 0xd8, 2) },
  { queryTime: 20, referenceTime: 20, query: Uint8Array.of(0xff, 0xd8, 3) },
];
