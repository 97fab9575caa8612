import { type BundleReport, FINDING_HEADINGS, parseCheckpoint, type VerifyOptions, verifyBundle } from '@streetdate/evidence/portable';

const form = document.querySelector('form')!;
const result = document.querySelector<HTMLElement>('#result')!;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void showVerification();
});

async function showVerification(): Promise<void> {
  const [bundle] = filesOf('bundle');
  if (bundle === undefined) return;
  show('working', 'The bundle is being verified …');
  // The browser draws the line above before the page computes for some seconds.
  await new Promise((resolve) => setTimeout(resolve, 50));
  try {
    const report = await verifyBundle(new Uint8Array(await bundle.arrayBuffer()), await readTrust());
    showReport(report);
  } catch (error) {
    show('fails', error instanceof Error ? `${error.message}.` : String(error));
  }
}

/** What the reader trusts. Files that are none of what they were picked as are named. */
async function readTrust(): Promise<VerifyOptions> {
  const texts = (id: string) => Promise.all(filesOf(id).map(async (file) => ({ name: file.name, text: await file.text() })));
  const pem = async (id: string, label: RegExp, what: string) => {
    const read = await texts(id);
    const other = read.find(({ text }) => !label.test(text));
    if (other !== undefined) throw new TypeError(`${other.name} is no ${what} in PEM`);
    return read.map(({ text }) => text);
  };
  const checkpoints = (await texts('checkpoints')).map(({ name, text }) => {
    const checkpoint = parseCheckpoint(text);
    if ('reason' in checkpoint) throw new TypeError(`${name} is no checkpoint of a ledger: ${checkpoint.reason}`);
    return checkpoint;
  });
  return {
    keys: await pem('keys', /BEGIN PUBLIC KEY/, 'public key'),
    roots: await pem('roots', /BEGIN CERTIFICATE/, 'certificate'),
    stampRoots: await pem('stamp-roots', /BEGIN CERTIFICATE/, 'certificate'),
    checkpoints,
  };
}

function showReport({ holds, findings }: BundleReport): void {
  const hasFault = findings.some(({ kind }) => kind === 'fails');
  if (holds) show('holds', 'The bundle holds.');
  else show('fails', hasFault ? 'The bundle does not hold.' : 'No trusted key signed the bundle.');
  for (const [kind, heading] of FINDING_HEADINGS) {
    const sentences = findings.filter((finding) => finding.kind === kind);
    if (sentences.length === 0) continue;
    const list = document.createElement('ul');
    list.className = kind;
    list.append(...sentences.map(({ sentence }) => element('li', sentence)));
    result.append(element('h3', heading), list);
  }
}

function show(state: string, text: string): void {
  result.dataset.state = state;
  result.replaceChildren(element('h2', text));
}

/** An element with a text. Nothing of a bundle is ever read as HTML. */
function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function filesOf(id: string): File[] {
  return Array.from(document.querySelector<HTMLInputElement>(`#${id}`)?.files ?? []);
}
