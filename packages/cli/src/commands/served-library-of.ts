import type { ServedLibraryAddress } from '@streetdate/service/internal';
import type { Definition, OptionValues } from '../definitions/define.ts';
import { SERVED_OPTIONS } from '../definitions/shared-options.ts';
import { UsageError } from '../exit.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * The library on servers that a command is to open: what its options name, or else the variables, unless --home is given.
 * @returns undefined for a folder, and for a command without these options.
 * @throws UsageError if they name one server without the other.
 */
export function servedLibraryOf(
  { options }: Pick<Definition, 'options'>,
  values: Readonly<Record<string, unknown>>,
  home: Settings['home'],
  env: Readonly<Record<string, string | undefined>>,
): ServedLibraryAddress | undefined {
  if (Object.entries(SERVED_OPTIONS).some(([name, spec]) => options[name] !== spec)) return undefined;
  const given = values as OptionValues<typeof SERVED_OPTIONS>;
  const isNamed = given.postgres !== undefined || given.s3 !== undefined;
  if (home.from === 'option' && isNamed)
    throw new UsageError('--home is a folder, and --postgres with --s3 a library on servers: give one of them');
  const byEnvironment = home.from === 'option' ? {} : env;
  const postgres = given.postgres ?? (byEnvironment.STREETDATE_POSTGRES || undefined);
  const s3 = given.s3 ?? (byEnvironment.STREETDATE_S3 || undefined);
  if (postgres === undefined && s3 === undefined) {
    if (given.organisation !== undefined) throw new UsageError('--organisation needs --postgres and --s3');
    return undefined;
  }
  if (postgres === undefined || s3 === undefined)
    throw new UsageError(`the servers are only useful together; missing: ${postgres === undefined ? '--postgres' : '--s3'}`);
  return { postgres, s3, organisation: given.organisation };
}
