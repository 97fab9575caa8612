/** Ticks in a second of a presentation time. */
export const PES_RATE = 90_000;

/** A packet of a clip that begins with a presentation time. */
export interface TimedPacket {
  /** Its stream: the packet identifier in a transport stream, the stream or substream in a program stream. */
  readonly stream: number;
  /** Presentation time, ticks of 90 kHz. */
  readonly time: number;
  /** Whether it belongs to a subtitle stream and shows something. Otherwise it is picture or sound. */
  readonly subtitle: boolean;
}

/**
 * Reads the header of a packet of an elementary stream (ISO/IEC 13818-1, 2.4.3.6).
 * @param at - Position of its start code.
 * @returns Its presentation time and the start of its payload; undefined if it has no time or is no such packet.
 */
export function readPesHeader(bytes: Uint8Array, at: number): { readonly time: number; readonly payload: number } | undefined {
  if (at + 14 > bytes.length || bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) return undefined;
  if (bytes[at + 6]! >> 6 !== 2 || (bytes[at + 7]! & 0x80) === 0) return undefined;
  const [first, second, third, fourth, fifth] = bytes.subarray(at + 9, at + 14);
  // Three, fifteen and fifteen bits, each followed by a marker bit.
  const high = (first! >> 1) & 7;
  const low = (second! << 22) | ((third! >> 1) << 15) | (fourth! << 7) | (fifth! >> 1);
  return { time: high * 2 ** 30 + low, payload: at + 9 + bytes[at + 8]! };
}
