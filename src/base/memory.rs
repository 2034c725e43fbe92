//! How much memory this thread's program holds.

/// Bytes of WebAssembly memory, which never shrinks while the worker runs; `None` outside a browser.
pub fn held_bytes() -> Option<u64> {
    #[cfg(target_arch = "wasm32")]
    {
        const PAGE_BYTES: u64 = 64 << 10;
        Some(core::arch::wasm32::memory_size::<0>() as u64 * PAGE_BYTES)
    }
    #[cfg(not(target_arch = "wasm32"))]
    None
}
