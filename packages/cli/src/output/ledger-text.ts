import type { LedgerEntry, LedgerEvent } from '@streetdate/evidence';
import { changeInWords } from '@streetdate/evidence/internal';
import { count } from './count-words.ts';

/** An entry in one line for a person. */
export function entryText({ position, at, by, event }: LedgerEntry): string {
  return `${position}  ${at}  ${by}: ${eventText(event)}`;
}

function eventText(event: LedgerEvent): string {
  switch (event.kind) {
    case 'scan':
      return `scan ${event.scanId} of ${event.path}, ${event.matches.length === 1 ? '1 match' : `${event.matches.length} matches`}`;
    case 'verdict':
      return `verdict on scan ${event.scanId}: ${event.verdict}${event.was ? `, before ${event.was.verdict}` : ''}${event.reason ? ` (${event.reason})` : ''}. ${event.summary}`;
    case 'decision':
      return `decision on scan ${event.scanId}: ${event.decision}. ${event.reason}`;
    case 'log':
      return `log ${event.name} of ${event.serverId}, ${event.lines} lines, ${event.copies.length} about copies, SHA-256 ${event.sha256}`;
    case 'server':
      return `server ${event.name} in ${event.country}, ${count(event.files, 'file')}, ${count(event.unread + event.unreadPlaces, 'unreadable place')}, list ${event.filesRoot}`;
    case 'enrolment':
      return `enrolment of ${event.referenceId} of ${event.title}, ${count(event.fingerprint.chunks, 'chunk')}, root ${event.fingerprint.root}`;
    case 'anchor':
      return `anchor: an authority stamped the first ${count(event.size, 'entry', 'entries')}, root ${event.root}`;
    case 'bundle':
      return `bundle ${event.name}, manifest ${event.manifestSha256}`;
    case 'correction':
      return `correction of entry ${event.corrects}: ${event.reason}`;
    default:
      return changeInWords(event);
  }
}
