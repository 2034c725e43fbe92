// What a good engineer would write without WebAssembly: lists what is dropped, and lets one worker a core read, inflate
// and parse it. `#floor` only reads the files and does nothing with them.
'use strict';

const NUM_WORKERS = navigator.hardwareConcurrency;
const IS_FLOOR = location.hash === '#floor';
// A worker that has files in hand while it is given more never waits for the page.
const FILES_AT_A_TIME = 16;
// Small files as one Blob are read in one stroke.
const COMPOSITE_FILES = 128;
const COMPOSITE_BYTES = 4 << 20;
const SLICE_BYTES = 4 << 20;
const COMPOSITES_IN_FLIGHT = 4;

const queue = [];
let isListed = false;
let wake = () => {};

function add(file) {
  queue.push(file);
  wake();
}

async function list(handle) {
  if (handle.kind === 'file') return add(await handle.getFile());
  const waiting = [];
  for await (const child of handle.values()) waiting.push(list(child));
  await Promise.all(waiting);
}

function startWorker() {
  const worker = new Worker('worker.js');
  const result = { rows: [], numRecords: 0, numBytes: 0 };
  let numInHand = 0;
  let done;
  const give = () => {
    const files = [];
    while (queue.length > 0 && numInHand + files.length < 2 * FILES_AT_A_TIME) files.push(queue.shift());
    numInHand += files.length;
    if (files.length > 0) worker.postMessage(files);
    else if (isListed && numInHand === 0) done(result);
  };
  worker.onmessage = ({ data }) => {
    numInHand -= 1;
    result.numRecords += data.numRecords;
    result.numBytes += data.numBytes;
    for (const row of data.rows) result.rows.push(row);
    if (numInHand < FILES_AT_A_TIME) give();
  };
  return { give, result: new Promise((resolve) => { done = resolve; }) };
}

const workers = IS_FLOOR ? [] : Array.from({ length: NUM_WORKERS }, startWorker);

// Reads without doing anything with the bytes: what nobody can be faster than.
async function readOnly() {
  let numBytes = 0;
  const waiting = [];
  wake = () => { for (const go of waiting.splice(0)) go(); };
  const readers = Array.from({ length: COMPOSITES_IN_FLIGHT }, async () => {
    for (;;) {
      if (queue.length === 0) {
        if (isListed) return;
        await new Promise((resolve) => { waiting.push(resolve); });
        continue;
      }
      const parts = [queue.shift()];
      let size = parts[0].size;
      while (queue.length > 0 && parts.length < COMPOSITE_FILES && size + queue[0].size <= COMPOSITE_BYTES) {
        size += queue[0].size;
        parts.push(queue.shift());
      }
      const whole = new Blob(parts);
      for (let at = 0; at < size; at += SLICE_BYTES) {
        numBytes += (await whole.slice(at, at + SLICE_BYTES).arrayBuffer()).byteLength;
      }
    }
  });
  await Promise.all(readers);
  return { numBytes };
}

async function readAll() {
  wake = () => { for (const worker of workers) worker.give(); };
  const results = Promise.all(workers.map(({ result }) => result));
  wake();
  const parts = await results;
  const rows = parts.flatMap((part) => part.rows);
  rows.sort((one, two) => two.time - one.time);
  return {
    rows: rows.length,
    records: parts.reduce((sum, part) => sum + part.numRecords, 0),
    bytes: parts.reduce((sum, part) => sum + part.numBytes, 0),
    seconds: rows.reduce((sum, row) => sum + row.time / 1000, 0),
  };
}

addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', async (event) => {
  event.preventDefault();
  const start = performance.now();
  const items = [...event.dataTransfer.items];
  const folders = items.filter((item) => item.webkitGetAsEntry().isDirectory).map((item) => item.getAsFileSystemHandle());
  const files = items.map((item) => item.getAsFile()).filter((file) => file !== null);
  const reading = IS_FLOOR ? readOnly() : readAll();
  if (folders.length === 0) files.forEach(add);
  await Promise.all(folders.map(async (folder) => list(await folder)));
  isListed = true;
  wake();
  const facts = await reading;
  globalThis.result = { ...facts, millis: performance.now() - start };
});
