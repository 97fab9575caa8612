/** Copies as a list of deliveries, in CSV: a copy or a combination is a variant of its own. */
export function deliveriesCsv(
  title: string,
  rows: readonly { readonly variant: string; readonly recipient: string; readonly sentAt: string }[],
): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map(({ variant, recipient, sentAt }) => [title, variant, recipient, sentAt].map(cell).join());
  return ['title,variant,recipient,sent', ...lines, ''].join('\n');
}
