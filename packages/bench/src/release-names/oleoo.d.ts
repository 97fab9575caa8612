/** The part of oleoo that is compared; the package has no types. */
declare module 'oleoo' {
  interface Release {
    readonly title?: string | null;
    readonly year?: string | null;
    readonly season?: number | null;
    readonly episodes?: readonly number[];
    readonly source?: string | null;
    readonly resolution?: string | null;
    readonly encoding?: string | null;
    readonly languages?: readonly string[] | null;
    readonly flags?: readonly string[] | null;
    readonly group?: string | null;
  }
  const oleoo: { parse(name: string): Release };
  export default oleoo;
}
