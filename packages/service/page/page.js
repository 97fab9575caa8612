// Sends a file in, follows it by server-sent events, and shows its verdict. No framework, and nothing from elsewhere.

const part = (id) => document.getElementById(id);
const form = part('form');
const input = part('file');
const drop = part('drop');

const KINDS = {
  'pre-release-leak': 'Leak before its release',
  'needs-review': 'A person has to look at it',
  'released-copy': 'Copy of a released film',
  'no-match': 'Nothing enrolled is in it',
};

for (const name of ['dragenter', 'dragover']) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
for (const name of ['dragleave', 'drop']) drop.addEventListener(name, () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const [file] = input.files;
  if (file === undefined) return;
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    await getVerdict(file);
  } catch (error) {
    show({ state: 'failed', error: { message: error.message } });
  } finally {
    button.disabled = false;
  }
});

/** Sends a file and follows it to its end. */
async function getVerdict(file) {
  part('result').hidden = false;
  part('verdict').hidden = true;
  part('link').hidden = true;
  part('name').textContent = file.name;
  tell('Sending …', 0);
  const query = new URLSearchParams({ name: file.name });
  const { seen, territory, address } = form.elements;
  if (seen.value !== '') query.set('seenAt', new Date(seen.value).toISOString());
  if (territory.value !== '') query.set('territory', territory.value.toUpperCase());
  if (address.value !== '') query.set('link', address.value);
  const upload = await send(file, `v1/uploads?${query}`, await csrfToken());
  part('link').href = `v1/uploads/${upload.id}`;
  part('link').hidden = false;
  show(await follow(upload));
}

/** What each change in a session carries; undefined without a session. */
async function csrfToken() {
  const answer = await fetch('v1/me');
  if (answer.status === 401) {
    // It leads back to this page.
    location.href = `sign-in?to=${encodeURIComponent(location.pathname + location.search)}`;
    throw new Error('Sign in first.');
  }
  return (await answer.json()).csrfToken;
}

/** Sends bytes and tells how many are gone. A request of `fetch` would not tell. */
function send(file, address, token) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    if (token !== undefined) request.setRequestHeader('x-csrf-token', token);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => tell('Sending …', total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error('The service does not answer.'));
    request.onload = () => {
      if (request.status < 400) resolve(request.response);
      else reject(new Error(request.response?.detail ?? request.response?.title ?? `The service answers ${request.status}.`));
    };
    request.send(file);
  });
}

/** Follows an upload until it has ended. */
function follow(upload) {
  return new Promise((resolve) => {
    const events = new EventSource(`v1/uploads/${upload.id}/events`);
    tell('Waiting for its turn …');
    events.addEventListener('progress', ({ data }) => {
      const { state, progress } = JSON.parse(data);
      if (state === 'working') tell('Looking for enrolled footage …', progress);
    });
    events.addEventListener('end', ({ data }) => {
      events.close();
      resolve(JSON.parse(data));
    });
  });
}

function tell(words, progress) {
  part('state').textContent = words;
  part('progress').hidden = false;
  if (progress === undefined) part('progress').removeAttribute('value');
  else part('progress').value = progress;
}

/** Shows what has become of an upload. */
function show({ state, error, verdict }) {
  const outcome = verdict?.outcome;
  const kind = outcome?.verdict.kind ?? state;
  part('state').textContent = '';
  part('progress').hidden = true;
  part('kind').dataset.kind = kind;
  part('kind').textContent = KINDS[kind] ?? (kind === 'cancelled' ? 'It was cancelled' : 'There is no verdict');
  part('summary').textContent = outcome?.verdict.summary ?? error?.message ?? '';
  const missing = missingInWords(outcome?.partial);
  part('missing').textContent = missing;
  part('missing').hidden = missing === '';
  part('matches').replaceChildren(...(outcome?.matches ?? []).map(entryOf));
  part('verdict').hidden = false;
}

/** What of the library was not searched; empty if everything was. */
function missingInWords(partial) {
  if (partial === undefined) return '';
  const references = partial.missing.reduce((sum, each) => sum + each.references, 0);
  const groups = partial.missing.map(({ group }) => group).join(', ');
  return `Not searched yet: ${references} of the references (${partial.missing.length === 1 ? 'group' : 'groups'} ${groups} of the index) could not be reached. The verdict is completed by itself, within a quarter of an hour once they are back.`;
}

function entryOf({ title, segments }) {
  const entry = document.createElement('li');
  const [first] = segments;
  const more = segments.length > 1 ? `, and ${segments.length - 1} more parts` : '';
  entry.textContent = `${title}: ${clock(first.queryStart)} to ${clock(first.queryEnd)} shows ${clock(first.referenceStart)} to ${clock(first.referenceEnd)}${more}`;
  return entry;
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
