// Portable code is compiled without the types of any platform.
declare const atob: (base64: string) => string;

/** The bytes of a Base64 text. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
