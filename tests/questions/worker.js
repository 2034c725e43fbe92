// Holds the clock while the program answers.
onunhandledrejection = ({ reason }) => postMessage({ error: String(reason) });

onmessage = async ({ data: { numRows, numTrials, numRounds } }) => {
  const module = await WebAssembly.compileStreaming(fetch('questions.wasm'));
  // Parts of libraries that are never called here.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => { throw new Error(`${name} is not there`); };
  }
  const { exports: program } = await WebAssembly.instantiate(module, imports);
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
