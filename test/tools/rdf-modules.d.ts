// What the tests use of three packages that come without types.

declare module 'n3' {
  interface Term {
    readonly termType: string;
    readonly value: string;
  }
  interface Quad {
    readonly subject: Term;
    readonly predicate: Term;
    readonly object: Term;
  }
  class Store implements Iterable<Quad> {
    constructor(quads?: Iterable<Quad>);
    addQuads(quads: readonly Quad[]): void;
    readonly size: number;
    [Symbol.iterator](): Iterator<Quad>;
  }
  class Parser {
    constructor(options?: { readonly format?: string });
    parse(text: string): Quad[];
  }
  const DataFactory: object;
}

declare module 'jsonld' {
  const jsonld: { toRDF(document: object, options: { readonly format: 'application/n-quads' }): Promise<string> };
  export default jsonld;
}

declare module 'rdf-validate-shacl' {
  interface Result {
    readonly severity: { readonly value: string } | null;
    readonly message: readonly { readonly value: string }[];
    readonly path: { readonly value: string } | null;
    readonly focusNode: { readonly value: string } | null;
  }
  export default class Validator {
    constructor(shapes: Iterable<unknown>, options?: object);
    validate(data: Iterable<unknown>): Promise<{ readonly conforms: boolean; readonly results: readonly Result[] }>;
  }
}
