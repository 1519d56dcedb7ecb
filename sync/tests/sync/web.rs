//! The transport over HTTP, against servers that send exactly these bytes.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use flate2::Compression;
use flate2::write::GzEncoder;
use gatehouse_core::ids::EventId;
use gatehouse_sync::http::Http;
use gatehouse_sync::transport::{HttpAnswer, Transport, Unreachable};
use gatehouse_sync::wire::Request;
use zeroize::Zeroizing;

fn request() -> Request {
    Request::Snapshot { event: EventId::from_bytes([0xe1; 16]), fresh: false }
}

/// Answers one request with these bytes and hangs up; tells what it was asked.
fn serve(answer: Vec<u8>) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody calls");
        let asked = hear(&mut stream);
        stream.write_all(&answer).expect("somebody listens");
        asked
    });
    (address, server)
}

/// Reads a request to the end of its body.
fn hear(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let count = stream.read(&mut piece).expect("somebody speaks");
        heard.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&heard).to_lowercase();
        let length =
            text.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
        if count == 0 || (body.is_some() && body == length) {
            return String::from_utf8_lossy(&heard).into_owned();
        }
    }
}

fn http(address: SocketAddr) -> Http {
    Http::new(&format!("http://{address}/"), "publishable").expect("an address")
}

fn call(http: &Http) -> Result<HttpAnswer, Unreachable> {
    let bearer = Zeroizing::new("access".to_owned());
    runtime().block_on(http.call(&request(), Some(&bearer)))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

#[test]
fn an_answer_comes_with_its_status_and_type_and_the_call_with_its_keys() {
    let (address, server) = serve(answer(
        "503 Busy\r\nContent-Type: application/json\r\nRetry-After: 7\r\nContent-Length: 2",
        b"{}",
    ));
    let came = call(&http(address)).expect("an answer");
    assert_eq!((came.status, came.content_type.as_str()), (503, "application/json"));
    assert_eq!((came.retry_after_s, came.body.as_slice()), (Some(7), b"{}".as_slice()));
    let asked = server.join().expect("served");
    assert!(asked.starts_with("POST /rest/v1/rpc/snapshot HTTP/1.1\r\n"), "{asked}");
    let lower = asked.to_lowercase();
    assert!(
        lower.contains("\r\napikey: publishable\r\n")
            && lower.contains("\r\nauthorization: bearer access\r\n")
    );
    assert!(
        asked.ends_with(r#"{"event_id":"e1e1e1e1-e1e1-e1e1-e1e1-e1e1e1e1e1e1","fresh":false}"#),
        "{asked}"
    );
}

#[test]
fn a_redirect_is_not_followed() {
    let (address, _) =
        serve(answer("302 Found\r\nLocation: http://127.0.0.1:1/portal\r\nContent-Length: 0", b""));
    assert_eq!(call(&http(address)).map(|came| came.status), Ok(302));
}

#[test]
fn nobody_there_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    drop(listener);
    assert_eq!(call(&http(address)), Err(Unreachable::Connect));
}

#[test]
fn an_answer_that_is_cut_is_broken() {
    let head = "200 OK\r\nContent-Type: application/json\r\nContent-Length: 100";
    let (address, _) = serve(answer(head, br#"{"ok":true"#));
    assert_eq!(call(&http(address)), Err(Unreachable::Broken));
}

#[test]
fn a_packed_answer_is_unpacked_and_a_cut_one_is_broken() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(br#"{"ok":true,"and":"so on, and so on, and so on, and so on"}"#).expect("in memory");
    let packed = packed.finish().expect("in memory");
    let head = |length| {
        format!(
            "200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {length}"
        )
    };
    let (address, _) = serve(answer(&head(packed.len()), &packed));
    assert!(call(&http(address)).expect("an answer").body.starts_with(br#"{"ok":true"#));
    let half = &packed[..packed.len() / 2];
    let (address, _) = serve(answer(&head(half.len()), half));
    assert_eq!(call(&http(address)), Err(Unreachable::Broken));
}

#[test]
fn a_connection_that_is_dropped_gives_its_calls_up() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    let (accepted, heard) = mpsc::channel();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody calls");
        hear(&mut stream);
        accepted.send(()).expect("somebody waits");
        // Never answers; the other end hangs up.
        let _ = stream.read(&mut [0; 16]);
    });
    let http = http(address);
    let runtime = runtime();
    let came = runtime.block_on(async {
        let request = request();
        let dropping = async {
            tokio::task::spawn_blocking(move || heard.recv()).await.expect("no panic").expect("it calls");
            http.drop_connection();
        };
        let (came, ()) = tokio::join!(http.call(&request, None), dropping);
        came
    });
    assert_eq!(came, Err(Unreachable::Dropped));
    server.join().expect("the other end hung up");
}

#[test]
fn addresses_and_keys_that_cannot_be_are_refused() {
    assert!(Http::new("no address", "key").is_err());
    assert!(Http::new("https://a.example", "a\nkey").is_err());
    assert!(!format!("{:?}", Http::new("https://a.example", "a-key").expect("good")).contains("a-key"));
}
