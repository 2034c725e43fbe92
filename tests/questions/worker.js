// Holds the clock while the program answers.
onunhandledrejection = ({ reason }) => postMessage({ error: String(reason) });

// The same log by turns walked, parsed from a text, and parsed from its bytes, of which the text must be made first: how many
// records were ours, and the times of all three.
function walkAndParse(program, percent, numRounds) {
  const SOURCE = 'comprehendmedical.amazonaws.com';
  const TURNS = 20;
  const WARM_UP = 1000;
  // Short ones and many: a machine that is slow for a while is slow for all three.
  const ROUNDS = 10 * numRounds;
  const length = program.make_log(percent) >>> 0;
  const bytes = new Uint8Array(program.memory.buffer, program.log_at(), length);
  const decoder = new TextDecoder();
  const text = decoder.decode(bytes);
  const countOf = (json) => JSON.parse(json).Records.filter((record) => record.eventSource === SOURCE).length;
  const result = { percent, length, walked: 0, parsed: 0, walk: [], parse: [], decodeAndParse: [] };
  const timed = (times, work) => {
    const start = performance.now();
    for (let turn = 0; turn < TURNS; turn += 1) work();
    times.push((performance.now() - start) / TURNS);
  };
  // The browser compiles twice, the second time for speed and when it sees fit.
  for (const start = performance.now(); performance.now() - start < WARM_UP;) program.walk_log();
  for (let round = 0; round < ROUNDS; round += 1) {
    timed(result.walk, () => { result.walked = program.walk_log() >>> 0; });
    timed(result.parse, () => { result.parsed = countOf(text); });
    timed(result.decodeAndParse, () => countOf(decoder.decode(bytes)));
  }
  return result;
}

onmessage = async ({ data: { walks, numRows, numTrials, numRounds } }) => {
  const module = await WebAssembly.compileStreaming(fetch('questions.wasm'));
  // Parts of libraries that are never called here.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => { throw new Error(`${name} is not there`); };
  }
  const { exports: program } = await WebAssembly.instantiate(module, imports);
  if (walks) {
    postMessage([1, 10, 100].map((percent) => walkAndParse(program, percent, numRounds)));
    return;
  }
  program.make(numRows);
  const trials = [];
  for (let trial = 0; trial < numTrials; trial += 1) {
    const millis = [];
    let numMatching = 0;
    for (let round = 0; round < numRounds; round += 1) {
      program.prepare();
      const start = performance.now();
      numMatching = program.run(trial) >>> 0;
      millis.push(performance.now() - start);
    }
    trials.push({ numMatching, millis });
  }
  postMessage({
    trials,
    columnBytes: program.column_bytes() >>> 0,
    idBytes: program.id_bytes() >>> 0,
    memory: program.memory.buffer.byteLength,
  });
};
