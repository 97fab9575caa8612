import { checkFields, checkList, checkObject, checkRange, checkSignal, checkStorable } from '@streetdate/core/internal';
import type { TimeSpan } from '@streetdate/core/portable';
import type { ConflictDecision } from '../catalogue/stored.ts';
import type { DecideConflictsOptions } from './decide-conflicts.ts';
import type { ExcludeOptions } from './exclude.ts';

/** Checks intervals in seconds: at least one, each of which ends after it starts. @throws TypeError or RangeError that names the wrong one. */
export function checkIntervals(name: string, intervals: unknown): asserts intervals is readonly TimeSpan[] {
  checkList(name, intervals, (each, interval) => {
    checkObject(each, interval);
    const { start, end } = interval as TimeSpan;
    checkRange(`${each}.start`, start, 0, Number.MAX_SAFE_INTEGER);
    checkRange(`${each}.end`, end, 0, Number.MAX_SAFE_INTEGER);
    // Times are stored in milliseconds.
    if (Math.round(1000 * end) <= Math.round(1000 * start)) {
      throw new RangeError(`${each}.end must be after its start at ${start} s, got ${end}`);
    }
  });
  if (intervals.length === 0) throw new RangeError(`${name} must be one interval at least, got none`);
}

/** Checks options of an exclusion. */
export function checkExcludeOptions(options: ExcludeOptions): void {
  checkFields<ExcludeOptions>(options, { reason: checkStorable, referenceId: checkStorable, signal: checkSignal });
  checkStorable('reason', options.reason);
}

/** Checks options of a decision. */
export function checkDecideOptions(options: DecideConflictsOptions, decision: ConflictDecision): void {
  checkFields<DecideConflictsOptions>(options, { reason: checkStorable, owner: checkStorable });
  checkStorable('reason', options.reason);
  if (options.owner !== undefined && decision !== 'mine') throw new RangeError(`owner goes with the decision mine, got ${decision}`);
}
