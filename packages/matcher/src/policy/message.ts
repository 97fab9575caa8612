/** One message, or one for each form of a number that the language has. `{name}` stands for a value. */
export type Message = string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });

/** Every message that another language has. */
export type Same<T> = Readonly<Record<keyof T, Message>>;

/**
 * Puts values into a message. `count` chooses its form; numbers are written as the language writes them.
 * @param locale - A language tag (BCP 47), such as `en` or `de-CH`.
 */
export function fill(message: Message, values: Readonly<Record<string, string | number>>, locale: string): string {
  const form = typeof message === 'string' ? message : formOf(message, Number(values.count), locale);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}

function formOf(message: Exclude<Message, string>, count: number, locale: string): string {
  return message[new Intl.PluralRules(locale).select(count)] ?? message.other;
}
