//! Workers by shard, and the task of each shard that hands out jobs to them.
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tracing::{info_span, Instrument};

pub const SHARDS: usize = 4;

struct Shard<W> {
    open: AtomicBool,
    workers: Mutex<Vec<(String, W)>>,
}

pub struct Pool<W> {
    shards: [Shard<W>; SHARDS],
}

impl<W> Default for Pool<W> {
    fn default() -> Self {
        let shards = std::array::from_fn(|_| Shard {
            open: AtomicBool::new(false),
            workers: Mutex::new(Vec::new()),
        });
        Pool { shards }
    }
}

impl<W> Pool<W> {
    pub fn add(&self, name: String, worker: W) {
        let shard = name.bytes().map(usize::from).sum::<usize>() % SHARDS;
        self.shards[shard]
            .workers
            .lock()
            .expect("no panic under the lock")
            .push((name, worker));
    }

    pub fn open(&self, shard: usize) {
        self.shards[shard].open.store(true, Ordering::Release);
    }

    async fn until_open(&self, shard: usize) {
        while !self.shards[shard].open.swap(false, Ordering::AcqRel) {
            tokio::task::yield_now().await;
        }
    }

    /// Gives each worker of the shard to `job`, once for every time that the shard is opened.
    pub async fn hand_out(self: Arc<Self>, shard: usize, mut job: impl FnMut(&str, &mut W)) {
        loop {
            self.until_open(shard)
                .instrument(info_span!("until_open"))
                .await;
            let mut workers = self.shards[shard]
                .workers
                .lock()
                .expect("no panic under the lock");
            workers
                .iter_mut()
                .for_each(|(name, worker)| job(name, worker));
        }
    }
}
