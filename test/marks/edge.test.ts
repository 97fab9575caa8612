import { createHmac } from 'node:crypto';
import { edgeToken, MarkKey, type MarkSet, paceInfo } from '@streetdate/marks';
import { biasesOf, wordOf } from '@streetdate/marks/internal';
import { expect, test } from 'vitest';

/** A decoder of the part of CBOR that is written, as RFC 8949 has it. */
function decode(bytes: Uint8Array): unknown {
  const view = Buffer.from(bytes);
  let at = 0;
  const item = (): unknown => {
    const first = view[at++]!;
    if (first === 0xf5 || first === 0xf4) return first === 0xf5;
    const small = first & 31;
    const size = small < 24 ? 0 : 2 ** (small - 24);
    const count = size === 0 ? small : Number(`0x${view.subarray(at, at + size).toString('hex')}`);
    at += size;
    const take = () => {
      at += count;
      return view.subarray(at - count, at);
    };
    switch (first >> 5) {
      case 0:
        return count;
      case 1:
        return -1 - count;
      case 2:
        return new Uint8Array(take());
      case 3:
        return take().toString();
      case 4:
        return Array.from({ length: count }, item);
      case 5:
        return new Map(Array.from({ length: count }, () => [item(), item()] as const));
      default:
        return { tag: count, value: item() };
    }
  };
  return item();
}

const key = new MarkKey(new Uint8Array(32).fill(4));
const set = { set: 'abc', segments: 300, segmentFrames: 48, colluders: 1, master: { frameRate: '24/1' } } as MarkSet;

test('the sidecar gives each segment the position of its bit, and the start of the film none', () => {
  const sidecar = decode(paceInfo(set)) as Map<number, unknown>;
  expect([...sidecar.keys()]).toEqual([1, 2]);
  expect(sidecar.get(1)).toBe(1);
  const segments = sidecar.get(2) as Map<number, unknown>[];
  expect(segments).toHaveLength(301);
  expect(segments[0]).toEqual(
    new Map<number, unknown>([
      [5, 'init\\.mp4'],
      [6, -1],
    ]),
  );
  expect(segments[300]).toEqual(
    new Map<number, unknown>([
      [5, 'segment_000299\\.m4s'],
      [6, 299],
      [7, true],
      [8, true],
    ]),
  );
});

test('a token is a CWT whose pattern is the word of the copy, and a changed one fails its code', () => {
  const secret = Buffer.from('edge');
  const dates = { issuedAt: new Date('2026-12-01T00:00:00Z'), expiresAt: new Date('2026-12-31T00:00:00Z') };
  const token = Buffer.from(edgeToken(key, set, 'copy', secret, dates), 'base64url');
  // CBOR tags 61 (CWT) and 17 (COSE_Mac0), RFC 8392 and RFC 9052.
  expect(token.subarray(0, 4).toString('hex')).toBe('d83dd184');
  const [header, , claims, mac] = (decode(token) as { value: { value: [Uint8Array, unknown, Uint8Array, Uint8Array] } }).value.value;
  expect(Buffer.from(header).toString('hex')).toBe('a10105');
  const structure = Buffer.concat([
    Buffer.from('84644d414330', 'hex'),
    Buffer.of(0x43),
    header,
    Buffer.of(0x40, 0x58, claims.length),
    claims,
  ]);
  expect(Buffer.from(mac)).toEqual(createHmac('sha256', secret).update(structure).digest());
  const read = decode(claims) as Map<number, unknown>;
  expect([...read.keys()]).toEqual([4, 6, 300, 301, 302, 303, 304]);
  expect(read.get(302)).toBe(300);
  expect(read.get(303)).toEqual([180_000, 90_000]);
  const pattern = read.get(304) as Uint8Array;
  const word = wordOf(key, 'abc', 'copy', biasesOf(key, 'abc', 300, 1));
  expect(Uint8Array.from(word, (_, at) => (pattern[at >> 3]! >> (7 - (at & 7))) & 1)).toEqual(word);
});
