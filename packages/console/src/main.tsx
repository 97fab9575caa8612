import { render } from 'preact';
import { ConnectionLost, connected } from './connection.ts';
import { followLinks } from './router.ts';
import { refreshWho } from './service.ts';
import { takeSharedKey } from './shared-key.ts';
import { Shell } from './shell.tsx';
import { showTheme } from './theme.ts';
import { loadWords } from './words.ts';

showTheme();
takeSharedKey();
followLinks();
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
