import { readFile } from 'node:fs/promises';
import { StreetdateError } from '@streetdate/core/portable';

/** Where the build writes the page: beside `src` and inside the published package alike. */
const PAGE = new URL('../../dist/verify.html', import.meta.url);

/**
 * The page that verifies bundles in a browser, without a network: one HTML file with the verifier in it. Bundles hold a copy.
 * @throws StreetdateError `file-unreadable` when the package was not built.
 */
export async function readVerifyPage(): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(PAGE));
  } catch (cause) {
    throw new StreetdateError(
      'file-unreadable',
      `${PAGE.pathname}: the page that verifies bundles is missing; \`npm run build\` writes it`,
      {
        cause,
      },
    );
  }
}
