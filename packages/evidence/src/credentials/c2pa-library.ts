/** Major brands of the ISO base media format in which films come. c2pa-ts lists those of pictures only, and reads the same boxes. */
const FILM_BRANDS = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'dash', 'M4V ', 'qt  '];

/**
 * Loads c2pa-ts, on use: it takes longer to load than most commands run. This file is the only adapter of the package that imports it.
 */
export async function loadC2pa() {
  const [{ BMFF, JPEG, MP3, PNG }, { CBORBox, SuperBox }, manifest] = await Promise.all([
    import('@trustnxt/c2pa-ts/asset'),
    import('@trustnxt/c2pa-ts/jumbf'),
    import('@trustnxt/c2pa-ts/manifest'),
  ]);
  const brands: unknown = Reflect.get(BMFF, 'canReadBrands');
  if (brands instanceof Set) for (const brand of FILM_BRANDS) brands.add(brand);
  /** A file whose container does not matter: its manifest lies beside it, and is bound to all of its bytes. */
  class PlainFile {
    readonly #bytes: Uint8Array;
    readonly mimeType = 'application/octet-stream';
    constructor(bytes: Uint8Array) {
      this.#bytes = bytes;
    }
    getDataLength = () => this.#bytes.length;
    getDataRange = async (start = 0, length = this.#bytes.length) => this.#bytes.subarray(start, start + length);
    getManifestJUMBF = () => undefined;
    dumpInfo = () => '';
    ensureManifestSpace = async () => {};
    getHashExclusionRange = () => ({ start: 0, length: 0 });
    writeManifestJUMBF = async () => {};
  }
  return { BMFF, JPEG, MP3, PNG, PlainFile, CBORBox, SuperBox, ...manifest };
}

/** What {@link loadC2pa} gives. */
export type C2pa = Awaited<ReturnType<typeof loadC2pa>>;
