import { define, flag, oneOf, optional, read, several } from './define.ts';
import { readCount, readDays, readPath, readPort, readSite } from './readers.ts';

/** `streetdate serve` */
export const serve = define({
  name: 'serve',
  summary: 'answer over HTTP: uploads in, verdicts out',
  details:
    'One process on this machine, with nothing else to install. It searches the same library as the other commands, and holds it: others that ' +
    'write to the library wait until it stops.\n' +
    'What it knows lies in the library’s folder. A stopped or killed server goes on where it was.\n' +
    'With --postgres, --valkey and --s3, or the variables STREETDATE_POSTGRES, STREETDATE_VALKEY and STREETDATE_S3, everything is kept on ' +
    'these servers. Any number of processes on any number of machines are then one service; --home is a folder of each process alone.',
  options: {
    host: optional('--host <address>', 'address that it listens on, 127.0.0.1 if not given; others once there is an account'),
    port: read('--port <n>', 'where it listens, 8787 if not given; 0 takes a free port', readPort),
    publicUrl: read('--public-url <url>', 'where browsers find it, behind a proxy with TLS: https://streetdate.example', readSite),
    trustedProxy: optional('--trusted-proxy <address>', 'address or network of that proxy, whose X-Forwarded-For is believed'),
    webhookNetwork: several(
      '--webhook-network <network>',
      'private address or network that webhooks may be in, also without TLS, such as 10.0.0.0/8; may be repeated',
      (text) => text,
    ),
    webhookKey: read(
      '--webhook-key <file>',
      '32 bytes in base64 that encrypt the secrets of webhooks, the same for all processes on servers; the library’s folder has one if not given',
      readPath,
    ),
    role: oneOf(
      '--role <role>',
      'what this process does: answer, do the work, search a part of the library for others, or answer and work (the default)',
      ['api', 'worker', 'searcher', 'all'],
    ),
    postgres: optional('--postgres <url>', 'PostgreSQL for all rows: postgres://user:password@host/database'),
    valkey: optional('--valkey <url>', 'Valkey or Redis, which brings work to the workers: redis://host:6379'),
    s3: optional('--s3 <url>', 'storage for uploads and fingerprints: s3://bucket/prefix?endpoint=https://host'),
    identityProvider: read(
      '--identity-provider <file>',
      'JSON with issuer, clientId and clientSecret of a provider (OpenID Connect) by which people sign in; needs --public-url',
      readPath,
    ),
    unconfinedUploads: flag(
      '--unconfined-uploads',
      'decode what others send in without a sandbox too, where this machine has none; otherwise it does not start there',
    ),
    logLevel: oneOf('--log-level <level>', 'what it writes as lines of JSON: its own faults (the default), or each request too', [
      'error',
      'info',
    ]),
    logFile: read('--log-file <file>', 'where it writes them, readable by its user only; standard error if not given', readPath),
    trace: flag('--trace', 'make spans of requests and jobs for the OpenTelemetry SDK that NODE_OPTIONS=--import loads'),
    searchers: flag('--searchers', 'spread searches over the processes with --role searcher, for a library larger than one memory'),
    openLibraries: read(
      '--open-libraries <n>',
      'libraries of organisations that stay open, each with threads and memory of its own (10)',
      readCount,
    ),
    keepMedia: oneOf('--keep-media <which>', 'of which uploads the media is kept (all)', ['never', 'matched', 'all']),
    mediaDays: read('--media-days <n>', 'days for which it is kept (30)', readDays),
    fingerprintDays: read('--fingerprint-days <n>', 'days for which new references are searched for in fingerprints (365)', readDays),
  },
  examples: [
    ['streetdate serve', 'prints a link to open, and a line that sends a file in'],
    ['streetdate serve --home /srv/streetdate --port 9000', 'another library, another port'],
    ['streetdate serve --role searcher', 'a searcher; the others are started with --searchers'],
    ['streetdate serve --role worker', 'another worker of a service whose servers the variables name'],
  ],
});
