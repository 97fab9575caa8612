/** What verdicts say beside their sentences, for other languages. Those of older versions say it in sentences alone. */
const BESIDE_SENTENCES: ReadonlySet<string> = new Set(['fact', 'sign', 'only']);

/** A verdict, or a record of verdicts, as JSON keeps it, without what stands beside its sentences: comparable to one of an older version. */
export function withoutFacts(verdict: object): unknown {
  return JSON.parse(JSON.stringify(verdict, (name, value) => (BESIDE_SENTENCES.has(name) ? undefined : value)));
}
