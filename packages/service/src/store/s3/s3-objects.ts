import { openS3Bucket } from './s3-bucket.ts';
import type { S3StoreOptions } from './s3-store.ts';
import type { S3Place } from './s3-url.ts';

/** Larger files are sent in parts, and the size of a part, bytes. */
const SIZES = { whole: 16 * 2 ** 20, part: 8 * 2 ** 20 } as const;

/** Opens a place of S3-compatible storage for files. Keys are below its prefix. It connects on demand. */
export function openS3Objects(place: S3Place, credentials: S3StoreOptions['credentials']) {
  const bucket = openS3Bucket(place, SIZES, credentials);
  const whole = (key: string) => (place.prefix ? `${place.prefix}/${key}` : key);
  return {
    /** When an object was stored, milliseconds since 1970; undefined if there is none. */
    storedMs: async (key: string) => (await bucket.head(whole(key)))?.storedMs,
    /** Stores a file under a key, which appears whole or not at all. */
    putFile: (key: string, path: string) => bucket.putFile(whole(key), path),
    /** Writes an object into a file. */
    getFile: (key: string, path: string) => bucket.getFile(whole(key), path),
    /** Removes an object, if there is one. */
    delete: (key: string) => bucket.delete(whole(key)),
    /** Closes the connections. */
    close: () => bucket.close(),
  };
}
