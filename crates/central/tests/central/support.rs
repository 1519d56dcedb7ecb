//! One cluster for all tests, a database for each, and a client that sees every byte.

use std::io::Read as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use flate2::read::GzDecoder;
use gatehouse_central::{Cluster, Config, Database, PUBLISHABLE_KEY, Schema, Server};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;

static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();

/// The cluster of this test program. It goes when the program does.
pub(crate) async fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| async { Cluster::scratch(Schema::bare()).await.expect("a cluster") }).await
}

/// A database of its own with these statements applied.
pub(crate) async fn database(sql: &str) -> Database {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let database = cluster().await.database(&name).await.expect("a database");
    database.execute(sql).await.expect("the statements");
    database
}

/// A server over a database of its own.
pub(crate) async fn server(sql: &str) -> (Database, Server) {
    let database = database(sql).await;
    let server = Server::start(&database, Config::default()).await.expect("a server");
    (database, server)
}

/// A request in the making.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    address: SocketAddr,
    method: &'static str,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// An answer that has arrived whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) fn request(address: SocketAddr, method: &'static str, path: &str) -> Request {
    let request = Request { address, method, path: path.to_owned(), headers: Vec::new(), body: Vec::new() };
    request.header("apikey", PUBLISHABLE_KEY)
}

pub(crate) fn get(server: &Server, path: &str) -> Request {
    request(server.address(), "GET", path)
}

pub(crate) fn post(server: &Server, path: &str, body: Value) -> Request {
    request(server.address(), "POST", path).json(body)
}

/// A token that the server believes.
pub(crate) fn token(server: &Server, claims: Value) -> String {
    server.keys().sign(&claims).expect("a token")
}

/// A token of somebody who has signed in.
pub(crate) fn signed_in(server: &Server) -> String {
    token(server, json!({"role": "authenticated", "sub": "00000000-0000-4000-8000-000000000001"}))
}

impl Request {
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn json(self, body: Value) -> Self {
        self.body(body.to_string())
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The bytes that are sent.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut head =
            format!("{} {} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\n\r\n", self.body.len());
        [head.as_bytes(), &self.body].concat()
    }

    /// Everything that comes back, and how it ended.
    pub(crate) async fn raw(&self) -> (Vec<u8>, std::io::Result<()>) {
        let mut received = Vec::new();
        let mut stream = match TcpStream::connect(self.address).await {
            Ok(stream) => stream,
            Err(error) => return (received, Err(error)),
        };
        let sent = stream.write_all(&self.bytes()).await;
        let ended = stream.read_to_end(&mut received).await;
        (received, sent.and(ended.map(|_| ())))
    }

    pub(crate) async fn send(&self) -> Reply {
        let (received, ended) = self.raw().await;
        ended.expect("an answer that ends in order");
        Reply::parse(&received)
    }

    /// Sends it and asks for a status; the body as JSON.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> impl Future<Output = Value> {
        let caller = std::panic::Location::caller();
        async move {
            let reply = self.send().await;
            assert_eq!(reply.status, status, "{caller}: {} {} {}", self.method, self.path, reply.text());
            if reply.body.is_empty() { Value::Null } else { reply.value() }
        }
    }
}

impl Reply {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let at = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8(bytes[..at].to_vec()).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Self { status, head, body: bytes[at..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.split("\r\n").filter_map(|line| line.split_once(": "));
        pairs.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        if self.header("content-encoding") == Some("gzip") {
            let mut text = String::new();
            GzDecoder::new(&self.body[..]).read_to_string(&mut text).expect("a whole gzip stream");
            return text;
        }
        String::from_utf8(self.body.clone()).expect("text")
    }

    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(&self.text()).expect("JSON")
    }
}
