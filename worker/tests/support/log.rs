//! What a test logs on its own thread, at the finest level.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};
use tracing::{Dispatch, Level, subscriber::DefaultGuard};

/// The lines so far.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A log that is being written.
pub struct Log {
    lines: Lines,
    guard: DefaultGuard,
    /// Were there only one, a test on another thread could switch a line off that it is the first to reach.
    _another: Dispatch,
}

impl Log {
    /// From now on, what this thread logs.
    pub fn start() -> Self {
        let lines = Lines::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        Self {
            lines,
            _another: Dispatch::new(tracing_subscriber::registry()),
            guard: tracing::subscriber::set_default(subscriber),
        }
    }

    /// All of it.
    pub fn finish(self) -> String {
        drop(self.guard);
        let lines = self.lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        String::from_utf8(lines).expect("UTF-8")
    }
}
