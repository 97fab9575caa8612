import { render } from 'preact';
import { ConnectionLost, connected } from './connection.ts';
import { PAGES } from './pages.ts';
import { pageAt } from './paths.ts';
import { followLinks } from './router.ts';
import { refreshWho } from './service.ts';
import { takeSharedKey } from './shared-key.ts';
import { Shell } from './shell.tsx';
import { showTheme } from './theme.ts';
import { loadWords } from './words.ts';

showTheme();
takeSharedKey();
followLinks();
// The page's code comes while the service says who asks.
const first = pageAt(location.pathname);
if (first !== undefined) void PAGES[first.path].load().catch(() => {});
await loadWords().catch(() => {});
render(<Shell />, document.getElementById('console')!);
for (let isKnown = false; !isKnown; ) {
  try {
    await refreshWho();
    isKnown = true;
  } catch (error) {
    if (!(error instanceof ConnectionLost)) await new Promise((done) => setTimeout(done, 2000));
    await connected();
  }
}
