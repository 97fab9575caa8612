import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DoctorRecord } from '../output/doctor-record.ts';

/** The packages that ask for others which are installed only by who needs them. */
const ASKING = ['core', 'sweep', 'engine', 'service'].map((name) => `@streetdate/${name}`);

/** What each of those is for. */
const PURPOSES: Readonly<Record<string, string>> = {
  'better-sqlite3': 'libraries on Node 20, which has no SQLite',
  '@duckdb/node-api': 'Parquet files and sweeps',
  'onnxruntime-web': 'hashes by a model of your own',
  pg: 'the service with PostgreSQL',
  bullmq: 'the service with Valkey',
  ioredis: 'the service with Valkey',
  '@aws-sdk/client-s3': 'the service with an S3 store',
  'openid-client': 'sign-in by an identity provider',
  '@opentelemetry/api': 'spans of the service',
};

interface Manifest {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Looks for each optional package where the package that uses it would find it. Nothing is loaded. */
export function findOptionalPackages(): DoctorRecord['optional'] {
  return ASKING.flatMap((asking) => {
    const place = manifestOf(asking, import.meta.url);
    return Object.entries(place?.manifest.peerDependencies ?? {}).map(([name, range]) => {
      const version = manifestOf(name, place!.file)?.manifest.version;
      const purpose = PURPOSES[name] ?? `optional part of ${asking}`;
      return { name, purpose, ...(version === undefined ? { install: `npm install "${name}@${range}"` } : { version }) };
    });
  });
}

/** A package's manifest, by the folders in which Node looks for what a file imports. Most packages do not export theirs. */
function manifestOf(name: string, from: string): { readonly file: string; readonly manifest: Manifest } | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    try {
      // What it imports lies beside its real place, not beside a link to it.
      const file = realpathSync(join(folder, name, 'package.json'));
      return { file, manifest: JSON.parse(readFileSync(file, 'utf8')) };
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
