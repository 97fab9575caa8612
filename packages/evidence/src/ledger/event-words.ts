import type { LedgerEvent } from './entry.ts';

/** An event about what copies carry, or what was read of it. */
type CopyEventKind = 'mark-issue' | 'mark-reading' | 'canary-issue' | 'canary-reading';

/** An event about what verdicts are by, a letter, or one about marks and canaries. */
export type WordedEvent = Extract<
  LedgerEvent,
  { kind: 'exclusion' | 'conflict' | 'allowed-source' | 'promo' | 'dispute' | 'letter' | CopyEventKind }
>;

/** An event that changes what verdicts are by. */
type ChangeEvent = Exclude<WordedEvent, { kind: 'letter' | CopyEventKind }>;

/** What a log says of copies, in a sentence for people. It names no account: who used one is not known. */
export function logInWords({ serverId, form, name, sha256, lines, copies }: Extract<LedgerEvent, { kind: 'log' }>): string {
  return `the log ${name} (${form}, ${lines} lines, SHA-256 ${sha256}) of the server ${serverId} was read; ${copies.length} of its lines are about copies of enrolled titles.`;
}

/** What changed, in a sentence for people: also what it was before, and why. */
export function changeInWords(event: WordedEvent): string {
  if (event.kind === 'letter') {
    const copies = event.copies.map(({ location }) => location).join(', ');
    return `the letter ${event.template} for ${event.host} was written, about ${copies}.`;
  }
  if (event.kind === 'mark-issue') {
    const copies = event.copies.map(({ serial, recipient }) => `${serial} to ${recipient}`).join(', ');
    return `marked copies of the set ${event.set} were issued: ${copies}.`;
  }
  if (event.kind === 'mark-reading') {
    const copies = event.consistent.map(({ serial, logChance }) => `${serial} (a chance of at most 10^${logChance})`).join(', ');
    const found = copies === '' ? 'it is consistent with no issued copy' : `it is consistent with the issued copies ${copies}`;
    return `the marks of ${event.path} were read in ${event.segmentsRead} segments of the set ${event.set}: ${found}.`;
  }
  if (event.kind === 'canary-issue') {
    const copies = event.copies.map(({ recipient, choices }) => `${choices.join('-')} to ${recipient}`).join(', ');
    return `copies of ${event.title} with canaries were issued: ${copies}.`;
  }
  if (event.kind === 'canary-reading') {
    const how = { structure: '', person: ' (stated by a person)', pictures: ' (read from the pictures)' };
    const seen = event.seen.map(({ name, choice, by }) => `${name} = ${choice}${how[by]}`).join('; ');
    const copies = event.consistent.map(({ recipient, logRatio }) => `${recipient} (likelihood ratio 10^${logRatio})`).join(', ');
    const found = copies === '' ? 'consistent with no issued copy' : `consistent with the copies issued to ${copies}`;
    const what = event.path === undefined ? `a copy of ${event.title}` : event.path;
    return `the canaries of ${what} were compared with ${event.issued} issued copies. Seen: ${seen || 'none'}. It is ${found}.`;
  }
  const { was, now, reason } = event;
  const state = (value: typeof now): string => (value === null ? 'nothing' : stateInWords({ ...event, now: value } as ChangeEvent));
  const why = reason === undefined ? '' : ` Why: ${reason}.`;
  return `${SUBJECTS[event.kind](event as never)} was ${state(was)} and is ${state(now)}.${why}`;
}

const SUBJECTS: { readonly [Kind in ChangeEvent['kind']]: (event: Extract<ChangeEvent, { kind: Kind }>) => string } = {
  exclusion: ({ exclusionId }) => `the exclusion ${exclusionId}`,
  conflict: ({ conflictId }) => `the conflict ${conflictId}`,
  'allowed-source': ({ sourceId }) => `the allowed source ${sourceId}`,
  promo: ({ referenceId }) => `the promo ${referenceId}`,
  dispute: ({ disputeId }) => `the dispute ${disputeId}`,
};

function stateInWords(event: ChangeEvent): string {
  switch (event.kind) {
    case 'exclusion': {
      const { referenceId, start, end, reason } = event.now!;
      return `${start}–${end} s of ${referenceId} (${reason})`;
    }
    case 'conflict': {
      const { decision, referenceId, otherReferenceId, reason } = event.now!;
      return `${decision}, of ${referenceId} and ${otherReferenceId}${reason === undefined ? '' : ` (${reason})`}`;
    }
    case 'allowed-source': {
      const { host, account, titleId, from, until, reason } = event.now!;
      const parts = [account === undefined ? host : `${account} at ${host}`, titleId, from && `from ${from}`, until && `until ${until}`];
      return `${parts.filter((part) => part !== undefined && part !== '').join(', ')}${reason === undefined ? '' : ` (${reason})`}`;
    }
    case 'promo': {
      const { titleId, form, publications } = event.now!;
      const when = publications.map(({ territory, opensAt, timeZone }) => `${territory} ${opensAt}${timeZone ? `@${timeZone}` : ''}`);
      return `a ${form ?? 'promo'} of ${titleId}, published ${when.join(', ') || 'nowhere'}`;
    }
    case 'dispute': {
      const { ground, receivedAt, deadline, outcome, outcomeReason } = event.now!;
      const end = outcome === undefined ? `open until ${deadline}` : `${outcome} (${outcomeReason})`;
      return `${end}, received ${receivedAt}, on the ground “${ground}”`;
    }
  }
}
