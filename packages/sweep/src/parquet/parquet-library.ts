import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { readFault } from '@streetdate/core/internal';
import { StreetdateError } from '@streetdate/core/portable';
import type { Engine } from '../engine/duckdb.ts';
import { parquetPath } from '../engine/sql-text.ts';
import { readManifest, type SweepManifest } from './manifest.ts';
import { columnsOf, type ParquetFile } from './parquet-files.ts';

/** A reference of an exported library. */
export interface ListedReference {
  /** Its id in the library. */
  readonly id: string;
  /** SHA-256 of the fingerprint file at the time of the export. */
  readonly fingerprintSha256: string;
}

/** An exported library whose files exist and have the right columns. */
export interface ParquetLibrary {
  readonly manifest: SweepManifest;
  /** The references by number. */
  readonly references: readonly ListedReference[];
}

/**
 * Opens an exported library in an engine. Its band keys become the view `reference_bands`.
 * @throws StreetdateError `file-not-found`, `file-unreadable`; `bad-library` if a file is damaged, lacks a column, or its row count differs
 * from the manifest.
 */
export async function openParquetLibrary(engine: Engine, folder: string): Promise<ParquetLibrary> {
  const manifest = await readManifest(folder);
  const { references, pictureBands, soundBands } = manifest;
  const files: readonly (readonly [ParquetFile, number])[] = [
    ['references', references],
    ['bands', pictureBands + soundBands],
  ];
  for (const [file, rows] of files) await checkFile(engine, join(folder, `${file}.parquet`), columnsOf(file, manifest.bits), rows);
  await engine.run(`CREATE OR REPLACE VIEW reference_bands AS FROM read_parquet(${parquetPath(join(folder, 'bands.parquet'))})`);
  const listed: ListedReference[] = [];
  const sql = `SELECT reference, id, fingerprint_sha256 FROM read_parquet(${parquetPath(join(folder, 'references.parquet'))})`;
  for await (const [number, id, sha256] of engine.rows(sql)) listed[Number(number)] = { id: String(id), fingerprintSha256: String(sha256) };
  return { manifest, references: listed };
}

async function checkFile(engine: Engine, path: string, columns: Readonly<Record<string, string>>, rows: number): Promise<void> {
  await access(path).catch((cause) => {
    throw readFault(path, cause);
  });
  const bad = (reason: string) => new StreetdateError('bad-library', `${path}: ${reason}`, { path });
  const there = new Map<string, string>();
  for await (const [name, type] of engine.rows(`DESCRIBE FROM read_parquet(${parquetPath(path)})`)) there.set(String(name), String(type));
  for (const [name, type] of Object.entries(columns)) {
    const found = there.get(name);
    if (found !== type) throw bad(found === undefined ? `the column ${name} is missing` : `the column ${name} is ${found}, not ${type}`);
  }
  for await (const [count] of engine.rows(`SELECT count(*) FROM read_parquet(${parquetPath(path)})`))
    if (Number(count) !== rows) throw bad(`it has ${Number(count)} rows, and ${rows} were exported; export the library again`);
}
