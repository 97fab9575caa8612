import { z } from 'zod';

/** The validator that describes the bench's output. This file is its only adapter. */
export { z };
