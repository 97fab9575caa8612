import { checkFunction, checkObject } from '@streetdate/core/internal';
import { type Library, VERSION } from '@streetdate/engine';
import type { ClockError, ClockOptions } from './clock-errors.ts';
import { type CaseReport, clocksIn, reportOfCase } from './report-of-case.ts';

/** Options for {@link makeCaseReport}. */
export interface CaseReportOptions extends ClockOptions {
  /** The current time. @defaultValue the system's clock */
  readonly now?: (() => Date) | undefined;
  /** Stops the work. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tells from all servers of a case together: which title was where, in what order, how long before its windows; what servers share; and what
 * is not known. Only the catalogue is read.
 * @throws RangeError if a right clock is no server of the case. The signal's reason.
 */
export async function makeCaseReport(library: Library, options: CaseReportOptions = {}): Promise<CaseReport> {
  checkObject('library', library);
  checkObject('library.catalogue', library.catalogue);
  checkFunction('library.catalogue.servers', library.catalogue.servers);
  checkObject('options', options);
  const { now = () => new Date(), rightClocks = [], signal } = options;
  return reportOfCase(library.catalogue, { generatedAt: now().toISOString(), version: VERSION, rightClocks, signal });
}

/**
 * The clock errors of a case's servers.
 * @throws RangeError if a right clock is no server of the case.
 */
export async function clocksOf(
  { catalogue }: Library,
  { rightClocks = [], signal }: ClockOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Map<string, ClockError>> {
  return clocksIn(catalogue, rightClocks, signal);
}
