/** A file in the list of a server, as canonical JSON has it. */
export interface ListedLine {
  /** Path on the server. */
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** The file's own time, milliseconds since 1970; null where it has none. */
  readonly modifiedMs: number | null;
  /** Digest of its bytes; null where it could not be read. */
  readonly digest: string | null;
}

/** Bytes that are made text at once. */
const BLOCK = 1 << 20;
const NEWLINE = 10;

/** The lines of a list, without their ends. Memory stays flat, however long it is. */
export function* linesOfList(list: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let start = 0; start < list.length; ) {
    const newline = list.indexOf(NEWLINE, Math.min(list.length, start + BLOCK));
    const end = newline < 0 ? list.length : newline + 1;
    const lines = decoder.decode(list.subarray(start, end)).split('\n');
    if (lines.at(-1) === '') lines.pop();
    yield* lines;
    start = end;
  }
}

/** The one way in which a line is written. */
const LINE = /^\{"bytes":\d+,"digest":(?:null|"[^"\\]+"),"modifiedMs":(?:null|-?\d+(?:\.\d+)?),"path":"(?:[^"\\]|\\.)*"\}$/;

/** Reads a line; undefined where it is none. */
export function readListLine(text: string): ListedLine | undefined {
  try {
    return LINE.test(text) ? (JSON.parse(text) as ListedLine) : undefined;
  } catch {
    return undefined;
  }
}
