/**
 * The files of an exported library, with their columns and the types that these have in Parquet. Every engine reads them: nothing nested or unsigned,
 * no type of time. Columns may be added; none is renamed or given another meaning.
 */
const COLUMNS = {
  /** The catalogue: one row for each enrolled rendition; `reference` is its number in the other files. */
  references: {
    reference: 'INTEGER',
    id: 'VARCHAR',
    title_id: 'VARCHAR',
    title: 'VARCHAR',
    kind: 'VARCHAR',
    edition: 'VARCHAR',
    territory: 'VARCHAR',
    duration: 'DOUBLE',
    fingerprint_sha256: 'VARCHAR',
  },
  /** One row for each title, territory and channel. */
  windows: { title_id: 'VARCHAR', territory: 'VARCHAR', channel: 'VARCHAR', opens_at: 'VARCHAR', time_zone: 'VARCHAR' },
  /** The hashes: one row for each kept frame. Its words follow: `word_0` has the bits 0 to 63, bit `k` in bit `k % 64`. */
  codes: { reference: 'INTEGER', frame: 'INTEGER', time_ms: 'INTEGER', span_ms: 'INTEGER', quality: 'INTEGER' },
  /** The band keys, sorted by `code`. Rows of a reference's pictures with one mark are of one moment of it. */
  bands: { code: 'INTEGER', reference: 'INTEGER', tick: 'INTEGER', mark: 'INTEGER' },
} as const;

/** One of the files, without its extension. */
export type ParquetFile = keyof typeof COLUMNS;

/** All of them. */
export const PARQUET_FILES: readonly ParquetFile[] = ['references', 'windows', 'codes', 'bands'];

/** The columns of a file, by name, with their types. @param bits - Bits in a hash. */
export function columnsOf(file: ParquetFile, bits: number): Readonly<Record<string, string>> {
  const words = file === 'codes' ? Array.from({ length: Math.ceil(bits / 64) }, (_, word) => [`word_${word}`, 'BIGINT']) : [];
  return { ...COLUMNS[file], ...Object.fromEntries(words) };
}
