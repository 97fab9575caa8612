import type { Enrolled, EnrolledDisc, Library, NotEnrolled } from '@streetdate/engine';
import type { EnrolledDiscRecord } from '@streetdate/engine/records';
import type { Console } from '../output/console.ts';
import { enrolledDiscText } from '../output/disc-text.ts';
import { referenceText } from '../output/library-text.ts';
import { referenceRecordOf } from './show-records.ts';

/** Prints an enrolled reference or disc, or the reason for a failure. */
export async function printEnrolled(library: Library, enrolled: Enrolled | NotEnrolled, console: Console): Promise<void> {
  if (enrolled.kind === 'failed') console.fail(enrolled.path, enrolled.error);
  else if (enrolled.kind === 'disc') {
    const record = discRecordOf(enrolled);
    console.stored++;
    console.result(record, enrolledDiscText(record));
    if (enrolled.faults.length > 0) console.warn(enrolled.path, `${enrolled.path} could be read only in part: ${enrolled.faults[0]}`);
  } else {
    const { reference, wasThere, feature, upgraded, conflicts, notCarried } = enrolled;
    const record = {
      ...(await referenceRecordOf(library, reference)),
      ...(wasThere && { alreadyEnrolled: true }),
      ...(upgraded && { upgraded: [...upgraded] }),
      ...(conflicts && { conflicts: [...conflicts] }),
      ...(notCarried && { notCarried: notCarried.map(({ exclusionId, spans }) => ({ exclusionId, spans: [...spans] })) }),
    };
    if (!wasThere || feature !== undefined || upgraded !== undefined) console.stored++;
    console.result(record, referenceText(record, console));
    // A file that was enrolled before was not read now. Its damage was reported then.
    if (reference.damage && (!wasThere || feature !== undefined)) console.damaged(enrolled.path, reference.damage);
  }
}

function discRecordOf({ disc, title, leftOut, clipsDecoded, clipsKnown }: EnrolledDisc): EnrolledDiscRecord {
  const { stamp: _, path = '', ids, features, ...facts } = disc;
  return {
    type: 'enrolled-disc',
    ...facts,
    path,
    title,
    ids: [...ids],
    features: [...features],
    leftOut: [...leftOut],
    clipsDecoded,
    clipsKnown,
  };
}
