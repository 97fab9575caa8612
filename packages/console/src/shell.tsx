import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isConnected } from './connection.ts';
import type { PageProps } from './page-props.ts';
import { SignIn } from './pages/sign-in.tsx';
import { NAVIGATION, PAGES } from './pages.ts';
import { Icon } from './parts/icon.tsx';
import { Empty, inWords, PageHead } from './parts/states.tsx';
import { type Path, pageAt } from './paths.ts';
import { place } from './router.ts';
import { answerOf, client, isGuest, may, refreshWho, session } from './service.ts';
import { leaveSharedKey } from './shared-key.ts';
import { useStore } from './store.ts';
import { THEMES, type Theme, theme } from './theme.ts';
import { currentLanguage, keepLanguage, LANGUAGES, loadWords, say } from './words.ts';

/** The whole console: who asks, where one is, and the page that is shown there. */
export function Shell() {
  const who = useStore(session);
  const { path } = useStore(place);
  const [, setLanguage] = useState(currentLanguage());
  const takeLanguage = async (code: string) => {
    keepLanguage(code);
    await loadWords(code);
    setLanguage(code);
  };
  if (who.state === 'unknown') return <Lost />;
  if (who.state === 'out')
    return (
      <>
        <Lost />
        <SignIn why={who.why} problem={who.problem} />
      </>
    );
  const found = pageAt(path);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {say('skip')}
      </a>
      <Side current={found?.path} onLanguage={takeLanguage} />
      <div>
        <Lost />
        <main class="main" id="main">
          {found === undefined ? <NoPage /> : <Shown key={found.path} path={found.path} params={found.params} />}
        </main>
      </div>
    </div>
  );
}

/** The page at an address, once its code is there. */
function Shown({ path, params }: { readonly path: Path } & PageProps) {
  const [Page, setPage] = useState<ComponentType<PageProps> | undefined>();
  const [error, setError] = useState<Error | undefined>();
  const isBack = useStore(isConnected);
  // The code is asked for again once the service answers.
  useEffect(() => {
    PAGES[path].load().then(
      (module) => {
        setPage(() => module.default);
        setError(undefined);
      },
      (failure: Error) => setError(failure),
    );
  }, [path, isBack]);
  useEffect(() => scrollTo(0, 0), []);
  if (!may(PAGES[path].needs))
    return (
      <div class="page">
        <PageHead title={say('forbidden.title')} lead={say('forbidden.text')} />
      </div>
    );
  if (Page !== undefined) return <Page params={params} />;
  return (
    <div class="page" role="status">
      <p class="unseen">{error === undefined ? say('loading') : inWords(error)}</p>
    </div>
  );
}

function NoPage() {
  return (
    <div class="page">
      <PageHead title={say('nopage.title')} />
      <Empty title={say('nopage.title')} text={say('nopage.text')}>
        <a class="button" href="/">
          {say('nav.today')}
        </a>
      </Empty>
    </div>
  );
}

/** Says that the service does not answer, for as long as it does not. */
function Lost() {
  const isThere = useStore(isConnected);
  return <div role="status">{!isThere && <p class="banner">{say('lost')}</p>}</div>;
}

function Side({ current, onLanguage }: { readonly current: Path | undefined; readonly onLanguage: (code: string) => void }) {
  const now = useStore(session);
  const chosen = useStore(theme);
  const { path } = useStore(place);
  const [isOpen, setOpen] = useState(false);
  // A page that was chosen closes the menu.
  useEffect(() => setOpen(false), [path]);
  if (now.state !== 'in') return null;
  const { who } = now;
  const part = (each: string) => each.split('/')[1] ?? '';
  return (
    <div class="side">
      <header class="side-top">
        <a class="brand" href={isGuest() ? '/case' : '/'}>
          <img src="/mark.svg" alt="" />
          Streetdate
        </a>
        <button type="button" class="button little menu" aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>
          <Icon name="menu" />
          {say('menu')}
        </button>
      </header>
      <div id="menu" class={isOpen ? 'side-rest open' : 'side-rest'}>
        <nav aria-label={say('nav.label')}>
          <ul>
            {NAVIGATION.filter(({ path: to }) => may(PAGES[to].needs) && !(isGuest() && to === '/settings')).map(
              ({ path: to, icon, word }) => (
                <li key={to}>
                  <a href={to} aria-current={current !== undefined && part(current) === part(to) ? 'page' : undefined}>
                    <Icon name={icon} />
                    {say(word)}
                  </a>
                </li>
              ),
            )}
          </ul>
        </nav>
        <footer class="who">
          <p>
            <strong>{who.kind === 'local' ? say('who.local') : who.name}</strong>
            {[who.organisation.name, ...(isGuest() ? [] : [say(`role.${who.role}`)])].filter((each) => each !== '').join(' · ')}
          </p>
          {who.kind === 'local' && <p>{say('who.local.text')}</p>}
          {isGuest() && <p>{say('share.seen')}</p>}
          <div class="choices">
            <label>
              {say('theme')}
              <select value={chosen} onChange={({ currentTarget }) => theme.set(currentTarget.value as Theme)}>
                {THEMES.map((each) => (
                  <option key={each} value={each}>
                    {say(`theme.${each}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {say('language')}
              <select value={currentLanguage()} onChange={({ currentTarget }) => onLanguage(currentTarget.value)}>
                {LANGUAGES.map((each) => (
                  <option key={each} value={each} lang={each}>
                    {new Intl.DisplayNames([each], { type: 'language' }).of(each)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <p class="row">
            <a href="/docs">{say('api')}</a>
            {isGuest() && (
              <button type="button" class="button little" onClick={leave}>
                {say('share.leave')}
              </button>
            )}
            {who.kind === 'account' && (
              <button type="button" class="button little" onClick={signOut}>
                {say('signout')}
              </button>
            )}
          </p>
        </footer>
      </div>
    </div>
  );
}

async function leave(): Promise<void> {
  leaveSharedKey();
  session.set({ state: 'unknown' });
  await refreshWho();
}

async function signOut(): Promise<void> {
  await answerOf(client.api.DELETE('/v1/sessions/current')).catch(() => {});
  session.set({ state: 'unknown' });
  await refreshWho();
}
