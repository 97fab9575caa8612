// @module-tag slow
import { readFileSync, writeFileSync } from 'node:fs';
import { checkTimeStamp, signerOf, timeStampRequest, verifyBundle } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { madeBundle, newKeys } from './tools/case.ts';
import { hasOpenssl } from './tools/certificates.ts';
import { exchanged } from './tools/forge.ts';
import { stampAuthority } from './tools/stamp-authority.ts';

describe.skipIf(!hasOpenssl)('with openssl as the authority (skipped where it is not installed)', () => {
  test('a stamp holds for its digest and a trusted authority, and for nothing else', async () => {
    const { stamper, certificate } = await stampAuthority();
    const [digest, other] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)];
    const response = await stamper(timeStampRequest(digest));
    const before = Date.now();
    const stamp = await checkTimeStamp(response, digest, [certificate('ca')]);
    expect(stamp).toMatchObject({ authority: 'CN=Test stamps' });
    expect(Math.abs((stamp as { time: Date }).time.getTime() - before)).toBeLessThan(60_000);
    expect(await checkTimeStamp(response, other, [certificate('ca')])).toEqual({ reason: 'it was given for another digest' });
    expect(await checkTimeStamp(response, digest, [certificate('other')])).toEqual({
      reason: 'the certificate of CN=Test stamps does not lead to a trusted one',
    });
    expect(await checkTimeStamp(response, digest, [])).toMatchObject({ reason: expect.any(String) });
  });

  test('no flipped byte of a stamp gives another time', async () => {
    const { stamper, certificate } = await stampAuthority();
    const digest = new Uint8Array(32).fill(7);
    const response = await stamper(timeStampRequest(digest));
    const good = (await checkTimeStamp(response, digest, [certificate('ca')])) as { time: Date };
    expect(good.time).toBeInstanceOf(Date);
    for (let at = 0; at < response.length; at++) {
      const flipped = Uint8Array.from(response);
      flipped[at]! ^= 1;
      const checked = await checkTimeStamp(flipped, digest, [certificate('ca')]);
      if (!('reason' in checked)) expect(checked.time).toEqual(good.time);
    }
  });

  test('a stamped bundle says when it was signed, and openssl accepts the stamp as well', async () => {
    const { stamper, certificate, openssl, file } = await stampAuthority();
    const { bundle, publicKey } = await madeBundle({ timeStamper: stamper });
    const report = await verifyBundle(bundle.bytes, { keys: [publicKey], stampRoots: [certificate('ca')] });
    expect(report.holds).toBe(true);
    expect(report.findings.map(({ sentence }) => sentence).join('\n')).toMatch(
      /The signature existed at 20\d\d-.*Z: CN=Test stamps stamped it\./,
    );
    writeFileSync(file('envelope'), bundle.files.get('signatures/statement.dsse.json')!);
    writeFileSync(file('stamp'), bundle.files.get('signatures/statement.tsr')!);
    expect(openssl('ts', '-verify', '-data', 'envelope', '-in', 'stamp', '-CAfile', 'ca.pem').toString()).toMatch(/Verification: OK/);
    const distrusted = await verifyBundle(bundle.bytes, { keys: [publicKey], stampRoots: [certificate('other')] });
    expect(distrusted).toMatchObject({
      holds: false,
      findings: expect.arrayContaining([expect.objectContaining({ kind: 'fails', about: 'time-stamp' })]),
    });
    const ignored = await verifyBundle(bundle.bytes, { keys: [publicKey] });
    expect(ignored.holds).toBe(true);
  });

  test('a stamp for another bundle is found', async () => {
    const { stamper, certificate } = await stampAuthority();
    const foreign = await stamper(timeStampRequest(new Uint8Array(32).fill(9)));
    await expect(madeBundle({ timeStamper: async () => foreign })).rejects.toThrow(
      'no stamp of the signature: it was given for another digest',
    );
    const { bundle, publicKey } = await madeBundle({ timeStamper: stamper });
    const bytes = exchanged(bundle, 'signatures/statement.tsr', foreign);
    const report = await verifyBundle(bytes, { keys: [publicKey], stampRoots: [certificate('ca')] });
    expect(report.findings.filter(({ kind }) => kind === 'fails').map(({ sentence }) => sentence)).toEqual([
      'The time stamp does not hold: it was given for another digest.',
    ]);
  });

  test('a certificate under a trusted one vouches for a key, until it expires', async () => {
    const { certificate, file } = await stampAuthority();
    const signer = signerOf(readFileSync(file('signer.key'), 'utf8'), { certificates: [certificate('signer')] });
    const { bundle } = await madeBundle({ signers: [signer] });
    const verify = (root: string, now = new Date()) => verifyBundle(bundle.bytes, { roots: [certificate(root)], now: () => now });
    expect(await verify('ca')).toMatchObject({ holds: true });
    expect(JSON.stringify(await verify('other'))).toContain('the certificate of CN=Partner Ltd does not lead to a trusted one');
    const late = await verify('ca', new Date(Date.now() + 40 * 86_400_000));
    expect(late.holds).toBe(false);
    expect(JSON.stringify(late)).toContain('the certificate of CN=Partner Ltd had expired');
    expect((await verifyBundle(bundle.bytes, { keys: [newKeys().publicKey] })).holds).toBe(false);
  });
});
