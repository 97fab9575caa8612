import type { Scan, StreetdateClient, UploadFacts } from '@streetdate/client';
import { encodeFingerprint, fingerprintFile } from '@streetdate/core';

/** What a platform does with an upload. */
export type Answer = 'publish' | 'hold' | 'ask';

/**
 * Searches for an upload by its fingerprint. The film stays where it is: hashes of pictures and sound leave, and no small pictures. The service stores
 * nothing of it.
 */
export async function checkUpload(
  client: StreetdateClient,
  path: string,
  facts: Omit<Partial<UploadFacts>, 'batch'> = {},
): Promise<{ readonly answer: Answer; readonly scan: Scan; readonly bytesSent: number }> {
  const fingerprint = await fingerprintFile(path, { role: 'query', thumbnails: false });
  const bytes = encodeFingerprint(fingerprint);
  const scan = await client.search(bytes, facts);
  return { answer: answerTo(scan), scan, bytesSent: bytes.length };
}

/** A leak is held back. What the facts do not decide goes to a person, and never to a machine's own decision. */
function answerTo({ verdict: { kind } }: Scan): Answer {
  if (kind === 'pre-release-leak') return 'hold';
  return kind === 'needs-review' ? 'ask' : 'publish';
}
