import { createHash } from 'node:crypto';
import { DESIGN_TOKENS } from '@streetdate/evidence/internal';
import type { Routes } from '../fastify.ts';
import { wayBack } from '../way-back.ts';

/** A page with one form. */
interface FormPage {
  readonly path: string;
  readonly title: string;
  readonly button: string;
  /** Names of the fields that it asks for. */
  readonly asks: readonly (keyof typeof FIELDS)[];
  /** Where it sends them. A link's token comes from after the #. */
  readonly sendTo: string;
  /** Where it leads afterwards, and at once: there is nothing to fill in. @defaultValue it says who is signed in */
  readonly leadsTo?: string;
}

const FIELDS = {
  organisation:
    '<label>Organisation <input name="organisation" autocomplete="organization" placeholder="leave empty for the first one"></label>',
  email: '<label>E-mail address <input name="email" type="email" required autocomplete="username"></label>',
  name: '<label>Name <input name="name" autocomplete="name" placeholder="as the audit log shows it"></label>',
  password: '<label>Password <input name="password" type="password" required autocomplete="current-password"></label>',
  newPassword:
    '<label>New password <input name="password" type="password" required minlength="12" autocomplete="new-password"> <small>at least 12 characters; a few words are best</small></label>',
} as const;

const PAGES: readonly FormPage[] = [
  { path: '/sign-in', title: 'Sign in', button: 'Sign in', asks: ['organisation', 'email', 'password'], sendTo: '/v1/sessions' },
  {
    path: '/set-up',
    title: 'Make the first account',
    button: 'Make the account',
    asks: ['email', 'name', 'newPassword'],
    sendTo: '/v1/set-up',
  },
  { path: '/new-password', title: 'Choose a password', button: 'Set the password', asks: ['newPassword'], sendTo: '/v1/set-up' },
  { path: '/local', title: 'Open Streetdate', button: 'Open the console', asks: [], sendTo: '/v1/local-session', leadsTo: '/' },
];

const STYLE = `${DESIGN_TOKENS}body{font:1rem/1.5 var(--sans);max-width:26rem;margin:10vh auto;padding:0 var(--space-4);color:var(--ink);background:var(--ground)}
label{display:block;margin:var(--space-4) 0}small{color:var(--ink-soft)}
input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:var(--space-2);border:1px solid var(--edge);border-radius:var(--round-small);color:inherit;background:var(--raised)}
button{font:inherit;padding:var(--space-2) var(--space-4);border:0;border-radius:var(--round-small);background:var(--accent);color:var(--on-accent)}output{display:block;margin:var(--space-4) 0}
a{color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

/** Sends the form as JSON. It puts texts into the page as text only. */
const SCRIPT = `const form=document.forms[0],out=document.querySelector('output');
form.onsubmit=async(event)=>{event.preventDefault();out.textContent='…';
const body=Object.fromEntries([...new FormData(form)].filter(([,value])=>value!==''));
if(location.hash)body.token=location.hash.slice(1);
const answer=await fetch(form.dataset.to,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(body)});
const said=await answer.json().catch(()=>({}));
if(!answer.ok){out.textContent=said.detail||said.title||'That did not work.';return}
if(form.dataset.back){location.replace(form.dataset.back);return}
history.replaceState(null,'',location.pathname);form.hidden=true;
out.textContent='You are signed in as '+said.account.name+' ('+said.account.role+'). ';
const link=document.createElement('a');link.href='/';link.textContent='Open the console';out.append(link);link.focus()};
if(form.dataset.now)form.requestSubmit()`;

const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICY = `default-src 'none'; script-src ${digest(SCRIPT)}; style-src ${digest(STYLE)}; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`;

/** Pages where people set a password or sign in. A link's token stays in the browser until it is sent. */
export const signInPages: Routes = (server, { identityProvider }) => {
  for (const page of PAGES) {
    server.get(page.path, { config: { action: 'public' }, schema: { hide: true } }, (request, reply) => {
      const back = page.leadsTo ?? wayBack((request.query as { readonly to?: unknown }).to);
      reply.headers({
        'content-security-policy': POLICY,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      return reply.type('text/html; charset=utf-8').send(write(page, back, identityProvider !== undefined && page.path === '/sign-in'));
    });
  }
};

function write({ title, button, asks, sendTo, leadsTo }: FormPage, back: string | undefined, hasProvider: boolean): string {
  const query = back === undefined ? '' : `?to=${encodeURIComponent(back)}`;
  const elsewhere = hasProvider ? `<p><a href="/v1/identity${query}">Sign in with the identity provider</a></p>` : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} – Streetdate</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><form data-to="${sendTo}"${back === undefined ? '' : ` data-back="${escapeAttribute(back)}"`}${leadsTo === undefined ? '' : ' data-now="yes"'}>${asks.map((name) => FIELDS[name]).join('')}<button>${button}</button></form>${elsewhere}<output role="status"></output></main><script>${SCRIPT}</script></body></html>`;
}

function escapeAttribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
