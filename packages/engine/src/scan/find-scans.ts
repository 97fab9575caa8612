import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CatalogueReader } from '../catalogue/catalogue.ts';
import type { StoredScan } from '../catalogue/stored.ts';

/** The stored scans with a given name: a scan's id, or the path of a file in all its scanned states. */
export async function findScans(catalogue: CatalogueReader, name: string): Promise<StoredScan[]> {
  // An id is looked up. A library of a service has many thousands of scans.
  const named = SCAN_ID.test(name) ? await catalogue.scan(name) : undefined;
  if (named !== undefined) return [named];
  const path = await realpath(name).catch(() => resolve(name));
  return catalogue.scansOfFile(path);
}

const SCAN_ID = /^[0-9a-f]{16}$/;
