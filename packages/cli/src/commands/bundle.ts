import { StreetdateError } from '@streetdate/core/portable';
import type { Library, StoredScan } from '@streetdate/engine';
import { writeWhole } from '@streetdate/engine/internal';
import {
  anchorLedger,
  type BundlePictures,
  createBundle,
  Ledger,
  readMapping,
  type TimeStamper,
  type WholeCaseOptions,
} from '@streetdate/evidence';
import type { Match } from '@streetdate/matcher';
import type { bundle } from '../definitions/bundle.ts';
import type { caseBundle } from '../definitions/case.ts';
import type { OptionValues } from '../definitions/define.ts';
import type { SIGNER_OPTIONS } from '../definitions/shared-options.ts';
import { EXIT, UsageError } from '../exit.ts';
import { collectMatchPictures } from '../report/index.ts';
import type { Context, Run } from './command.ts';
import { RECORD_FIRST, withHint } from './hints.ts';
import { mediaOf } from './media-of.ts';
import { readSentVariants } from './sent-variants.ts';
import { idsOfServers } from './server-ids.ts';
import { signerOf } from './signer-of.ts';
import { withLibrary } from './with-library.ts';

/** `streetdate bundle` */
export const runBundle: Run<typeof bundle> = async (names, values, context) => {
  await makeBundle(names, values, 'streetdate-bundle', context, async () => undefined);
  return EXIT.nothingFound;
};

/** `streetdate case bundle` */
export const runCaseBundle: Run<typeof caseBundle> = async (_operands, values, context) => {
  const { deliveries, mapping, seen, nobody: noneChance, rightClock } = values;
  if ((deliveries === undefined) !== (mapping === undefined)) throw new UsageError('--deliveries and --mapping belong together');
  if (deliveries === undefined && (seen.length > 0 || noneChance !== undefined))
    throw new UsageError('--seen and --nobody belong to --deliveries');
  const { renderCase } = await import('../report/case/render-case.ts');
  await makeBundle([], values, 'streetdate-case', context, async (library) => {
    const read = deliveries === undefined ? undefined : await readSentVariants(deliveries, await readMapping(mapping!), seen, context);
    const recipients = read && { deliveries: read.deliveries, variants: read.variants, noneChance };
    return { rightClocks: await idsOfServers(library, rightClock), recipients, pageOf: (report) => renderCase(report) };
  });
  return EXIT.nothingFound;
};

async function makeBundle(
  names: readonly string[],
  values: Pick<OptionValues<typeof bundle.options>, 'name' | 'output' | 'tsa' | 'withoutPictures'> & OptionValues<typeof SIGNER_OPTIONS>,
  usualName: string,
  context: Context,
  wholeCaseOf: (library: Library) => Promise<WholeCaseOptions | undefined>,
): Promise<void> {
  const { name = usualName, output = `${name}.zip`, tsa, withoutPictures } = values;
  const { signal } = context.io;
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(name))
    throw new UsageError(`--name must be letters, digits, dots, hyphens and underscores, got ${name}`);
  const signer = await signerOf(values, signal);
  await withLibrary(context, {}, async (library) => {
    const ledger = new Ledger(library, { now: context.io.now });
    const picturesOf = withoutPictures ? undefined : (scan: StoredScan, match: Match) => picturesOfMatch(library, scan, match, signal);
    const timeStamper = tsa === undefined ? undefined : stampAt(tsa, signal);
    const wholeCase = await wholeCaseOf(library);
    // Before anything leaves the house: what the ledger says now can no longer be written anew.
    if (timeStamper) await anchorLedger(ledger, `key ${signer.keyId}`, timeStamper, { now: context.io.now });
    const options = { signers: [signer], name, timeStamper, picturesOf, wholeCase };
    const made = await createBundle(library, ledger, names, options).catch((error: unknown) => {
      const isUnrecorded = error instanceof StreetdateError && error.code === 'bad-evidence' && /ledger/.test(error.message);
      throw isUnrecorded ? withHint(error, RECORD_FIRST) : error;
    });
    await writeWhole(output, made.bytes);
    await ledger.append(`key ${signer.keyId}`, [{ kind: 'bundle', name, manifestSha256: made.manifestSha256 }]);
    context.console.text(output);
  });
}

async function picturesOfMatch(library: Library, scan: StoredScan, match: Match, signal: AbortSignal): Promise<BundlePictures[]> {
  if (scan.kind === 'sound') return [];
  const reference = await mediaOf(library, await library.catalogue.reference(match.referenceId));
  return collectMatchPictures({ query: { path: scan.path, stamp: scan.stamp }, reference }, match.segments, { signal });
}

/** Asks an authority over HTTP (RFC 3161, 3.4). */
export function stampAt(url: string, signal: AbortSignal): TimeStamper {
  return async (request) => {
    const headers = { 'content-type': 'application/timestamp-query' };
    try {
      const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(request), signal });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      signal.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StreetdateError('bad-evidence', `${url} gave no time stamp: ${reason}`, { path: url, cause });
    }
  };
}
