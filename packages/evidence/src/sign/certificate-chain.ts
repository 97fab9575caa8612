import { X509Certificate } from 'node:crypto';

/** Most certificates between one and its trusted root. */
const LONGEST_CHAIN = 8;

/**
 * Why a certificate does not lead to a trusted root at an instant; undefined where it does. Each certificate must be issued and signed by the
 * next, be valid at the instant, and each issuer be an authority. Revocation lists are not fetched.
 * @param certificate - The one that is asked about.
 * @param others - Certificates that may lie between, in any order.
 * @param roots - Trusted certificates.
 */
export function chainFault(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
): string | undefined {
  let current = certificate;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    const name = nameOf(current);
    if (at < new Date(current.validFrom)) return `the certificate of ${name} was not valid yet at ${at.toISOString()}`;
    if (at > new Date(current.validTo)) return `the certificate of ${name} had expired at ${at.toISOString()}`;
    if (roots.some((root) => root.raw.equals(current.raw))) return undefined;
    const issuer = [...roots, ...others].find((other) => other.ca && current.checkIssued(other) && current.verify(other.publicKey));
    if (issuer === undefined) return `the certificate of ${name} does not lead to a trusted one`;
    current = issuer;
  }
  return `the certificate of ${nameOf(certificate)} has more issuers than are followed`;
}

/** Reads every certificate of a PEM text, in order. @throws Error when one is damaged. */
export function certificatesOf(pem: string): X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((text) => new X509Certificate(text));
}

/** The subject of a certificate in one line. */
export function nameOf({ subject }: X509Certificate): string {
  return subject.replaceAll('\n', ', ');
}
