// Holds the clock while the program answers.
onmessage = async ({ data: { numRows, numTrials, numRounds } }) => {
  const { instance } = await WebAssembly.instantiateStreaming(fetch('questions.wasm'));
  const program = instance.exports;
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
