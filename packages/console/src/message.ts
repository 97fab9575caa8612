/** One message, or one for each form of a number that the language has. `{name}` stands for a value. */
export type Message = string | (Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string });

/** Every message that another language has. */
export type Same<T> = Readonly<Record<keyof T, Message>>;
