import type { ContentCredentials } from '@streetdate/evidence';

/** What a manifest claims, for people: a line for each claim. */
export function manifestLines({ generator, signer, issuer, actions, ingredients, softBindings }: ContentCredentials): string[] {
  return [
    ...(generator === '' ? [] : [`made by ${generator}`]),
    ...(signer === undefined ? [] : [`signed by ${signer}, certified by ${issuer}; whether to trust them is not asked`]),
    ...(actions.length === 0 ? [] : [`actions: ${actions.join(', ')}`]),
    ...ingredients.map(({ title, relationship }) => `made of: ${title}${relationship === undefined ? '' : ` (${relationship})`}`),
    ...softBindings.map(({ algorithm, values }) => `bound to the content by ${algorithm}: ${values.join(', ')}`),
  ];
}

/** A manifest that was kept for a master, for people who look at a copy of it. */
export function recoveredLines(referenceId: string, title: string, manifest: ContentCredentials): string[] {
  const { isIntact, faults, hardBinding } = manifest;
  return [
    `recovered through the match: the manifest of ${referenceId} (${title})`,
    ...(isIntact ? [] : [`  it does not hold: ${faults.join(', ')}`]),
    ...manifestLines(manifest).map((line) => `  ${line}`),
    ...(hardBinding === undefined ? [] : [`  hard binding: ${hardBinding}, to the bytes of the master; it cannot hold for a copy`]),
  ];
}
