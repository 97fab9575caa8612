import { equalBytes } from '../bytes/bytes.ts';
import { type Certificate, isIssuedBy } from './certificate.ts';

/** Most certificates between one and its trusted root. */
const LONGEST_CHAIN = 8;

/**
 * Why a certificate does not lead to a trusted root at an instant; undefined where it does. Each certificate must be issued and signed by the
 * next, be valid at the instant, and each issuer be an authority. Revocation lists are not fetched.
 * @param certificate - The one that is asked about.
 * @param others - Certificates that may lie between, in any order.
 * @param roots - Trusted certificates.
 */
export async function chainFault(
  certificate: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Promise<string | undefined> {
  let current = certificate;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    const { subject, validFrom, validTo, der } = current;
    if (at < validFrom) return `the certificate of ${subject} was not valid yet at ${at.toISOString()}`;
    if (at > validTo) return `the certificate of ${subject} had expired at ${at.toISOString()}`;
    if (roots.some((root) => equalBytes(root.der, der))) return undefined;
    let issuer: Certificate | undefined;
    for (const other of [...roots, ...others]) if (issuer === undefined && (await isIssuedBy(current, other))) issuer = other;
    if (issuer === undefined) return `the certificate of ${subject} does not lead to a trusted one`;
    current = issuer;
  }
  return `the certificate of ${certificate.subject} has more issuers than are followed`;
}
