import { uuidv7 } from 'uuidv7';

/** A new id: UUIDv7 (RFC 9562). Later ids sort after earlier ones, so that an id is also a place in a list. */
export function newId(): string {
  return uuidv7();
}
