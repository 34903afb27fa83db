//! Strange bytes: the bodies of `fuzz/bodies` over their corpus and a fixed number of mutations of it, the same in every run.
//!
//! An input that fails is kept, and told with its path. `PITSCAPE_FUZZ_RUNS` asks for other numbers of mutations, and
//! `PITSCAPE_FUZZ_SEED` for others of them.

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;

use bodies::{BODIES, Body};
use pitscape::{kernels::stats::random::stream, run::KERNELS};
use rand::RngExt;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Remembers the largest piece of memory that was asked for.
struct Watched;

static LARGEST: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LARGEST.fetch_max(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LARGEST.fetch_max(size, Ordering::Relaxed);
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static MEMORY: Watched = Watched;

/// What an input of some kilobytes may ask for.
const MOST_MEMORY: usize = 256 << 20;

/// Bodies take turns, so that the memory is that of one.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn corpus(body: &Body) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(body.name);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// Kept before it is tried, as what aborts or hangs can tell nothing afterwards.
fn check(body: &Body, data: &[u8], of: &Path) {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", body.name));
    fs::write(&kept, data).unwrap();
    let _turn = turn();
    LARGEST.store(0, Ordering::Relaxed);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        (body.check)(data);
        let asked = LARGEST.load(Ordering::Relaxed);
        assert!(asked <= MOST_MEMORY, "{asked} bytes were asked for at once");
    }));
    if let Err(panic) = outcome {
        eprintln!("This input, made of {}, is kept as {}:\n{}", of.display(), kept.display(), data.escape_ascii());
        resume_unwind(panic);
    }
    fs::remove_file(kept).unwrap();
}

fn number(name: &str, otherwise: usize) -> usize {
    env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is {text}, no number")))
}

fn run(name: &str, runs: usize) {
    let body = BODIES.iter().find(|body| body.name == name).unwrap();
    let corpus = corpus(body);
    assert!(!corpus.is_empty());
    corpus.iter().for_each(|(path, data)| check(body, data, path));
    let mut random = stream(number("PITSCAPE_FUZZ_SEED", 1) as u64, 0);
    for _ in 0..number("PITSCAPE_FUZZ_RUNS", runs) {
        let [(path, data), (_, other)] = [(); 2].map(|()| &corpus[random.random_range(0..corpus.len())]);
        check(body, &(body.mutate)(data, other, &mut random), path);
    }
}

/// What is refused at once leads to nothing that could fail.
#[test]
fn the_corpus_has_a_request_of_every_kernel_that_succeeds() {
    let body = BODIES.iter().find(|body| body.name == "requests").unwrap();
    let _turn = turn();
    let answers = corpus(body).into_iter().filter_map(|(_, data)| bodies::requests::answer(&data));
    let succeeded: Vec<&str> = answers.filter(|(_, answer)| answer.is_ok()).map(|(kernel, _)| kernel).collect();
    for kernel in KERNELS {
        assert!(succeeded.contains(&kernel.name), "{}", kernel.name);
    }
}

#[test]
fn accumulators() {
    run("accumulators", 2000);
}

#[test]
fn polygons() {
    run("polygons", 60);
}

#[test]
fn rasters() {
    run("rasters", 150);
}

#[test]
fn requests() {
    run("requests", 50);
}

#[test]
fn tables() {
    run("tables", 150);
}
