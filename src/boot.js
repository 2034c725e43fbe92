// Starts MedTrail: keeps dropped files until the program is there, loads the program, and then takes away
// the page's right to load anything more. Runs once, before the page's first paint. The same script starts the
// hosted page, whose parts are files beside it, and the one file, which holds them itself.
'use strict';
(() => {
  const POLICY_AFTER_START =
    "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'; img-src data:; " +
    "base-uri 'none'; form-action 'none'";

  // So many dropped things are each asked what they are.
  const MANY_ITEMS = 64;

  // What logs and what stands beside them are called.
  const FILE_NAME = /\.(gz|json|jsonl|ndjson|csv|zip|tar|tgz|log|txt|metadata)$/i;

  // Ends every worker's script. The first message is the compiled program; the program then takes over.
  // A failed promise would be seen by nobody outside the worker; thrown again it reaches the page's `onerror`.
  const WORKER_START = `
self.addEventListener('unhandledrejection', (event) => { event.preventDefault(); throw event.reason; });
self.onmessage = (event) => { wasm_bindgen.initSync({ module: event.data }); };
`;

  // What the program finds here: the script its workers are made of, the drops that came before it was
  // there (each an array of files and of folders: an entry and perhaps the promise of a handle), a place for its
  // function that is called after every further drop, and what the page can see of its own requests and of those
  // that the policy refused since it was locked.
  const boot = { workerUrl: '', drops: [], notify: null, numRequests: 0, numRefusals: 0 };
  globalThis.medtrailBoot = boot;

  // The one file names no parts.
  const { glue, wasm } = document.querySelector('meta[name="medtrail-parts"]').dataset;
  const glueUrl = glue && new URL(glue, document.baseURI).href;

  const documentReady = new Promise((resolve) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', resolve);
    else resolve();
  });

  async function say(sentence) {
    await documentReady;
    // Once the program draws, its own words stand there and it speaks for itself.
    const note = document.getElementById('start-note');
    if (note) note.textContent = sentence;
  }

  // From here on a string can become a script's address only if it is one of the two we know, and can
  // never become markup or code: the policy has no other function, and there can be no second one.
  function allowOnlyOurScripts() {
    globalThis.trustedTypes?.createPolicy('default', {
      createScriptURL(url) {
        const full = new URL(url, document.baseURI).href;
        return full === glueUrl || (boot.workerUrl !== '' && full === boot.workerUrl) ? url : null;
      },
    });
  }

  // The handles must be taken while the event runs; afterwards the browser has emptied the list.
  // To be told what an item is, or of which type, the page waits for the browser, and thousands may be dropped: of many,
  // what is called like a file is taken for one. A folder of such a name is then found unreadable, and listed as that.
  function rootsOf(items) {
    const files = Array.from(items).filter((item) => item.kind === 'file');
    const isMany = files.length > MANY_ITEMS;
    return files.map((item) => {
      const file = item.getAsFile();
      const entry = isMany && FILE_NAME.test(file?.name ?? '') ? null : item.webkitGetAsEntry?.();
      // Some browsers list a folder quicker by its handle, some more wholly by its entry: both are kept.
      if (entry?.isDirectory) return { entry, handle: item.getAsFileSystemHandle?.() };
      return file;
    }).filter((root) => root !== null);
  }

  function listenForDrops() {
    const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
    // Every element on the way is entered before the last one is left: only when the element entered last
    // is left has the pointer gone from the window.
    let enteredLast = null;
    const end = () => {
      enteredLast = null;
      delete document.documentElement.dataset.dragging;
    };
    addEventListener('dragenter', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      enteredLast = event.target;
      document.documentElement.dataset.dragging = '';
    });
    addEventListener('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    });
    addEventListener('dragleave', (event) => {
      if (event.target === enteredLast) end();
    });
    addEventListener('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      end();
      const roots = rootsOf(event.dataTransfer.items);
      if (roots.length === 0) return;
      boot.drops.push(roots);
      boot.notify?.();
    });
  }

  // Pasted text is read like a dropped file, so that a record copied from a console or a chat opens too. What is
  // pasted into a text box belongs to the box.
  function listenForPastes() {
    let numPasted = 0;
    addEventListener('paste', (event) => {
      if (event.target.closest?.('input, textarea, [contenteditable]')) return;
      const roots = rootsOf(event.clipboardData.items);
      const text = event.clipboardData.getData('text/plain');
      if (roots.length === 0 && text.trim() !== '') {
        numPasted += 1;
        roots.push(new File([text], `Pasted text ${numPasted}.txt`, { type: 'text/plain' }));
      }
      if (roots.length === 0) return;
      event.preventDefault();
      boot.drops.push(roots);
      boot.notify?.();
    });
  }

  // Over a frame something could be laid that leads a hand with files. What is dropped here is let fall: left alone,
  // the browser would show the file in the frame's place.
  function refuseDrops() {
    for (const name of ['dragover', 'drop']) {
      addEventListener(name, (event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'none';
      });
    }
  }

  async function load(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response;
  }

  // Some hosts do not know the type of wasm files, and compiling while loading insists on it.
  async function compile(response) {
    const type = response.headers.get('content-type')?.trim().toLowerCase();
    if (type === 'application/wasm' && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
    return WebAssembly.compile(await response.arrayBuffer());
  }

  function runGlue() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${glue}: could not be loaded`));
      script.src = glueUrl;
      document.head.append(script);
    });
  }

  async function partsBesideThePage() {
    const [module, glueText] = await Promise.all([
      load(wasm).then(compile),
      load(glue).then((response) => response.text()),
      runGlue(),
      documentReady,
    ]);
    return { module, glueText };
  }

  async function partsInThePage() {
    await documentReady;
    const held = document.getElementById('medtrail-wasm');
    const packed = Uint8Array.from(atob(held.textContent), (character) => character.charCodeAt(0));
    // A megabyte of text that nobody asks for again.
    held.remove();
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    const module = await WebAssembly.compile(await new Response(stream).arrayBuffer());
    return { module, glueText: document.getElementById('medtrail-glue').textContent };
  }

  // Policies add up: this one can only forbid more. Workers made from now on inherit both.
  function lock() {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = POLICY_AFTER_START;
    document.head.append(meta);
  }

  // From here on any request is one too many. The browser tells a page of most of its own, of none of its workers'.
  function watchTraffic() {
    const start = performance.now();
    const isRequest = (entry) => entry.startTime > start && !/^(blob|data):/.test(entry.name);
    const count = (list) => { boot.numRequests += list.getEntries().filter(isRequest).length; };
    new PerformanceObserver(count).observe({ type: 'resource' });
    addEventListener('securitypolicyviolation', () => { boot.numRefusals += 1; });
  }

  async function start() {
    const { module, glueText } = await (glue ? partsBesideThePage() : partsInThePage());
    boot.workerUrl = URL.createObjectURL(new Blob([glueText, WORKER_START], { type: 'text/javascript' }));
    lock();
    watchTraffic();
    await wasm_bindgen({ module_or_path: module });
  }

  function sentenceFor(error) {
    if (typeof WebAssembly !== 'object') {
      return 'MedTrail cannot start: this browser does not run WebAssembly, or it is switched off. A current Firefox, Chrome, Edge or Safari does.';
    }
    if (error instanceof WebAssembly.CompileError) {
      return 'MedTrail cannot start: this browser refused its program. An older browser, or a setting that forbids WebAssembly, can be the reason.';
    }
    return `MedTrail could not start. Reload the page to try again. (${error?.message ?? error})`;
  }

  allowOnlyOurScripts();
  if (self !== top) {
    refuseDrops();
    say('MedTrail does not run inside another page. Open it in a tab of its own.');
    return;
  }
  listenForDrops();
  listenForPastes();
  start().catch((error) => say(sentenceFor(error)));
})();
