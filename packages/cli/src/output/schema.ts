import { z } from 'zod';

/** The validator that describes what the command prints. This file is its only adapter. */
export { z };
