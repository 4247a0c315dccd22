//! Whoever is killed while writing leaves whole releases behind.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use store::{Address, Opening, Store};

use crate::made::{MORNING, at, release};
use crate::scratch::{PATIENCE, Scratch};

const ADDRESS: &str = "STORE_TEST_ADDRESS";

/// How many moments on each database, and how many on one and the same.
const MOMENTS: u32 = 200;
const ON_ONE: u32 = 10;

/// The process that is killed: it publishes one release after another and says so of each step that cannot be undone.
#[test]
#[ignore = "started and killed by the tests beside it"]
fn child() {
    let Ok(address) = env::var(ADDRESS) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Address::of(&address), Opening::OrNew, PATIENCE).await.unwrap();
        let month = periods::Month::parse("2023-10").unwrap();
        loop {
            let number = store.next_number("board", month).await.unwrap();
            let made = release("board", "2023-10", number, i64::from(number), 20);
            let draft = store.draft(&made, at(MORNING)).await.unwrap();
            store.make_ready(draft.id).await.unwrap();
            let signed = store.sign_off(draft.id, &["Director".to_owned()], at(MORNING)).await.unwrap();
            println!("\nacknowledged signed-off {} {}", signed.id, signed.seal.unwrap());
            let published = store.publish(draft.id, at(MORNING), at(MORNING)).await.unwrap();
            println!("\nacknowledged published {} {}", published.id, published.seal.unwrap());
        }
    });
}

fn start(address: &Address) -> Child {
    let address = match address {
        Address::File(path) => path.display().to_string(),
        Address::Postgres(url) => url.clone(),
    };
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "kills::child", "--ignored", "--nocapture", "--test-threads", "1"])
        .env(ADDRESS, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

pub(crate) async fn whatever_is_acknowledged_is_whole_after_a_kill(scratch: Arc<Scratch>) {
    let kind = scratch.kind();
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let (mut midway, mut acknowledged_in_all) = (0, 0);
    for _ in 0..MOMENTS / ON_ONE {
        let Some(scratch) = Scratch::create(kind).await else { return };
        let mut acknowledged = Acknowledged::new();
        for _ in 0..ON_ONE {
            let mut child = start(&scratch.address());
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
            // Half of the moments are soon after its start, half soon after so many acknowledgements.
            if random.next_u32() % 2 == 0 {
                let wanted = random.next_u32() % 8;
                let mut heard = 0;
                while heard < wanted {
                    heard += u32::from(acknowledge(&lines.next().unwrap(), &mut acknowledged));
                }
                std::thread::sleep(Duration::from_micros(u64::from(random.next_u32() % 20_000)));
            } else {
                std::thread::sleep(Duration::from_micros(u64::from(random.next_u32() % 250_000)));
            }
            // SIGKILL: nothing can be tidied up.
            child.kill().unwrap();
            for line in lines {
                acknowledge(&line, &mut acknowledged);
            }
            child.wait().unwrap();
            let store = scratch.open().await;
            let found = store.verify().await.unwrap();
            assert_eq!(found.faults, [""; 0]);
            let entries = store.list().await.unwrap();
            for (id, (seal, published)) in &acknowledged {
                let entry = entries.iter().find(|entry| entry.id == *id).unwrap();
                assert_eq!(entry.seal.as_ref(), Some(seal), "what was acknowledged is there");
                assert!(entry.published_at.is_some() || !published);
                assert_eq!(store.release(*id).await.unwrap().sheets.len(), 20, "and whole");
            }
            midway += usize::from(entries.iter().any(|entry| entry.published_at.is_none()));
            store.close().await;
        }
        acknowledged_in_all += acknowledged.len();
    }
    assert!(midway > 0, "no process was killed between two steps");
    assert!(acknowledged_in_all > 0);
}

/// The seals that were acknowledged by release, and whether it was said to be published.
type Acknowledged = BTreeMap<i64, (String, bool)>;

/// Takes in what a line acknowledges, if it does; the last may have been cut off.
fn acknowledge(line: &str, acknowledged: &mut Acknowledged) -> bool {
    let mut words = line.split_whitespace().skip_while(|word| *word != "acknowledged").skip(1);
    let (Some(what), Some(id), Some(seal)) = (words.next(), words.next(), words.next()) else { return false };
    if seal.len() != 64 {
        return false;
    }
    acknowledged.insert(id.parse().unwrap(), (seal.to_owned(), what == "published"));
    true
}
