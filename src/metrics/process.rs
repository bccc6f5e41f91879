//! What the operating system says of this process, under the names that Prometheus has for it. Read from /proc, so on Linux
//! alone; elsewhere only what needs no /proc is there.

use chrono::{DateTime, Utc};
use rustix::time::{ClockId, clock_gettime};
use std::fmt::Write;

/// This process.
pub struct Process {
    started: DateTime<Utc>,
}

impl Process {
    /// One that began now.
    pub const fn started(now: DateTime<Utc>) -> Self {
        Self { started: now }
    }

    /// In the text format of Prometheus.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let version = env!("CARGO_PKG_VERSION");
        metric(&mut text, "aftercare_build_info", "gauge", "The program's version.", "");
        let _ = writeln!(text, "aftercare_build_info{{version=\"{version}\"}} 1");
        let started = self.started.timestamp();
        let of_start = "When the process began, in seconds since 1970.";
        metric(&mut text, "process_start_time_seconds", "gauge", of_start, &started.to_string());
        let of_cpu = "Seconds of processor time that the process has used.";
        metric(&mut text, "process_cpu_seconds_total", "counter", of_cpu, &cpu());
        if let Some(bytes) = resident() {
            let of_memory = "Bytes of memory that the process has.";
            metric(&mut text, "process_resident_memory_bytes", "gauge", of_memory, &bytes.to_string());
        }
        if let Ok(open) = std::fs::read_dir("/proc/self/fd") {
            let of_files = "Files and connections that the process has open.";
            metric(&mut text, "process_open_fds", "gauge", of_files, &open.count().to_string());
        }
        if let Some(most) = rustix::process::getrlimit(rustix::process::Resource::Nofile).current {
            let of_limit = "Files and connections that the process may have open.";
            metric(&mut text, "process_max_fds", "gauge", of_limit, &most.to_string());
        }
        text
    }
}

/// The lines of one metric; its value's line too, where it has one value.
fn metric(text: &mut String, name: &str, kind: &str, help: &str, value: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
    if !value.is_empty() {
        let _ = writeln!(text, "{name} {value}");
    }
}

fn cpu() -> String {
    let used = clock_gettime(ClockId::ProcessCPUTime);
    format!("{}.{:09}", used.tv_sec, used.tv_nsec)
}

fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}
