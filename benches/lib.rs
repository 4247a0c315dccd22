//! Measures ours and a peer in turn, so that a machine whose speed drifts is the same machine for both.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a comparison measured.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// The median time of ours.
    pub ours: Duration,
    /// The median time of the peer.
    pub peer: Duration,
    /// The median of ours divided by the peer's, pair by pair.
    pub ratio: f64,
}

/// Runs two things in turn, `rounds` times after one round that isn't counted.
pub fn compare<A, B>(rounds: usize, mut ours: impl FnMut() -> A, mut peer: impl FnMut() -> B) -> Measured {
    let mut times = Vec::new();
    for round in 0..=rounds {
        let pair = (time(&mut ours), time(&mut peer));
        if round > 0 {
            times.push(pair);
        }
    }
    let mut ratios: Vec<f64> = times
        .iter()
        .map(|(ours, peer)| ours.as_secs_f64() / peer.as_secs_f64().max(f64::MIN_POSITIVE))
        .collect();
    ratios.sort_by(f64::total_cmp);
    let median = |of: fn(&(Duration, Duration)) -> Duration| {
        let mut all: Vec<Duration> = times.iter().map(of).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    Measured {
        ours: median(|pair| pair.0),
        peer: median(|pair| pair.1),
        ratio: ratios.get(ratios.len() / 2).copied().unwrap_or_default(),
    }
}

fn time<T>(work: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

/// How long a peer in Python, one of `benches/peers`, works on a path, as it says itself: its start is not timed. Or why it
/// didn't.
fn python_peer(script: &str, path: &Path) -> Result<Duration, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(script);
    let output = Command::new("python3").arg(script).arg(path).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    let seconds = printed.split_whitespace().next().and_then(|seconds| seconds.parse().ok());
    seconds.map(Duration::from_secs_f64).ok_or_else(|| printed.into_owned())
}

/// Runs ours and a peer in Python in turn, so many times: the median time of ours with what it gave, and how many times
/// as long the peer takes, or why there is none.
pub fn beside_python<T>(
    rounds: usize,
    mut ours: impl FnMut() -> T,
    script: &str,
    path: &Path,
) -> Option<(Duration, T, Result<f64, String>)> {
    let mut taken = Vec::new();
    let mut ratios = Vec::new();
    let mut refusal = None;
    for _ in 0..rounds {
        let start = Instant::now();
        let made = black_box(ours());
        let time = start.elapsed();
        taken.push((time, made));
        match python_peer(script, path) {
            Ok(peer) => ratios.push(peer.as_secs_f64() / time.as_secs_f64()),
            Err(words) => refusal = Some(words),
        }
    }
    taken.sort_by_key(|(time, _)| *time);
    ratios.sort_by(f64::total_cmp);
    let (time, made) = taken.into_iter().nth(rounds / 2)?;
    Some((time, made, refusal.map_or_else(|| ratios.get(rounds / 2).copied().ok_or_else(String::new), Err)))
}

/// The most memory that this process has had, in bytes, where the system says it.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
