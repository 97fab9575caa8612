import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this system has openssl, which plays the authority. */
export const hasOpenssl = /^OpenSSL [3-9]/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '');
if (!hasOpenssl) console.warn('skipped: tests with certificates; there is no openssl 3');

/** Runs openssl in a folder. @returns What it printed. */
export function opensslIn(folder: string): (...args: string[]) => string {
  return (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
}

/** Arguments for an authority of its own: `NAME.key` and `NAME.pem`. */
export function authorityArguments(name: string, subject: string, key: readonly string[] = P256): string[] {
  return ['req', '-x509', '-newkey', ...key, '-nodes', '-keyout', `${name}.key`, '-subj', subject, '-days', '60', '-out', `${name}.pem`];
}

/** A new key of ECDSA on P-256, for `-newkey`. */
const P256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

/** Makes a key of ECDSA on P-256 and a certificate that an authority issues: `NAME.key` and `NAME.pem`. */
export function issueCertificate(
  folder: string,
  {
    name,
    subject,
    ca,
    extensions = '',
  }: { readonly name: string; readonly subject: string; readonly ca: string; readonly extensions?: string },
): void {
  const openssl = opensslIn(folder);
  writeFileSync(join(folder, `${name}.ext`), extensions);
  openssl('req', '-new', '-newkey', ...P256, '-nodes', '-keyout', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
  const issued = ['-CA', `${ca}.pem`, '-CAkey', `${ca}.key`, '-CAcreateserial', '-days', '30', '-extfile', `${name}.ext`];
  openssl('x509', '-req', '-in', `${name}.csr`, ...issued, '-out', `${name}.pem`);
}

const LEAF = `[leaf]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = emailProtection
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
`;

/** Paths of a private key and of its certificates. */
export interface Holder {
  readonly key: string;
  readonly certificates: string;
}

/**
 * Makes keys with certificates as C2PA wants them, issued by a root, in a folder: one of Ed25519 and one of ECDSA on P-256. And a certificate that
 * signed itself, which C2PA refuses.
 */
export function makeHolders(folder: string): Readonly<Record<'ed25519' | 'ecdsa' | 'ownSigned', Holder>> {
  const openssl = opensslIn(folder);
  const root = ['-addext', 'keyUsage=critical,keyCertSign', '-addext', 'subjectKeyIdentifier=hash'];
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ed25519',
    '-nodes',
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-subj',
    '/CN=Studio Root',
    '-days',
    '9',
    ...root,
  );
  writeFileSync(join(folder, 'leaf.cnf'), LEAF);
  const holders = (['ed25519', 'ecdsa'] as const).map((name) => {
    const curve = name === 'ecdsa' ? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-algorithm', 'ed25519'];
    openssl('genpkey', ...curve, '-out', `${name}.key`);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=Studio ${name}`, '-out', `${name}.csr`);
    const issued = [
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-CAcreateserial',
      '-days',
      '8',
      '-extfile',
      'leaf.cnf',
      '-extensions',
      'leaf',
    ];
    openssl('x509', '-req', '-in', `${name}.csr`, ...issued, '-out', `${name}.pem`);
    const chain = join(folder, `${name}.chain.pem`);
    writeFileSync(
      chain,
      ['root', name]
        .reverse()
        .map((each) => readFileSync(join(folder, `${each}.pem`), 'utf8'))
        .join(''),
    );
    return { key: join(folder, `${name}.key`), certificates: chain };
  });
  openssl('req', '-x509', '-key', 'ed25519.key', '-out', 'own.pem', '-subj', '/CN=Nobody', '-days', '9');
  return { ed25519: holders[0]!, ecdsa: holders[1]!, ownSigned: { key: holders[0]!.key, certificates: join(folder, 'own.pem') } };
}
