import { type Bundle, signerOf, toCanonicalJson } from '@streetdate/evidence';
import { tagManifestOf, writeBag } from '../../../packages/evidence/src/bag/write-bag.ts';
import { writeZip } from '../../../packages/evidence/src/bag/write-zip.ts';
import { STATEMENT_TYPE, statementOf } from '../../../packages/evidence/src/bundle/statement.ts';
import { signEnvelope } from '../../../packages/evidence/src/sign/dsse.ts';

/** A case file as a forger sees it. */
// biome-ignore lint/suspicious/noExplicitAny: a forger writes anywhere.
export type ForgedCase = any;

/** The bundle with a changed case file, and everything else put right and signed: only what is computed again can tell. */
export async function resigned({ files }: Bundle, key: string, change: (content: ForgedCase) => void): Promise<Uint8Array> {
  const payload = new Map([...files].flatMap(([path, bytes]) => (/^data\//.test(path) ? [[path.slice(5), bytes] as const] : [])));
  const content = JSON.parse(Buffer.from(payload.get('case.json')!).toString());
  change(content);
  payload.set('case.json', Buffer.from(toCanonicalJson(content)));
  const forged = writeBag({
    payload,
    info: [
      ['Bagging-Date', '2026-02-01'],
      ['External-Identifier', 'case-1'],
    ],
  });
  forged.set('signatures/statement.dsse.json', await signEnvelope(STATEMENT_TYPE, statementOf('case-1', forged), [signerOf(key)]));
  forged.set('tagmanifest-sha256.txt', tagManifestOf(forged));
  return writeZip(new Map([...forged].map(([path, bytes]) => [`case-1/${path}`, bytes])));
}

/** The bundle with another file in the place of one, and the list of what is not signed put right. */
export function exchanged({ files }: Bundle, path: string, bytes: Uint8Array): Uint8Array {
  const forged = new Map([...files, [path, bytes] as const]);
  forged.set('tagmanifest-sha256.txt', tagManifestOf(forged));
  return writeZip(new Map([...forged].map(([name, content]) => [`case-1/${name}`, content])));
}
