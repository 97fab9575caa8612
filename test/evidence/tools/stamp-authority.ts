import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TimeStamper } from '@streetdate/evidence';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { authorityArguments, issueCertificate, opensslIn } from './certificates.ts';

/** A certificate authority with a time-stamping authority and a signer's certificate under it. */
export async function stampAuthority() {
  const folder = await temporaryFolder();
  const file = (name: string) => join(folder, name);
  const openssl = opensslIn(folder);
  for (const ca of ['ca', 'other']) openssl(...authorityArguments(ca, `/CN=Test ${ca}`));
  for (const [name, subject, extensions] of [
    ['tsa', '/CN=Test stamps', 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n'],
    ['plain', '/CN=No stamps', 'keyUsage=critical,digitalSignature\n'],
    ['signer', '/CN=Partner Ltd', 'keyUsage=critical,digitalSignature\n'],
  ] as const) {
    issueCertificate(folder, { name, subject, ca: 'ca', extensions });
  }
  writeFileSync(file('serial'), '01\n');
  const section = [
    '[tsa]',
    'default_tsa=t',
    '[t]',
    'serial=serial',
    'crypto_device=builtin',
    'signer_digest=sha256',
    'default_policy=1.2.3.4',
  ];
  writeFileSync(file('ts.cnf'), [...section, 'digests=sha256', 'accuracy=secs:1', 'ess_cert_id_alg=sha256', ''].join('\n'));
  const stamper: TimeStamper = async (request) => {
    writeFileSync(file('request.tsq'), request);
    openssl(
      'ts',
      '-reply',
      '-config',
      'ts.cnf',
      '-queryfile',
      'request.tsq',
      '-signer',
      'tsa.pem',
      '-inkey',
      'tsa.key',
      '-out',
      'response.tsr',
    );
    return new Uint8Array(readFileSync(file('response.tsr')));
  };
  return { folder, file, openssl, stamper, certificate: (name: string) => readFileSync(file(`${name}.pem`), 'utf8') };
}
