import { Upload as TusUpload } from 'tus-js-client';

/** Options for sending in parts. */
export interface ResumableOptions {
  /** Bytes of a part. @defaultValue 8 MiB */
  readonly partBytes?: number | undefined;
  /** Where an earlier call broke off: the address that `onAddress` was given. @defaultValue from the start */
  readonly from?: string | undefined;
  /** Called with the address that the file is sent to, by which a later call goes on. */
  readonly onAddress?: ((address: string) => void) | undefined;
  /** Called with the share that is sent, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Stops sending; the promise rejects with the signal's reason. What was sent stays there for a day. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends bytes by tus 1.0. @returns The id of the upload that they became. */
export async function sendInParts(
  bytes: Blob | Uint8Array,
  facts: Readonly<Record<string, string>> & { readonly name: string },
  options: ResumableOptions & {
    readonly url: string;
    readonly key: string | undefined;
    readonly headers: (() => Readonly<Record<string, string>>) | undefined;
  },
): Promise<string> {
  const { partBytes = 8 * 1024 ** 2, from, onAddress, onProgress, signal, url, key, headers } = options;
  const { name: filename, ...sighting } = facts;
  const source = await sourceOf(bytes);
  return new Promise((resolve, reject) => {
    let uploadId: string | undefined;
    const upload = new TusUpload(source, {
      endpoint: new URL('/v1/resumable-uploads', url).href,
      ...(from !== undefined && { uploadUrl: from }),
      metadata: { filename, ...sighting },
      chunkSize: partBytes,
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(headers?.() ?? {})) request.setHeader(name, value);
      },
      onAfterResponse: (_request, response) => {
        uploadId ??= response.getHeader('streetdate-upload') ?? undefined;
      },
      onUploadUrlAvailable: () => onAddress?.(upload.url!),
      onProgress: (sent, total) => onProgress?.(total > 0 ? sent / total : 1),
      onSuccess: () => (uploadId === undefined ? reject(new Error('the service did not name the upload')) : resolve(uploadId)),
      onError: reject,
    });
    const stop = () => {
      upload.abort().then(() => reject(signal?.reason), reject);
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', stop, { once: true });
    upload.start();
  });
}

/** Bytes in the form that the protocol's client takes: a Buffer in Node, a Blob in browsers. */
async function sourceOf(bytes: Blob | Uint8Array): Promise<Blob> {
  const isBlob = bytes instanceof Blob;
  if (typeof Buffer === 'undefined') return isBlob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]);
  return Buffer.from(isBlob ? new Uint8Array(await bytes.arrayBuffer()) : bytes) as unknown as Blob;
}
