import type { ServerProfile } from '@streetdate/service';
import { UsageError } from '../exit.ts';

/** The servers that options and variables name; undefined where none is named. */
export function profileOf(options: { readonly [name in 'postgres' | 'valkey' | 's3']?: string | undefined }): ServerProfile | undefined {
  const named = (name: 'postgres' | 'valkey' | 's3') => options[name] ?? (process.env[`STREETDATE_${name.toUpperCase()}`] || undefined);
  const [postgres, valkey, s3] = [named('postgres'), named('valkey'), named('s3')];
  if (postgres !== undefined && valkey !== undefined && s3 !== undefined) return { postgres, valkey, s3 };
  if (postgres === undefined && valkey === undefined && s3 === undefined) return undefined;
  const missing = Object.entries({ postgres, valkey, s3 }).flatMap(([name, value]) => (value === undefined ? [`--${name}`] : []));
  throw new UsageError(`the servers are only useful together; missing: ${missing.join(', ')}`);
}
