//! The connections of the proxy, and what a plan does to a request.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::Shared;
use super::plan::{Close, Plan};
use super::wire::{Message, Reader};

const PORTAL: &str =
    "<!doctype html><title>Guest network</title><h1>Welcome! Please accept our terms to go online.</h1>";
const LOGIN: &str = "http://login.guest-network.invalid/?next=";
const GATEWAY: &str =
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

/// What becomes of the client's connection after a request.
enum Next {
    GoOn,
    End(Close),
}

/// The connection to the server that belongs to a client's.
struct Upstream<'a> {
    shared: &'a Shared,
    address: SocketAddr,
    open: Option<(TcpStream, Reader)>,
}

pub(super) async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        if *shared.offline.borrow() {
            shared.count(|counts| counts.refused += 1);
            end(stream, Close::Reset);
            continue;
        }
        shared.count(|counts| counts.connections += 1);
        connections.spawn(serve(stream, Arc::clone(&shared)));
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(mut client: TcpStream, shared: Arc<Shared>) {
    let mut offline = shared.offline.subscribe();
    let close = tokio::select! {
        close = converse(&mut client, &shared) => close.unwrap_or(Close::Orderly),
        _ = offline.wait_for(|offline| *offline) => Close::Reset,
    };
    end(client, close);
}

/// Passes requests and answers until one side has enough or a plan says so.
async fn converse(client: &mut TcpStream, shared: &Shared) -> io::Result<Close> {
    let mut upstream = Upstream { shared, address: shared.upstream(), open: None };
    let mut reader = Reader::new();
    while let Some(request) = reader.request(client).await? {
        shared.count(|counts| counts.up_bytes += request.bytes.len() as u64);
        if let Next::End(close) = meet(client, &mut upstream, &request, shared).await? {
            return Ok(close);
        }
    }
    Ok(Close::Orderly)
}

/// Does to one request what its plan says.
async fn meet(
    client: &mut TcpStream,
    upstream: &mut Upstream<'_>,
    request: &Message,
    shared: &Shared,
) -> io::Result<Next> {
    let (plan, mut releases) = shared.next(request);
    let answer = match plan {
        Plan::Pass => upstream.exchange(request).await?,
        Plan::Delay(by) => {
            sleep(by).await;
            upstream.exchange(request).await?
        }
        Plan::Stall => {
            // The sender is in `shared`, so the only news is a release.
            let _ = releases.changed().await;
            upstream.exchange(request).await?
        }
        Plan::StallAnswer => {
            let answer = upstream.exchange(request).await?;
            let _ = releases.changed().await;
            answer
        }
        Plan::Duplicate => {
            upstream.exchange(request).await?;
            upstream.exchange(request).await?
        }
        Plan::WrongDate(date) => upstream.exchange(request).await?.with_header("date", &date),
        Plan::TruncateGzip => upstream.exchange(request).await?.with_broken_gzip()?,
        Plan::CaptivePortal => Message::made_up("200 OK", "", PORTAL),
        Plan::Redirect => Message::made_up("302 Found", &format!("location: {LOGIN}\r\n"), ""),
        Plan::BadGateway => Message::made_up("502 Bad Gateway", "", GATEWAY),
        Plan::LoseAnswer { close } => {
            upstream.exchange(request).await?;
            return Ok(Next::End(close));
        }
        Plan::CutAnswer { at, close } => {
            let answer = upstream.exchange(request).await?;
            send(client, answer.until(at), shared).await?;
            return Ok(Next::End(close));
        }
        Plan::CutRequest { at, close } => {
            upstream.cut(request.until(at), close).await?;
            return Ok(Next::End(close));
        }
    };
    send(client, &answer.bytes, shared).await?;
    Ok(if answer.last || request.last { Next::End(Close::Orderly) } else { Next::GoOn })
}

async fn send(client: &mut TcpStream, bytes: &[u8], shared: &Shared) -> io::Result<()> {
    client.write_all(bytes).await?;
    shared.count(|counts| counts.down_bytes += bytes.len() as u64);
    Ok(())
}

impl Upstream<'_> {
    /// Sends a request and waits for the whole answer.
    async fn exchange(&mut self, request: &Message) -> io::Result<Message> {
        let (stream, reader) = self.connection().await?;
        stream.write_all(&request.bytes).await?;
        let answer = reader.answer(stream).await?;
        self.shared.count(|counts| counts.answers += 1);
        if answer.last || request.last {
            self.open = None;
        }
        Ok(answer)
    }

    /// Sends the beginning of a request and hangs up.
    async fn cut(&mut self, beginning: &[u8], close: Close) -> io::Result<()> {
        self.connection().await?.0.write_all(beginning).await?;
        if let Some((stream, _)) = self.open.take() {
            end(stream, close);
        }
        Ok(())
    }

    async fn connection(&mut self) -> io::Result<&mut (TcpStream, Reader)> {
        let connection = match self.open.take() {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                (stream, Reader::new())
            }
        };
        Ok(self.open.insert(connection))
    }
}

/// Ends a connection. A reset is what a socket sends that is told not to linger.
fn end(stream: TcpStream, close: Close) {
    if close == Close::Reset {
        let _ = stream.set_zero_linger();
    }
    drop(stream);
}
