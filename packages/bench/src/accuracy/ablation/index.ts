export { type AblationOptions, runAblation } from './ablation.ts';
export { ablationMarkdown } from './markdown.ts';
