/** How code values spread over the byte: `limited` has black at 16 and white at 235 (ITU-R BT.709), `full` at 0 and 255. */
export type LumaRange = 'limited' | 'full';

/** What a code value means as light: `sdr` (ITU-R BT.1886), `pq` (SMPTE ST 2084) or `hlg` (ARIB STD-B67). */
export type LumaTransfer = 'sdr' | 'pq' | 'hlg';

/** Light of HDR reference white in cd/m²: what a sheet of paper in the scene is graded to (ITU-R BT.2408, 3.1). */
const REFERENCE_WHITE = 203;

/** Exponent of the SDR display (ITU-R BT.1886). */
const DISPLAY_GAMMA = 2.4;

/** Where the highlight shoulder begins, as an SDR signal. Below it, HDR and SDR masters of one film look alike. */
const SHOULDER = 0.75;

/**
 * Builds a lookup table from a film's luma codes to one common luma: full range, SDR. HDR luminance is divided by reference white and given
 * the gamma of an SDR display. Highlights roll off smoothly instead of clipping. An HDR master and an SDR disc of the same film then hash
 * nearly alike. The table never falls.
 * @param range - How the code values are spread over the byte.
 * @param transfer - The film's transfer characteristic.
 * @returns 256 entries, one for each code value, owned by the caller.
 */
export function toneLookup(range: LumaRange, transfer: LumaTransfer): Uint8Array {
  const table = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    const signal = range === 'limited' ? Math.min(1, Math.max(0, (code - 16) / 219)) : code / 255;
    table[code] = Math.round(255 * sdrSignal(signal, transfer));
  }
  return table;
}

function sdrSignal(signal: number, transfer: LumaTransfer): number {
  if (transfer === 'sdr') return signal;
  const light = transfer === 'pq' ? pqLight(signal) : hlgLight(signal);
  return rollOff((light / REFERENCE_WHITE) ** (1 / DISPLAY_GAMMA));
}

/** The PQ EOTF: signal 0 to 1 to light in cd/m² (SMPTE ST 2084, equation 4.1). */
function pqLight(signal: number): number {
  const root = signal ** (1 / 78.84375);
  return 10_000 * (Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578125);
}

/** The HLG EOTF of a 1000 cd/m² display: inverse OETF, then the system gamma 1.2 (ITU-R BT.2100, table 5). */
function hlgLight(signal: number): number {
  const scene = signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return 1000 * scene ** 1.2;
}

/** Identity up to the shoulder, then an exponential approach to 1 with the same slope at the joint. */
function rollOff(signal: number): number {
  const room = 1 - SHOULDER;
  return signal <= SHOULDER ? signal : SHOULDER + room * (1 - Math.exp((SHOULDER - signal) / room));
}
