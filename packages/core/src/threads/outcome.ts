import { StreetdateError, type StreetdateErrorCode } from '../errors.ts';

/**
 * The result of an order. Messages between threads keep only the classes of built-in errors, so the fields of a `StreetdateError` are sent
 * one by one.
 */
export type Outcome<Result> =
  | {
      /** The result. */
      readonly result: Result;
    }
  | {
      /** The fields of the `StreetdateError` that it threw, without its cause. */
      readonly fault: { readonly code: StreetdateErrorCode; readonly message: string; readonly path: string | undefined };
    }
  | {
      /** Any other error that it threw. */
      readonly error: unknown;
    };

/** Does the work of an order. Its errors become outcomes, so any other failure is the thread's. */
export async function outcomeOf<Result>(work: () => Result | Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    if (!(error instanceof StreetdateError)) return { error };
    const { code, message, path } = error;
    return { fault: { code, message, path } };
  }
}

/** Returns the result on the thread that gave the order. @throws What the work threw. */
export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('result' in outcome) return outcome.result;
  if ('error' in outcome) throw outcome.error;
  const { code, message, path } = outcome.fault;
  throw new StreetdateError(code, message, path === undefined ? {} : { path });
}
