import { z } from 'zod';

/** The validator that describes the command's output. This file is its only adapter. */
export { z };
