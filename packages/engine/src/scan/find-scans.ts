import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Library } from '../catalogue/library.ts';
import { listScans, type StoredScan } from '../catalogue/scans.ts';

/** The stored scans that go by a name: a scan's id, or the path of a file in whatever states it was scanned. */
export async function findScans(library: Library, name: string): Promise<StoredScan[]> {
  const path = await realpath(name).catch(() => resolve(name));
  return (await listScans(library.database)).filter((scan) => scan.id === name || scan.path === path);
}
