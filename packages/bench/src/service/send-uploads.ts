import { openAsBlob } from 'node:fs';
import type { MadeUpload } from './make-uploads.ts';

/** What came of an upload. */
export interface SentUpload {
  readonly id: string;
  readonly name: string;
  /** Its verdict, or why there is none. */
  readonly kind: string;
}

/** Time between two looks at an upload, milliseconds. */
const LOOK_MS = 500;

/** Sends all uploads in at once, and waits for their verdicts. */
export async function sendUploads(url: string, uploads: readonly MadeUpload[], sighting: string): Promise<SentUpload[]> {
  return Promise.all(
    uploads.map(async ({ name, path }) => {
      const sent = await fetch(`${url}/v1/uploads?name=${name}&${sighting}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: await openAsBlob(path),
      });
      if (!sent.ok) return { id: '', name, kind: `refused with ${sent.status}` };
      const { id } = (await sent.json()) as { readonly id: string };
      return { id, name, kind: await verdictOf(url, id) };
    }),
  );
}

interface UploadAnswer {
  readonly state: string;
  readonly verdict?: { readonly outcome: { readonly verdict: { readonly kind: string } } };
}

async function verdictOf(url: string, id: string): Promise<string> {
  for (;;) {
    const { state, verdict } = (await (await fetch(`${url}/v1/uploads/${id}`)).json()) as UploadAnswer;
    if (verdict !== undefined) return verdict.outcome.verdict.kind;
    if (state !== 'waiting' && state !== 'working') return state;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
