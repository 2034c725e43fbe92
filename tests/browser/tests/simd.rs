//! The SIMD twins of the structural scan against the scalar ones, where the page runs them.

use browser_tests::{Browser, Server, TempDir, root};

#[test]
fn twins_agree_on_a_million_blocks() {
    let built = root().join("target/wasm32-unknown-unknown/release/simd_check.wasm");
    let folder = TempDir::new("simd");
    folder.write(
        "index.html",
        "<!doctype html><title>SIMD</title><link rel=icon href=data:,>",
    );
    folder.write(
        "check.wasm",
        std::fs::read(built).expect("cargo xtask test browser builds it"),
    );
    let server = Server::start(folder.path());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    let num_disagreements = page.eval(
        "(async () => {
          const { instance } = await WebAssembly.instantiateStreaming(fetch('check.wasm'));
          let sum = 0;
          for (let seed = 0; seed < 10; seed += 1) sum += instance.exports.disagreements(seed, 100_000);
          return sum;
        })()",
    );
    assert_eq!(num_disagreements, 0);
}
