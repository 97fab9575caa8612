import { openAsBlob } from 'node:fs';
import type { MadeUpload } from './make-uploads.ts';
import type { Entrance } from './running-command.ts';

/** What came of an upload. */
export interface SentUpload {
  readonly id: string;
  readonly name: string;
  /** Its verdict, or why there is none. */
  readonly kind: string;
}

/** Time between two looks at an upload, milliseconds. */
const LOOK_MS = 500;

/**
 * Sends all uploads in at once, and waits for their verdicts. It asks for one after the other: two hundred that ask all the time would take a
 * good part of a small machine.
 */
export async function sendUploads(service: Entrance, uploads: readonly MadeUpload[], sighting: string): Promise<SentUpload[]> {
  const acknowledged = await Promise.all(
    uploads.map(async ({ name, path }) => {
      const sent = await fetch(`${service.url}/v1/uploads?name=${name}&${sighting}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', ...service.headers },
        body: await openAsBlob(path),
      });
      if (!sent.ok) return { id: '', name, refusal: `refused with ${sent.status}` };
      return { id: ((await sent.json()) as { readonly id: string }).id, name, refusal: undefined };
    }),
  );
  const ended: SentUpload[] = [];
  for (const { id, name, refusal } of acknowledged) ended.push({ id, name, kind: refusal ?? (await verdictOf(service, id)) });
  return ended;
}

interface UploadAnswer {
  readonly state: string;
  readonly verdict?: { readonly outcome: { readonly verdict: { readonly kind: string } } };
}

async function verdictOf({ url, headers }: Entrance, id: string): Promise<string> {
  for (;;) {
    const { state, verdict } = (await (await fetch(`${url}/v1/uploads/${id}`, { headers })).json()) as UploadAnswer;
    if (verdict !== undefined) return verdict.outcome.verdict.kind;
    if (state !== 'waiting' && state !== 'working') return state;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
