// @module-tag process
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyIdOf, processSigner, readSigner, type Signer, signerOf, verifyBundle } from '@streetdate/evidence';
import { describe, expect, test } from 'vitest';
import { certificatesOf, isIssuedBy, readCertificate, useFault } from '../../packages/evidence/src/sign/certificate.ts';
import { temporaryFolder } from '../cli/tools/streetdate.ts';
import { madeBundle, newKeys } from './tools/case.ts';
import { authorityArguments, hasOpenssl, issueCertificate, opensslIn } from './tools/certificates.ts';

/** A program of its own that holds a key, as one for a token or a service does. */
const PROGRAM = `
  const { createPrivateKey, sign } = require('node:crypto');
  const { readFileSync } = require('node:fs');
  const key = createPrivateKey(readFileSync(process.argv[1]));
  process.stdout.write(sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', readFileSync(0), key));
`;

const ecdsaKeys = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

async function inProgram({ privateKey, publicKey }: { privateKey: string; publicKey: string }) {
  const path = join(await temporaryFolder(), 'key.pem');
  writeFileSync(path, privateKey);
  return { signer: processSigner({ program: process.execPath, args: ['-e', PROGRAM, path], publicKey }), publicKey };
}

/** Every signer: a new one is one line here. */
const SIGNERS: Readonly<Record<string, () => Promise<{ readonly signer: Signer; readonly publicKey: string }>>> = {
  'a key in memory, Ed25519': async () => {
    const { privateKey, publicKey } = newKeys();
    return { signer: signerOf(privateKey), publicKey };
  },
  'a key in an encrypted file, ECDSA': async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const path = join(await temporaryFolder(), 'key.pem');
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' }));
    return {
      signer: await readSigner(path, { passphrase: 'open sesame' }),
      publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
    };
  },
  'a program, Ed25519': () => inProgram(newKeys()),
  'a program, ECDSA': () => inProgram(ecdsaKeys()),
  ...(hasOpenssl && {
    'openssl as the program': async () => {
      const { privateKey, publicKey } = ecdsaKeys();
      const path = join(await temporaryFolder(), 'key.pem');
      writeFileSync(path, privateKey);
      return { signer: processSigner({ program: 'openssl', args: ['dgst', '-sha256', '-sign', path], publicKey }), publicKey };
    },
  }),
};

describe.each(Object.entries(SIGNERS))('%s', (_, make) => {
  test('names its key, and signs a bundle that is verified by the public key alone', async () => {
    const { signer, publicKey } = await make();
    expect(signer.keyId).toBe(keyIdOf(publicKey));
    const { bundle } = await madeBundle({ signers: [signer] });
    expect(await verifyBundle(bundle.bytes, { keys: [publicKey] })).toMatchObject({ holds: true });
    expect(await verifyBundle(bundle.bytes, { keys: [newKeys().publicKey] })).toMatchObject({ holds: false });
  });
});

describe('a program that signs', () => {
  const node = (code: string) => processSigner({ program: process.execPath, args: ['-e', code], publicKey: newKeys().publicKey });
  const bytes = Uint8Array.of(1, 2, 3);

  test('and fails, floods, is not there or signs with another key is named', async () => {
    await expect(node('console.error("token locked"); process.exit(3)').sign(bytes)).rejects.toMatchObject({
      code: 'bad-evidence',
      message: expect.stringMatching(/did not sign: token locked$/),
    });
    await expect(node('process.stdout.write("x".repeat(1e6)); setTimeout(() => {}, 1e6)').sign(bytes)).rejects.toThrow(
      /more than 4096 bytes/,
    );
    await expect(node('process.stdout.write(Buffer.alloc(64))').sign(bytes)).rejects.toThrow(/does not fit the public key/);
    const absent = processSigner({ program: '/nowhere/signer', publicKey: newKeys().publicKey });
    await expect(absent.sign(bytes)).rejects.toMatchObject({
      code: 'bad-evidence',
      message: expect.stringContaining('/nowhere/signer did not sign'),
    });
    expect(() => processSigner({ program: 'x', publicKey: 'none' })).toThrow(TypeError);
  });

  test('is ended by the signal, whose reason is thrown', async () => {
    const controller = new AbortController();
    const { publicKey } = newKeys();
    const signer = processSigner({
      program: process.execPath,
      args: ['-e', 'setTimeout(() => {}, 1e6)'],
      publicKey,
      signal: controller.signal,
    });
    const signing = signer.sign(bytes);
    controller.abort(new Error('no longer wanted'));
    await expect(signing).rejects.toThrow('no longer wanted');
  });
});

test.skipIf(!hasOpenssl)('certificates of RSA authorities vouch for a key as well (skipped without openssl)', async () => {
  const folder = await temporaryFolder();
  const openssl = opensslIn(folder);
  const rsa = ['rsa:2048'];
  openssl(...authorityArguments('ca', '/C=DE/CN=Test RSA', rsa));
  issueCertificate(folder, { name: 's', subject: '/CN=Partner', ca: 'ca' });
  const certificate = openssl('x509', '-in', 's.pem');
  const signer = await readSigner(join(folder, 's.key'), { certificates: [certificate] });
  const { bundle } = await madeBundle({ signers: [signer] });
  expect(await verifyBundle(bundle.bytes, { roots: [openssl('x509', '-in', 'ca.pem')] })).toMatchObject({ holds: true });
  openssl(...authorityArguments('b', '/C=DE/CN=Test RSA', rsa));
  // An authority of the same name with another key.
  const other = await verifyBundle(bundle.bytes, { roots: [openssl('x509', '-in', 'b.pem')] });
  expect(other.holds).toBe(false);
  expect(JSON.stringify(other)).toContain('the certificate of CN=Partner does not lead to a trusted one');
});

test.skipIf(!hasOpenssl)('a certificate must be for evidence, and name the key that issued it (skipped without openssl)', async () => {
  const folder = await temporaryFolder();
  const openssl = opensslIn(folder);
  openssl(...authorityArguments('ca', '/CN=Test'));
  openssl(...authorityArguments('twin', '/CN=Test'));
  const cases = [
    ['extendedKeyUsage=serverAuth', 'the certificate of CN=Partner is for TLS servers, not for evidence'],
    ['keyUsage=critical,keyAgreement', 'the certificate of CN=Partner is not for signatures'],
    ['authorityKeyIdentifier=keyid', undefined],
    ['extendedKeyUsage=1.3.6.1.5.5.7.3.36', undefined],
  ] as const;
  for (const [extensions, fault] of cases) {
    issueCertificate(folder, { name: 's', subject: '/CN=Partner', ca: 'ca', extensions: `${extensions}\n` });
    const certificate = readCertificate(
      new Uint8Array(execFileSync('openssl', ['x509', '-in', 's.pem', '-outform', 'DER'], { cwd: folder })),
    );
    expect(useFault(certificate)).toBe(fault);
    const [own, twin] = ['ca', 'twin'].map((name) => certificatesOf(openssl('x509', '-in', `${name}.pem`))[0]!);
    expect(await isIssuedBy(certificate, own!)).toBe(true);
    expect(await isIssuedBy(certificate, twin!)).toBe(false);
    // The identifier is checked where it is given, before any signature.
    const other = { ...own!, keyIds: { ...own!.keyIds, own: '00' } };
    expect(await isIssuedBy(certificate, other)).toBe(certificate.keyIds.issuer === undefined);
  }
});

test.skipIf(!hasOpenssl)('the certificate of a TLS server vouches for no bundle (skipped without openssl)', async () => {
  const folder = await temporaryFolder();
  const openssl = opensslIn(folder);
  openssl(...authorityArguments('ca', '/CN=Test'));
  issueCertificate(folder, { name: 's', subject: '/CN=www.example', ca: 'ca', extensions: 'extendedKeyUsage=serverAuth\n' });
  const signer = await readSigner(join(folder, 's.key'), { certificates: [openssl('x509', '-in', 's.pem')] });
  const { bundle } = await madeBundle({ signers: [signer] });
  const report = await verifyBundle(bundle.bytes, { roots: [openssl('x509', '-in', 'ca.pem')] });
  expect(report.holds).toBe(false);
  expect(JSON.stringify(report)).toContain('the certificate of CN=www.example is for TLS servers, not for evidence');
});
