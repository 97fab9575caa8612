import { fromBase64, toBytes, toHex, toText } from '../bytes/bytes.ts';
import { sha256 } from '../bytes/hash.ts';
import { fromCanonicalJson, toCanonicalJson } from '../canonical-json.ts';
import { z } from '../schema.ts';
import { readEnvelope } from '../sign/dsse.ts';
import { BUNDLE_FORMAT, CASE_BUNDLE_FORMAT, type CaseFile, FIRST_BUNDLE_FORMAT } from './case-file.ts';

/** What the signed payload is. */
export const STATEMENT_TYPE = 'application/vnd.in-toto+json';

/** The files that the statement names. The manifest names all others by their digests. */
export const SIGNED_FILES = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'] as const;

/** The schema of the statement. */
export const statementSchema = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ sha256: z.string() }) })),
  predicateType: z.literal('urn:streetdate:evidence-bundle'),
  predicate: z.strictObject({ format: z.enum([BUNDLE_FORMAT, CASE_BUNDLE_FORMAT, FIRST_BUNDLE_FORMAT]), name: z.string() }),
});

/** The in-toto statement (v1) about a bundle, as canonical JSON: the digests of its manifest and its tag files. */
export function statementOf(name: string, files: ReadonlyMap<string, Uint8Array>, format: CaseFile['format'] = BUNDLE_FORMAT): Uint8Array {
  const value = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: SIGNED_FILES.map((file) => ({ name: file, digest: { sha256: toHex(sha256(files.get(file)!)) } })),
    predicateType: 'urn:streetdate:evidence-bundle',
    predicate: { format, name },
  };
  return toBytes(toCanonicalJson(value));
}

/** The form of the bundle that its signed statement names; undefined where there is no statement. */
export function statedFormat(files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const envelope = readEnvelope(files.get('signatures/statement.dsse.json') ?? new Uint8Array());
  if ('reason' in envelope) return undefined;
  const statement = fromCanonicalJson(toText(fromBase64(envelope.payload)));
  return (statement as unknown as z.infer<typeof statementSchema> | undefined)?.predicate.format;
}
