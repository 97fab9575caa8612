import { FPCALC } from './fpcalc.ts';
import { FRAME_VOTING } from './frame-voting.ts';
import type { Peer } from './peer.ts';
import { SIGNATURE_LINES, SIGNATURE_NORMALISED } from './signature-lines.ts';

/** Every peer that npm or Debian has the parts of. */
export const PEERS: readonly Peer[] = [...FRAME_VOTING, FPCALC, SIGNATURE_LINES, SIGNATURE_NORMALISED];
