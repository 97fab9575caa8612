// @module-tag process
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isccOfBytes } from '@streetdate/engine';
import { type NewCredentials, readContentCredentials, readManifestStore, readSigner, signCredentials } from '@streetdate/evidence';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOOTAGE } from '../../tools/footage.ts';
import { hasOpenssl, makeHolders } from '../tools/certificates.ts';

const VALUES = [expect.stringMatching(/^ISCC:GAD[A-Z2-7]{52}$/), expect.stringMatching(/^ISCC:IAD[A-Z2-7]{52}$/)];

describe.skipIf(!hasOpenssl)('a manifest for a master (skipped without openssl)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'streetdate-credentials-'));
  let holders: ReturnType<typeof makeHolders>;
  beforeAll(() => {
    holders = makeHolders(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const picture = sharp({ create: { width: 320, height: 240, channels: 3, background: '#345678' } });
  const masters: Readonly<Record<string, () => Promise<Uint8Array>>> = {
    'video/mp4': async () => readFileSync(FOOTAGE.ocean),
    'video/mp2t': async () => readFileSync(FOOTAGE.sintel),
    'image/jpeg': () => picture.clone().jpeg().toBuffer(),
    'image/png': () => picture.clone().png({ compressionLevel: 0 }).toBuffer(),
  };

  async function factsOf(bytes: Uint8Array, format: string, holder: 'ed25519' | 'ecdsa' = 'ed25519'): Promise<NewCredentials> {
    const { key, certificates } = holders[holder];
    const signer = await readSigner(key, { certificates: [readFileSync(certificates, 'utf8')] });
    const { dataCode: data, instanceCode: instance } = await isccOfBytes([bytes], 256);
    return { signer, title: 'master', format, iscc: { data, instance }, version: '1.2.3' };
  }

  test.each(Object.keys(masters).flatMap((format) => [[format, 'ed25519'] as const, [format, 'ecdsa'] as const]))(
    'reads back as intact, and one other byte is found: %s, %s',
    async (format, holder) => {
      const bytes = await masters[format]!();
      const before = Buffer.from(bytes);
      const { file, store, credentials } = await signCredentials(bytes, await factsOf(bytes, format, holder));
      expect(before.equals(bytes)).toBe(true);
      expect(credentials).toEqual({
        isIntact: true,
        faults: [],
        generator: 'Streetdate',
        signer: `CN=Studio ${holder}`,
        issuer: 'CN=Studio Root',
        actions: ['c2pa.opened'],
        ingredients: [{ title: 'master', relationship: 'parentOf' }],
        isBound: true,
        hardBinding: format === 'video/mp4' ? 'c2pa.hash.bmff.v3' : 'c2pa.hash.data',
        softBindings: [{ algorithm: 'io.iscc.v0', values: VALUES }],
      });
      const { iscc } = await factsOf(bytes, format);
      expect(credentials.softBindings[0]!.values).toEqual([iscc.data, iscc.instance]);
      // Pictures hold it themselves, films have it beside them.
      expect(file === undefined).toBe(format.startsWith('video/'));
      const signed = file ?? bytes;
      expect(await readContentCredentials(signed, file ? {} : { store })).toEqual(credentials);
      const flipped = Uint8Array.from(signed);
      flipped[flipped.length - 50]! ^= 1;
      expect((await readContentCredentials(flipped, { store }))?.faults).toEqual([
        format === 'video/mp4' ? 'assertion.bmffHash.mismatch' : 'assertion.dataHash.mismatch',
      ]);
    },
  );

  test('read without the master, it holds apart from the binding to bytes; a changed claim does not', async () => {
    const bytes = await masters['video/mp2t']!();
    const { store, credentials } = await signCredentials(bytes, await factsOf(bytes, 'video/mp2t'));
    expect(await readManifestStore(store)).toEqual(credentials);
    const changed = Buffer.from(store);
    changed[changed.indexOf('master')]! ^= 1;
    expect(await readManifestStore(changed)).toMatchObject({
      isIntact: false,
      faults: expect.arrayContaining(['assertion.hashedURI.mismatch']),
    });
    expect(await readManifestStore(Uint8Array.of(1, 2, 3))).toMatchObject({ isIntact: false, isBound: false });
  });

  test('a key without its certificate, and a content without a code, are refused', async () => {
    const bytes = await masters['image/png']!();
    const facts = await factsOf(bytes, 'image/png');
    const { sign, keyId } = facts.signer;
    await expect(signCredentials(bytes, { ...facts, signer: { sign, keyId } })).rejects.toThrow('signer must have a certificate');
    const other = (await factsOf(bytes, 'image/png', 'ecdsa')).signer.certificates!;
    await expect(signCredentials(bytes, { ...facts, signer: { sign, keyId, certificates: other } })).rejects.toThrow(
      'signer must have its own certificate first, got that of CN=Studio ecdsa',
    );
    await expect(signCredentials(bytes, { ...facts, iscc: {} })).rejects.toThrow('iscc must have a unit');
  });
});
