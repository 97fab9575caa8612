/** The one door to zod, which describes requests and answers. */
export { z } from 'zod';
