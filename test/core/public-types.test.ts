import type { FingerprintFileOptions, MediaInput } from '@streetdate/core';
import * as core from '@streetdate/core';
import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import * as portable from '@streetdate/core/portable';
import { expect, expectTypeOf, test } from 'vitest';

test('core takes a file and gives a fingerprint', () => {
  expectTypeOf(core.fingerprintFile).parameter(0).toEqualTypeOf<MediaInput>();
  expectTypeOf(core.fingerprintFile).parameter(1).toEqualTypeOf<FingerprintFileOptions | undefined>();
  expectTypeOf(core.fingerprintFile).returns.resolves.toEqualTypeOf<Fingerprint>();
  expectTypeOf(core.loadFingerprint).returns.resolves.toEqualTypeOf<Fingerprint>();
  expectTypeOf(core.saveFingerprint).returns.resolves.toEqualTypeOf<void>();
});

test('a fingerprint is read from bytes and written to bytes', () => {
  expectTypeOf(portable.decodeFingerprint).returns.toEqualTypeOf<Fingerprint>();
  expectTypeOf(portable.encodeFingerprint).parameter(0).toEqualTypeOf<Fingerprint>();
  expectTypeOf(portable.encodeFingerprint).returns.toExtend<Uint8Array>();
});

test('a track has flat arrays, and intervals are in seconds', () => {
  expectTypeOf<Fingerprint['tracks'][number]>().toEqualTypeOf<HashTrack>();
  expectTypeOf<HashTrack['hashes']>().toExtend<Uint32Array>();
  expectTypeOf<HashTrack['timesMs']>().toExtend<Uint32Array>();
  expectTypeOf<TimeSpan>().toHaveProperty('start').toEqualTypeOf<number>();
  expectTypeOf<TimeSpan>().toHaveProperty('end').toEqualTypeOf<number>();
});

test('a fault of the world is one class with a code', () => {
  expectTypeOf<portable.StreetdateError>().toExtend<Error>();
  expectTypeOf<portable.StreetdateError['code']>().toEqualTypeOf<portable.StreetdateErrorCode>();
  expect(new portable.StreetdateError('file-not-found', 'no file')).toBeInstanceOf(Error);
});

test('core’s main entry has everything of the portable one', () => {
  expect(Object.keys(core)).toEqual(expect.arrayContaining(Object.keys(portable)));
});
