export { type AblationOptions, ablations, runAblation } from './ablation.ts';
export { ablationMarkdown } from './markdown.ts';
