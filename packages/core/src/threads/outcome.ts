import { StreetdateError, type StreetdateErrorCode } from '../errors.ts';

/** What came of an order. Messages between threads keep the class of the language's own errors alone, so that ours are told field by field. */
export type Outcome<Result> =
  | {
      /** What the work gave. */
      readonly result: Result;
    }
  | {
      /** The fields of the `StreetdateError` that it threw, but for its cause. */
      readonly fault: { readonly code: StreetdateErrorCode; readonly message: string; readonly path: string | undefined };
    }
  | {
      /** What else it threw. */
      readonly error: unknown;
    };

/** Does the work of an order. Whatever that throws is an outcome: what fails otherwise is the thread. */
export async function outcomeOf<Result>(work: () => Result | Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (!(error instanceof StreetdateError)) return { error };
    const { code, message, path } = error;
    return { fault: { code, message, path } };
  }
}

/** What came of an order, on the thread that gave it. @throws What the work threw. */
export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('result' in outcome) return outcome.result;
  if ('error' in outcome) throw outcome.error;
  const { code, message, path } = outcome.fault;
  throw new StreetdateError(code, message, path === undefined ? {} : { path });
}
