/** Reasons that facts about the title settle, and reasons that facts about the sighting settle. */
const OF_TITLE: readonly string[] = ['window-unknown', 'disc-window-unknown', 'may-be-promo', 'near-opening', 'near-publication'];
const OF_SIGHTING: readonly string[] = ['sighting-time-unknown', 'sighting-time-unsure', 'territory-unknown'];

/** Where a reason is settled, if by facts. */
export function settledBy(reason: string): 'title' | 'sighting' | undefined {
  if (OF_TITLE.includes(reason)) return 'title';
  return OF_SIGHTING.includes(reason) ? 'sighting' : undefined;
}
