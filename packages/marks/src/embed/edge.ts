import { createHmac } from 'node:crypto';
import { checkInteger } from '@streetdate/core/internal';
import { biasesOf, wordOf } from '../code/bias.ts';
import type { MarkKey } from '../key/mark-key.ts';
import { encodeCbor } from './cbor.ts';
import { rateOf } from './inspect-master.ts';
import { type MarkSet, segmentName } from './mark-set.ts';

/**
 * The WMPaceInfo sidecar of a set (ETSI TS 104 002, clause 5.5.3.2): which bit of a pattern chooses the version of each segment. The start of
 * the film is not marked, so its position is -1.
 */
export function paceInfo({ segments }: Pick<MarkSet, 'segments'>): Uint8Array {
  const [version, list, segmentRegex, position, firstpart, lastpart] = [1, 2, 5, 6, 7, 8];
  const named = (name: string, at: number) =>
    new Map<number, string | number | boolean>([
      [segmentRegex, name.replace('.', '\\.')],
      [position, at],
      ...(at < 0
        ? []
        : ([
            [firstpart, true],
            [lastpart, true],
          ] as const)),
    ]);
  const all = [named('init.mp4', -1), ...Array.from({ length: segments }, (_, at) => named(segmentName(at), at))];
  return encodeCbor(
    new Map<number, number | typeof all>([
      [version, 1],
      [list, all],
    ]),
  );
}

/** Options of {@link edgeToken}. */
export interface EdgeTokenOptions {
  /** The vendor's number in the DASH-IF list, 0 to 255. @defaultValue 0, which stands for none */
  readonly vendor?: number | undefined;
  /** When the token is made. */
  readonly issuedAt: Date;
  /** When it ends. */
  readonly expiresAt: Date;
}

/**
 * A WM token in direct mode (ETSI TS 104 002, clause 5.4) for an edge server that chooses the versions of a copy's segments: a CWT (RFC 8392)
 * under HMAC 256/256, as base64url. The pattern in it is not encrypted, which the specification recommends: keep tokens from their holders'
 * eyes by TLS.
 * @param secret - The secret that the edge server verifies tokens by. It is not the key of the marks.
 */
export function edgeToken(key: MarkKey, set: MarkSet, serial: string, secret: Uint8Array, options: EdgeTokenOptions): string {
  const { vendor = 0, issuedAt, expiresAt } = options;
  checkInteger('vendor', vendor, 0, 255);
  const word = wordOf(key, set.set, serial, biasesOf(key, set.set, set.segments, set.colluders));
  const pattern = new Uint8Array(Math.ceil(word.length / 8));
  // The first segment is the highest bit of the first byte.
  for (const [at, bit] of word.entries()) pattern[at >> 3]! |= bit << (7 - (at & 7));
  const [exp, iat, wmver, wmvnd, wmpatlen, wmsegduration, wmpattern] = [4, 6, 300, 301, 302, 303, 304];
  const ticks = 90_000;
  const claims = encodeCbor(
    new Map<number, number | Uint8Array | readonly number[]>([
      [exp, Math.floor(expiresAt.getTime() / 1000)],
      [iat, Math.floor(issuedAt.getTime() / 1000)],
      [wmver, 1],
      [wmvnd, vendor],
      [wmpatlen, word.length],
      [wmsegduration, [Math.round((ticks * set.segmentFrames) / rateOf(set.master.frameRate)), ticks]],
      [wmpattern, pattern],
    ]),
  );
  const [cwtTag, mac0Tag, algorithm, hmac256] = [61, 17, 1, 5];
  const protectedHeader = encodeCbor(new Map([[algorithm, hmac256]]));
  const mac = createHmac('sha256', secret)
    .update(encodeCbor(['MAC0', protectedHeader, new Uint8Array(0), claims]))
    .digest();
  return Buffer.from(encodeCbor({ tag: cwtTag, value: { tag: mac0Tag, value: [protectedHeader, new Map(), claims, mac] } })).toString(
    'base64url',
  );
}
