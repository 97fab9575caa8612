import type { Upload, UploadFacts } from '@streetdate/client';
import { ConnectionLost, connected, noteLoss } from '../../connection.ts';
import { inWords } from '../../parts/states.tsx';
import { client } from '../../service.ts';
import { createStore } from '../../store.ts';

/** A file that was given here, and what has become of it. */
export interface Sent {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** `waiting` for its turn, being hashed in the browser, `sending`, `sent`, or `failed` on its way. */
  readonly state: 'waiting' | 'hashing' | 'sending' | 'sent' | 'failed';
  /** Share that is sent, 0 to 1. */
  readonly share: number;
  /** What it became. */
  readonly upload?: Upload;
  readonly error?: string;
  /** What of it is sent, where that is a fingerprint only. */
  readonly fingerprint?: { readonly pictures: number; readonly codes: number; readonly bytes: number };
}

/** How files are sent. */
interface SendOptions {
  /** Whether a fingerprint is made in the browser, and only that is sent. @defaultValue false */
  readonly onlyFingerprint?: boolean;
}

/** Files sent at once. */
const AT_ONCE = 2;
/** Time between two looks for verdicts, milliseconds, and how many uploads each looks at. */
const LOOK_MS = 1000;
const LOOKS = 10;

/** What was given here since the console was opened, latest first. It goes on while other pages are shown. */
export const sent = createStore<readonly Sent[]>([]);

const queue: ({ readonly key: number; readonly file: File; readonly facts: Omit<UploadFacts, 'name'> } & SendOptions)[] = [];
let keys = 0;
let senders = 0;
let isLooking = false;

/** Sends files in parts, some at once. */
export function sendFiles(files: readonly File[], facts: Omit<UploadFacts, 'name'>, { onlyFingerprint = false }: SendOptions = {}): void {
  const added = files.map((file) => {
    const key = ++keys;
    queue.push({ key, file, facts, onlyFingerprint });
    return { key, name: file.name, size: file.size, state: 'waiting', share: 0 } as const;
  });
  sent.set([...added.reverse(), ...sent.get()]);
  while (senders < AT_ONCE && queue.length > 0) {
    senders++;
    void work().finally(() => senders--);
  }
}

/** Takes a file that failed off the list. */
export function forget(key: number): void {
  sent.set(sent.get().filter((each) => each.key !== key));
}

function note(key: number, change: Partial<Sent>): void {
  sent.set(sent.get().map((each) => (each.key === key ? { ...each, ...change } : each)));
}

async function work(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { key, file, facts, onlyFingerprint = false } = next;
    try {
      const given = onlyFingerprint ? await fingerprintOf(key, file) : file;
      note(key, { state: 'sending', share: 0 });
      note(key, { state: 'sent', share: 1, upload: await send(key, given, facts) });
      void look();
    } catch (error) {
      note(key, { state: 'failed', error: inWords(error as Error) });
    }
  }
}

/** The fingerprint of a film, made here. A file that is one already is taken as it is. */
async function fingerprintOf(key: number, file: File): Promise<File> {
  if (/\.(sdfp|vpdq(\.txt)?)$/i.test(file.name)) return file;
  note(key, { state: 'hashing' });
  const { fingerprintInBrowser } = await import('../../fingerprint/in-browser.ts');
  const { file: made, pictures, codes } = await fingerprintInBrowser(file, (share) => note(key, { share }));
  note(key, { fingerprint: { pictures, codes, bytes: made.size } });
  return made;
}

/** Sends one file. After a lost connection it goes on where it was. */
async function send(key: number, file: File, facts: Omit<UploadFacts, 'name'>): Promise<Upload> {
  let from: string | undefined;
  for (;;) {
    try {
      return await client.uploadInParts(
        file,
        { name: file.name, ...facts },
        {
          from,
          onAddress: (address) => {
            from = address;
          },
          onProgress: (share) => note(key, { share }),
        },
      );
    } catch (error) {
      const isLost = error instanceof ConnectionLost || (error as { originalResponse?: unknown }).originalResponse === null;
      if (!isLost) throw refusalOf(error as Error);
      noteLoss();
      await connected();
    }
  }
}

/** What the service says about a file that it refused, instead of the protocol's report of it. */
function refusalOf(error: Error): Error {
  const body = (error as { readonly originalResponse?: { getBody(): string } }).originalResponse?.getBody();
  if (body === undefined || body === '') return error;
  try {
    const { detail, title } = JSON.parse(body) as { readonly detail?: string; readonly title?: string };
    return new Error(detail ?? title ?? body);
  } catch {
    return new Error(body.trim());
  }
}

/** Looks for verdicts until each upload has ended. */
async function look(): Promise<void> {
  if (isLooking) return;
  isLooking = true;
  for (;;) {
    const open = sent.get().filter(({ upload }) => upload?.state === 'waiting' || upload?.state === 'working');
    if (open.length === 0) break;
    // The earliest come first, as the service takes them.
    for (const { key, upload } of open.slice(-LOOKS)) {
      const now = await client.getUpload(upload!.id).catch(() => undefined);
      if (now !== undefined) note(key, { upload: now });
    }
    await new Promise((done) => setTimeout(done, LOOK_MS));
    await connected();
  }
  isLooking = false;
}
