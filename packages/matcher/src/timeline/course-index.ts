import type { Fingerprint } from '@streetdate/core/portable';
import { ReferenceFollower } from '../reference-index/reference-follower.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';

/** Remembers what is known of references at even steps of time. Those that nobody asks for are not read. */
export class CourseIndex<Course> {
  readonly #courses = new Map<string, Course>();
  readonly #follower = new ReferenceFollower();
  readonly #index: ReferenceIndex;
  readonly #read: (reference: Fingerprint | undefined) => Course;

  /**
   * @param index - Where the references are.
   * @param read - Reads the course of one; of none where the index has lost it.
   */
  constructor(index: ReferenceIndex, read: (reference: Fingerprint | undefined) => Course) {
    this.#index = index;
    this.#read = read;
  }

  /** The course of one reference, from its start on. */
  courseOf(referenceId: string): Course {
    this.#follower.follow(this.#index, { add: () => {}, remove: (id) => this.#courses.delete(id) });
    const known = this.#courses.get(referenceId);
    if (known !== undefined) return known;
    const course = this.#read(this.#index.get(referenceId));
    this.#courses.set(referenceId, course);
    return course;
  }
}

/** Makes the course indexes of one kind: one for each reference index, at the first call. */
export function courseIndexes<Course>(
  read: (reference: Fingerprint | undefined) => Course,
): (index: ReferenceIndex) => CourseIndex<Course> {
  const indexes = new WeakMap<ReferenceIndex, CourseIndex<Course>>();
  return (index) => {
    const known = indexes.get(index) ?? new CourseIndex(index, read);
    indexes.set(index, known);
    return known;
  };
}
