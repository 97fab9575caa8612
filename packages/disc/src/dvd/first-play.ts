import type { ListedChain } from './chain-table.ts';
import type { DvdJump } from './commands.ts';
import type { Manager } from './manager.ts';
import type { TitleSet } from './title-set.ts';

/**
 * Finds the titles that commands reach from the disc's first-play chain without a choice by the viewer. Conditions are ignored, so there
 * may be several. Each chain is visited once, so that cycles end.
 * @returns Title numbers, in the order of their discovery.
 */
export function firstPlayTitles(manager: Manager, sets: readonly TitleSet[]): number[] {
  const titles = new Set<number>();
  const seen = new Set<ListedChain>();
  const queue: { readonly jump: DvdJump; readonly set: number }[] = (manager.firstPlay?.jumps ?? []).map((jump) => ({ jump, set: 0 }));
  for (const { jump, set } of queue) {
    if (jump.to === 'title') titles.add(jump.title);
    if (jump.to === 'set-title') {
      const title = manager.titles.find((candidate) => candidate.set === set && candidate.numberInSet === jump.title);
      if (title) titles.add(title.number);
    }
    const [chain, owner] = chainOf(jump, set, manager, sets);
    if (chain === undefined || seen.has(chain)) continue;
    seen.add(chain);
    queue.push(...chain.chain.jumps.map((next) => ({ jump: next, set: owner })));
  }
  return [...titles];
}

function chainOf(jump: DvdJump, set: number, manager: Manager, sets: readonly TitleSet[]): [ListedChain | undefined, number] {
  const menusOf = (number: number) => (number === 0 ? manager.menus : (sets.find((candidate) => candidate.number === number)?.menus ?? []));
  if (jump.to === 'manager-chain') return [manager.menus.find(({ number }) => number === jump.chain), 0];
  if (jump.to === 'manager-menu') return [manager.menus.find(({ isEntry, owner }) => isEntry && (owner & 15) === jump.menu), 0];
  if (jump.to === 'set-menu') return [menusOf(jump.set).find(({ isEntry, owner }) => isEntry && (owner & 15) === jump.menu), jump.set];
  if (jump.to === 'chain') return [menusOf(set).find(({ number }) => number === jump.chain), set];
  return [undefined, set];
}
