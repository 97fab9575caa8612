/** What an encoder and a muxer wrote about themselves into a film. */
export interface Traces {
  /** The encoder and its version: `x264 - core 164 r3095 baee400`. */
  readonly encoder?: string;
  /** The encoder's settings, as it wrote them. */
  readonly settings?: string;
  /** The program that wrote the container: `Lavf60.16.100`. */
  readonly muxer?: string;
}

/** Bytes at a film's start in which an encoder writes of itself, with its first pictures. */
const HEAD = 4 << 20;
/** Bytes at its end, where some containers have their descriptions. */
const TAIL = 64 << 10;

/** x264 and x265 write a sentence of themselves and their settings into an SEI message (H.264 and H.265, user data unregistered). */
const ENCODER = /(x26[45] (?:- core|\(build) [^\0\n]{1,120}?) - H\.26[45][^\0]{0,200}? - options: ([ -~]{10,2000})/u;
const MUXER =
  /(?:Lavf\d+\.\d+\.\d+|mkvmerge v[\d.]+[ -~]{0,40}|libebml v[\d.]+ \+ libmatroska v[\d.]+|HandBrake [\d.]+|GPAC-[\w.+-]{3,40}|VirtualDub(?:Mod)? [\w./ -]{3,40}|AVI-Mux GUI [\d.]+|DVDFab [\d.]+|MakeMKV v[\d.]+)/u;

/** Collects the parts of a film in which its encoder and muxer name themselves, as its bytes come. It keeps 4 MiB at most. */
export class EncoderTraces {
  #head: Buffer[] = [];
  #length = 0;
  #tail: Buffer = Buffer.alloc(0);

  /** Takes the next bytes. They are copied. */
  push(chunk: Uint8Array): void {
    const wanted = Math.min(chunk.length, HEAD - this.#length);
    if (wanted > 0) this.#head.push(Buffer.from(chunk.subarray(0, wanted)));
    this.#length += Math.max(0, wanted);
    const rest = chunk.subarray(Math.max(0, wanted));
    if (rest.length > 0) this.#tail = Buffer.concat([this.#tail, rest.subarray(-TAIL)]).subarray(-TAIL);
  }

  /** What was found; undefined if nothing was. */
  read(): Traces | undefined {
    const text = `${Buffer.concat(this.#head).toString('latin1')}\0${this.#tail.toString('latin1')}`;
    const [, encoder, settings] = ENCODER.exec(text) ?? [];
    const muxer = MUXER.exec(text)?.[0].trim();
    if (encoder === undefined && muxer === undefined) return undefined;
    return {
      ...(encoder !== undefined && { encoder }),
      ...(settings !== undefined && { settings: settings.trim() }),
      ...(muxer !== undefined && { muxer }),
    };
  }
}
