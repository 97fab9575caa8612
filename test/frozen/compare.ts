/** One number, text or list that is not as it was. */
export interface Change {
  /** Where it is, such as `mirrored/default/0/score`. */
  readonly place: string;
  /** What was written down; undefined where it is new. */
  readonly was: unknown;
  /** What it is now; undefined where it is gone. */
  readonly is: unknown;
}

/** Options for {@link changesOf}. */
export interface CompareOptions {
  /** Share by which two numbers may differ. @defaultValue 0, equal to the last digit */
  readonly tolerance?: number;
}

/** Every place in which two JSON values differ, in order. Lists are compared place by place. */
export function changesOf(was: unknown, is: unknown, options: CompareOptions = {}, place = ''): Change[] {
  const { tolerance = 0 } = options;
  if (typeof was === 'number' && typeof is === 'number') {
    return Math.abs(was - is) <= tolerance * Math.max(Math.abs(was), Math.abs(is)) ? [] : [{ place, was, is }];
  }
  if (!isTree(was) || !isTree(is)) return was === is ? [] : [{ place, was, is }];
  const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...keys].flatMap((key) => changesOf(was[key], is[key], options, place === '' ? key : `${place}/${key}`));
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
