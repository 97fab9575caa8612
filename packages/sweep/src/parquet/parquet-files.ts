/**
 * The files of an exported library, with their columns and Parquet types. Every engine can read them: no nested, unsigned or time types.
 * Columns may be added. None is renamed or changes its meaning.
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
  /** The hashes: one row for each kept frame. The words of the hash follow: `word_0` has the bits 0 to 63, bit `k` in bit `k % 64`. */
  codes: { reference: 'INTEGER', frame: 'INTEGER', time_ms: 'INTEGER', span_ms: 'INTEGER', quality: 'INTEGER' },
  /** The band keys, sorted by `code`. Picture rows of a reference with equal `mark` belong to one moment. */
  bands: { code: 'INTEGER', reference: 'INTEGER', tick: 'INTEGER', mark: 'INTEGER' },
} as const;

/** A file name without its extension. */
export type ParquetFile = keyof typeof COLUMNS;

/** All of them. */
export const PARQUET_FILES: readonly ParquetFile[] = ['references', 'windows', 'codes', 'bands'];

/** The columns of a file, by name, with their types. @param bits - Bits in a hash. */
export function columnsOf(file: ParquetFile, bits: number): Readonly<Record<string, string>> {
  const words = file === 'codes' ? Array.from({ length: Math.ceil(bits / 64) }, (_, word) => [`word_${word}`, 'BIGINT']) : [];
  return { ...COLUMNS[file], ...Object.fromEntries(words) };
}
