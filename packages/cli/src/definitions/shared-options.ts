import { flag, oneOf, optional, read, several } from './define.ts';
import { readCount, readCountry, readSeenAt, readShortText, readSource, readStreetDate, readTerritory, readWindow } from './readers.ts';

/** How many files are decoded at once. */
export const CONCURRENCY = { ...read('--concurrency <n>', 'files decoded at the same time', readCount), setting: 'concurrency' as const };

/** A territory that is the same for much of what one user does. */
export function usualTerritory(description: string, parse = readTerritory) {
  return { ...read('--territory <code>', description, parse), setting: 'territory' as const };
}

/** Who has a change recorded, where the library has a ledger. */
export const RECORDED_BY = (flags = '--by <name>') =>
  read(flags, 'who has it recorded in the ledger, if there is one (default: your account on this machine)', (text) =>
    readShortText(text, 1000),
  );

/** Options of the commands that enroll films. */
export const ENROLLMENT_OPTIONS = {
  thumbnails: flag(
    '--thumbnails',
    'store thumbnails too, 3.7 MB an hour: they find portrait crops, small crops and half-covered pictures, and show the film to whoever opens them',
  ),
  details: flag('--details', 'store patches at full resolution too, 1.2 MB a film: they tell which release a copy was made from'),
  localFeatures: flag(
    '--local-features',
    'add local features, up to 4 MB an hour, to references that an earlier version enrolled without: decodes their media once more; new ones have them',
  ),
  searchAgain: flag('--search-again', 'then search stored scans again that this may change, without decoding, and print what they find'),
  by: RECORDED_BY(),
};

/** The option that says which promos of a title are enrolled. */
export const PROMO_STATE = oneOf(
  '--promo <state>',
  'none: no promo of the title was published; complete: all are enrolled (default: unknown, so that short pieces need review)',
  ['none', 'complete'],
);

/** The options that say when a title is on sale. */
export const WINDOW_OPTIONS = {
  window: several('--window <territory:channel:instant>', 'a release window; repeatable (US:disc:2026-03-10@America/New_York)', readWindow),
  streetDate: read('--street-date <instant>', 'when the disc goes on sale: a disc window for --territory, or for WORLD', readStreetDate),
};

/** The options that say when and where files were seen. */
export const SIGHTING_OPTIONS = {
  seenAt: read('--seen-at <instant>', 'when the files were seen, ISO 8601 with an offset (2026-03-01T12:00:00Z)', readSeenAt),
  territory: usualTerritory('where they were seen, ISO 3166-1 (US)', readCountry),
  source: several(
    '--source <source:ratio[:reason]>',
    'what a copy was made from, with a likelihood ratio; repeatable (disc:50:"has the menus")',
    readSource,
  ),
};

/** The options that say at which place all the files were seen. */
export const PLACE_OPTIONS = {
  link: read('--link <address>', 'the address that they were seen at, kept as text and never opened', (text) => readShortText(text, 8192)),
  host: read('--host <name>', 'the server that they were seen on', (text) => readShortText(text, 253)),
  account: read('--account <name>', 'the account there, beside --link or --host, as it was stated', (text) => readShortText(text, 256)),
};

/** The options that say who signs. */
export const SIGNER_OPTIONS = {
  key: optional('--key <file>', 'the private key that signs: PKCS#8 in PEM, Ed25519 or ECDSA on P-256, as from `openssl genpkey`'),
  signerProgram: optional(
    '--signer-program <file>',
    'instead of a key, a program that signs with a token (PKCS#11) or a service (KMS): bytes to its standard input, the signature from its standard output',
  ),
  signerArgument: several('--signer-argument <text>', 'an argument of that program; repeatable', (text) => text),
  publicKey: optional('--public-key <file>', 'the public key of that program, in PEM (default: that of the first certificate)'),
  certificates: optional('--certificates <file>', 'X.509 certificates of the key in PEM, its own first, then its issuers'),
};

/** The options that name a library of a service on servers, which a command then opens instead of a folder. */
export const SERVED_OPTIONS = {
  postgres: optional(
    '--postgres <url>',
    'instead of --home, the library of a service on servers: postgres://user:password@host/database (STREETDATE_POSTGRES, where no --home is given)',
  ),
  s3: optional('--s3 <url>', 'with --postgres, the storage of that service: s3://bucket/prefix?endpoint=https://host (STREETDATE_S3)'),
  organisation: optional(
    '--organisation <id>',
    'with --postgres, whose library it is (default: the organisation that is there from the start)',
  ),
};
