//! The driver with its threads and tasks: a small replica and a small central store, in memory.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gatehouse_core::ids::{AuthorId, EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_journal::{DeviceKey, DevicePublicKey, Hash};
use gatehouse_sync::depot::{Depot, Outgoing, Standing, Taken, Trouble};
use gatehouse_sync::driver::{Clockwork, Engine};
use gatehouse_sync::session::{DeviceSecret, Session, SignIn, TokenStore, TokenStoreError, Tokens};
use gatehouse_sync::transport::{Answering, HttpAnswer, Transport, Unreachable};
use gatehouse_sync::wire::{
    DeviceId, Document, IncarnationReason, Log, Manifest, Request, Sealed, Vector, hex,
};
use gatehouse_sync::{Connection, Status};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use tokio::time::timeout;
use zeroize::Zeroizing;

fn author() -> AuthorId {
    AuthorId::from_bytes([1; 16])
}

#[derive(Default)]
struct SmallReplica {
    log: Mutex<Vec<Sealed>>,
    acked: Mutex<u64>,
    panics: Mutex<u32>,
}

impl SmallReplica {
    fn append(&self) -> Seq {
        let mut log = self.log.lock().expect("no panic");
        let bytes = format!("record {}", log.len() + 1).into_bytes();
        log.push(Sealed { bytes, signature: vec![0; 64] });
        Seq(log.len() as u64)
    }
}

impl Depot for SmallReplica {
    fn standing(&self) -> Result<Standing, Trouble> {
        let head = Seq(self.log.lock().expect("no panic").len() as u64);
        Ok(Standing {
            event: EventId::from_bytes([0xe1; 16]),
            author: author(),
            head,
            acked: Seq(*self.acked.lock().expect("no panic")),
            vector: Vector::new(),
            master_cursor: "0".to_owned(),
            master_at: None,
            needs_snapshot: false,
            snapshot: None,
            last_contact: None,
            wiped: false,
        })
    }

    fn outgoing(&self, after: Seq, max_records: u32, _max_bytes: usize) -> Result<Outgoing, Trouble> {
        let bug = {
            let mut panics = self.panics.lock().expect("no panic");
            let bug = *panics > 0;
            *panics = panics.saturating_sub(1);
            bug
        };
        assert!(!bug, "a bug in the replica");
        let log = self.log.lock().expect("no panic");
        let records = log.iter().skip(after.0 as usize).take(max_records as usize).cloned().collect();
        Ok(Outgoing { records, head: Seq(log.len() as u64) })
    }

    fn acknowledge(&self, seq: Seq, hash: &Hash) -> Result<bool, Trouble> {
        let log = self.log.lock().expect("no panic");
        let agrees = digest(&log[seq.0 as usize - 1]) == *hash;
        *self.acked.lock().expect("no panic") = seq.0;
        Ok(agrees)
    }

    fn receive(&self, logs: Vec<Log>, _: WallMs) -> Result<Vec<(AuthorId, Taken)>, Trouble> {
        Ok(logs.into_iter().map(|log| (log.author, Taken::Unknown)).collect())
    }

    fn take_master(&self, _: Vec<Document>, _: &str, _: WallMs) -> Result<u32, Trouble> {
        Ok(0)
    }

    fn open_snapshot(&self, _: &Manifest) -> Result<BTreeSet<u32>, Trouble> {
        Err(Trouble::Contradicted)
    }

    fn stage_chunk(&self, _: u32, _: &str) -> Result<(), Trouble> {
        Err(Trouble::Contradicted)
    }

    fn finish_snapshot(&self, _: WallMs) -> Result<bool, Trouble> {
        Err(Trouble::Contradicted)
    }

    fn prepare_incarnation(&self) -> Result<DevicePublicKey, Trouble> {
        Ok(DeviceKey::from_seed(&[1; 32]).public())
    }

    fn incarnate(
        &self,
        _: AuthorId,
        _: IncarnationReason,
        _: Seq,
        _: bool,
        _: WallMs,
    ) -> Result<Standing, Trouble> {
        Err(Trouble::Contradicted)
    }

    fn note_contact(&self, _: bool, _: WallMs) -> Result<(), Trouble> {
        Ok(())
    }

    fn park(&self, _: Option<&str>) -> Result<(), Trouble> {
        Ok(())
    }

    fn wipe(&self, _: Option<Seq>) -> Result<(), Trouble> {
        Ok(())
    }
}

fn digest(record: &Sealed) -> Hash {
    Sha256::digest(&record.bytes).into()
}

/// A central store for one log. Access tokens are `access N`; only the newest is good.
#[derive(Default)]
struct SmallCentral {
    log: Mutex<Vec<Sealed>>,
    session: Mutex<u32>,
    refreshes: Mutex<u32>,
    silent: Mutex<bool>,
    /// The access token has ended, while its refresh token is good.
    ended: Mutex<bool>,
}

impl SmallCentral {
    fn answer(&self, request: &Request, bearer: Option<&Zeroizing<String>>) -> (u16, Value) {
        let mut session = self.session.lock().expect("no panic");
        if let Request::Refresh { token } = request {
            *self.refreshes.lock().expect("no panic") += 1;
            if token.as_str() != format!("refresh {session}") {
                return (400, json!({ "error_code": "refresh_token_not_found" }));
            }
            *session += 1;
            *self.ended.lock().expect("no panic") = false;
            return (
                200,
                json!({ "access_token": format!("access {session}"), "refresh_token": format!("refresh {session}") }),
            );
        }
        let ended = *self.ended.lock().expect("no panic");
        if ended || bearer.map(|bearer| bearer.as_str()) != Some(format!("access {session}").as_str()) {
            return (401, json!({ "code": "PGRST303" }));
        }
        let mut log = self.log.lock().expect("no panic");
        let value = match request {
            Request::Ingest { base, records, .. } => {
                log.truncate(base.0 as usize - 1);
                log.extend_from_slice(records);
                let hash = log.last().map_or([0; 32], digest);
                json!({ "ok": true, "head": log.len(), "hash": hex(&hash) })
            }
            Request::Pull { .. } => json!({ "ok": true, "logs": [], "more": false, "heads": {} }),
            Request::PullMaster { .. } => {
                json!({ "ok": true, "rows": [], "next": "0", "more": false })
            }
            Request::Heartbeat { .. } => {
                json!({ "ok": true, "server_ms": 0, "head": log.len(), "rolled_back": false, "frozen": false })
            }
            _ => json!({ "ok": false, "error": "unexpected" }),
        };
        (200, value)
    }
}

impl Transport for SmallCentral {
    fn call<'a>(&'a self, request: &'a Request, bearer: Option<&'a Zeroizing<String>>) -> Answering<'a> {
        Box::pin(async move {
            if *self.silent.lock().expect("no panic") {
                return Err(Unreachable::Connect);
            }
            let (status, value) = self.answer(request, bearer);
            let content_type = "application/json".to_owned();
            Ok(HttpAnswer { status, content_type, retry_after_s: None, body: value.to_string().into_bytes() })
        })
    }

    fn drop_connection(&self) {}
}

#[derive(Default, Clone)]
struct Kept(Arc<Mutex<Option<Session>>>);

impl TokenStore for Kept {
    fn load(&self) -> Result<Option<Session>, TokenStoreError> {
        Ok(self.0.lock().expect("no panic").clone())
    }

    fn save(&self, session: &Session) -> Result<(), TokenStoreError> {
        *self.0.lock().expect("no panic") = Some(session.clone());
        Ok(())
    }

    fn clear(&self) -> Result<(), TokenStoreError> {
        *self.0.lock().expect("no panic") = None;
        Ok(())
    }
}

struct Still;

impl Clockwork for Still {
    fn wall(&self) -> WallMs {
        WallMs(1_795_600_000_000)
    }

    fn random(&self) -> u64 {
        4
    }
}

struct Venue {
    replica: Arc<SmallReplica>,
    central: Arc<SmallCentral>,
    kept: Kept,
    engine: Engine,
}

impl Venue {
    fn open(replica: SmallReplica, central: SmallCentral) -> Self {
        let (replica, central) = (Arc::new(replica), Arc::new(central));
        let kept = Kept::default();
        let text = |text: &str| Zeroizing::new(text.to_owned());
        let tokens = Tokens { access: text("access 0"), refresh: text("refresh 0"), expires: None };
        kept.save(&Session { tokens, bound: true }).expect("kept");
        let secret = DeviceSecret { device: DeviceId::from_bytes([2; 16]), secret: text("secret") };
        let sign_in = Arc::new(SignIn::new(Box::new(kept.clone()), secret));
        let (transport, depot): (Arc<dyn Transport>, Arc<dyn Depot>) = (central.clone(), replica.clone());
        let runtime = tokio::runtime::Handle::current();
        let engine = Engine::start(&runtime, transport, depot, sign_in, Arc::new(Still), "test");
        Self { replica, central, kept, engine }
    }

    async fn until(&self, holds: impl FnMut(&Status) -> bool) {
        let mut status: watch::Receiver<Status> = self.engine.status();
        let waited = timeout(Duration::from_secs(20), status.wait_for(holds)).await;
        assert!(waited.is_ok_and(|status| status.is_ok()), "{:?}", self.engine.status().borrow());
    }
}

fn all_sent(status: &Status) -> bool {
    status.connection == Connection::Connected && status.waiting == 0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_arrives_without_anybody_waiting_for_it() {
    let venue = Venue::open(SmallReplica::default(), SmallCentral::default());
    venue.until(all_sent).await;
    for _ in 0..3 {
        let head = venue.replica.append();
        venue.engine.grown(Some(head));
    }
    venue.until(|status| status.waiting > 0 || *venue.replica.acked.lock().expect("no panic") == 3).await;
    venue.until(all_sent).await;
    assert_eq!(venue.central.log.lock().expect("no panic").len(), 3);
    venue.replica.append();
    venue.engine.grown(None);
    venue.until(|_| *venue.replica.acked.lock().expect("no panic") == 4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ended_is_refreshed_once_and_the_new_one_is_kept() {
    let replica = SmallReplica::default();
    replica.append();
    let venue = Venue::open(replica, SmallCentral { ended: Mutex::new(true), ..SmallCentral::default() });
    venue.until(all_sent).await;
    assert_eq!(*venue.central.refreshes.lock().expect("no panic"), 1);
    let kept = venue.kept.0.lock().expect("no panic").clone().expect("kept");
    assert_eq!((kept.tokens.access.as_str(), kept.bound), ("access 1", true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bug_in_the_replica_does_not_stop_the_exchange_for_good() {
    let replica = SmallReplica { panics: Mutex::new(1), ..SmallReplica::default() };
    replica.append();
    let venue = Venue::open(replica, SmallCentral::default());
    venue.until(|_| *venue.replica.acked.lock().expect("no panic") == 1).await;
    venue.until(all_sent).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_shows_and_ends_at_once_when_the_network_is_back() {
    let venue = Venue::open(
        SmallReplica::default(),
        SmallCentral { silent: Mutex::new(true), ..SmallCentral::default() },
    );
    venue.until(|status| matches!(status.connection, Connection::Offline { .. })).await;
    *venue.central.silent.lock().expect("no panic") = false;
    venue.engine.network(gatehouse_sync::Network::Up);
    venue.until(all_sent).await;
}
