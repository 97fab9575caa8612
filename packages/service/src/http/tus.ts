import { AsyncLocalStorage } from 'node:async_hooks';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer, type Upload } from '@tus/server';

/** Hours after which what was begun and not finished is removed. */
const KEPT_HOURS = 24;

/** A file that was sent in parts. */
export interface SentParts {
  /** Its id in the address. */
  readonly id: string;
  /** What the sender said about it. */
  readonly metadata: Readonly<Record<string, string | null>>;
  /** Its whole size, bytes; undefined while unknown. */
  readonly bytes: number | undefined;
  /** Bytes that have come. */
  readonly offset: number;
}

/** What the server is asked about files that are sent in parts, by senders of some kind. */
export interface PartsHandling<Sender> {
  /** Address that the protocol is spoken at. */
  readonly path: string;
  /** Where unfinished files lie, and go on after a restart. */
  readonly folder: string;
  /** Most bytes that a file may have now, for one whose size is told later. */
  mostBytes(): Promise<number>;
  /** The id of a new file of somebody. */
  newId(sender: Sender): string;
  /** Looks at a new file before any byte is taken. @throws PartsRefused */
  begin(parts: SentParts): Promise<void>;
  /** Takes a complete file in that somebody sent. @returns Header fields of the answer. */
  finish(parts: SentParts, sender: Sender): Promise<Record<string, string>>;
}

/** Why a file is refused: what the protocol's server answers. */
export class PartsRefused extends Error {
  readonly status_code: number;
  readonly body: string;

  constructor(status: number, detail: string) {
    super(detail);
    this.status_code = status;
    this.body = detail;
  }
}

/** The server of tus 1.0, which takes files in parts. The only file that imports it. */
export function newPartsServer<Sender>({ path, folder, mostBytes, newId, begin, finish }: PartsHandling<Sender>) {
  const datastore = new FileStore({ directory: folder, expirationPeriodInMilliseconds: KEPT_HOURS * 3_600_000 });
  // The protocol's server says nothing about who sends a file.
  const sender = new AsyncLocalStorage<Sender>();
  const tus = new TusServer({
    path,
    datastore,
    relativeLocation: true,
    // Pages of other sites have no business here.
    allowedOrigins: () => false,
    // 0 stands for no bound: what is told from the start is looked at before it begins, with a better answer.
    maxSize: async ({ method, headers }) => (method === 'POST' && headers.get('upload-length') !== null ? 0 : mostBytes()),
    namingFunction: () => newId(sender.getStore()!),
    onUploadCreate: async (_request, upload) => {
      await begin(partsOf(upload));
      return {};
    },
    onUploadFinish: async (_request, upload) => ({ headers: await finish(partsOf(upload), sender.getStore()!) }),
  });
  return {
    /** Answers a request of somebody. */
    handle: (from: Sender, request: IncomingMessage, response: ServerResponse) => sender.run(from, () => tus.handle(request, response)),
    /** Bytes that have come of a file. */
    read: (id: string) => createReadStream(join(folder, id)),
    /** A file that is there, whole or in part. */
    find: (id: string): Promise<SentParts | undefined> => datastore.getUpload(id).then(partsOf, () => undefined),
    remove: (id: string) => datastore.remove(id).catch(() => {}),
    /** Removes what was begun long ago. */
    clean: () => tus.cleanUpExpiredUploads().catch(() => 0),
  };
}

function partsOf(upload: Upload): SentParts {
  return { id: upload.id, metadata: upload.metadata ?? {}, bytes: upload.size, offset: upload.offset };
}
