//! Every kind of fault, seen from the client and from the database.

use std::io::{ErrorKind, Read as _};
use std::time::Duration;

use flate2::read::GzDecoder;
use gatehouse_central::{Close, Database, Faults, Kind, Plan, Server, Spot};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Reply, Request, request, server};

/// A server that counts how often it was called, behind the proxy.
async fn counting() -> (Database, Server, Faults) {
    let (database, server) = server(
        "create table counter (n int); insert into counter values (0);
         create function count_up() returns json language sql security definer as $$
           update counter set n = n + 1; select json_build_object('n', n, 'pad', repeat('x', 4000)) from counter $$;",
    )
    .await;
    let faults = Faults::start(server.address()).await.expect("a proxy");
    (database, server, faults)
}

fn count_up(faults: &Faults) -> Request {
    request(faults.address(), "POST", "/rest/v1/rpc/count_up").json(json!({}))
}

async fn counted(database: &Database) -> String {
    database.value("select n from counter").await.expect("a number").expect("a row")
}

#[tokio::test]
async fn without_a_plan_everything_passes_and_is_counted() {
    let (database, _server, faults) = counting().await;
    let call = count_up(&faults);
    let (received, ended) = call.raw().await;
    ended.expect("an end in order");
    assert_eq!(Reply::parse(&received).value()["n"], 1);
    assert_eq!(counted(&database).await, "1");
    let counts = faults.until(|counts| counts.down_bytes > 0).await;
    assert_eq!((counts.connections, counts.requests, counts.answers, counts.of(Kind::Pass)), (1, 1, 1, 1));
    assert_eq!(counts.up_bytes, call.bytes().len() as u64);
    assert_eq!(counts.down_bytes, received.len() as u64);
}

#[tokio::test]
async fn one_connection_carries_several_requests_each_with_its_plan() {
    let (_database, _server, faults) = counting().await;
    faults.queue(Plan::Pass);
    faults.queue(Plan::WrongDate("Thu, 01 Jan 1970 00:00:00 GMT".to_owned()));
    faults.queue(Plan::LoseAnswer { close: Close::Orderly });
    let mut stream = TcpStream::connect(faults.address()).await.expect("a connection");
    let keeping =
        String::from_utf8(count_up(&faults).bytes()).expect("text").replace("connection: close\r\n", "");
    let mut received = Vec::new();
    for number in 1..=2 {
        stream.write_all(keeping.as_bytes()).await.expect("sent");
        while received.windows(4).filter(|bytes| bytes == b"xxx\"").count() < number {
            assert_ne!(stream.read_buf(&mut received).await.expect("an answer"), 0);
        }
    }
    let before = received.len();
    stream.write_all(keeping.as_bytes()).await.expect("sent");
    stream.read_to_end(&mut received).await.expect("an end in order");
    assert_eq!(received.len(), before, "the third answer was lost");
    assert_eq!(String::from_utf8_lossy(&received).matches("1970").count(), 1);
    assert_eq!((faults.counts().connections, faults.counts().requests, faults.queued()), (1, 3, 0));
}

#[tokio::test]
async fn an_answer_is_cut_after_the_work_was_done() {
    let (database, _server, faults) = counting().await;
    for (number, close) in [Close::Orderly, Close::Reset].into_iter().enumerate() {
        faults.queue(Plan::CutAnswer { at: Spot::Byte(40), close });
        let (received, ended) = count_up(&faults).raw().await;
        assert_eq!(received.len(), 40);
        match close {
            Close::Orderly => ended.expect("an end in order"),
            Close::Reset => assert_eq!(ended.expect_err("a reset").kind(), ErrorKind::ConnectionReset),
        }
        assert_eq!(counted(&database).await, (number + 1).to_string());
    }
}

#[tokio::test]
async fn a_request_that_breaks_off_does_nothing() {
    let (database, _server, faults) = counting().await;
    let whole = count_up(&faults).bytes().len();
    for (at, close) in [
        (Spot::Start, Close::Orderly),
        (Spot::Byte(20), Close::Reset),
        (Spot::Byte(whole - 1), Close::Orderly),
        (Spot::LastByte, Close::Reset),
    ] {
        faults.queue(Plan::CutRequest { at, close });
        let (received, ended) = count_up(&faults).raw().await;
        assert!(received.is_empty());
        assert_eq!(ended.is_err(), close == Close::Reset);
    }
    assert_eq!(count_up(&faults).expect(200).await["n"], 1);
    assert_eq!(counted(&database).await, "1");
}

#[tokio::test]
async fn a_plan_can_wait_for_the_request_it_is_aimed_at() {
    let (database, _server, faults) = counting().await;
    faults.aim("/rest/v1/rpc/count_up", Plan::CutRequest { at: Spot::MiddleOfBody, close: Close::Orderly });
    faults.queue(Plan::CaptivePortal);
    let other = request(faults.address(), "GET", "/rest/v1/counter?select=n").send().await;
    assert_eq!(other.header("content-type"), Some("text/html"), "the queue is everybody's");
    assert_eq!(faults.queued(), 1);
    let (received, _) = count_up(&faults).raw().await;
    assert!(received.is_empty());
    assert_eq!(count_up(&faults).expect(200).await["n"], 1);
    assert_eq!((faults.queued(), counted(&database).await.as_str()), (0, "1"));
}

#[tokio::test]
async fn a_lost_answer_is_about_work_that_was_done() {
    let (database, _server, faults) = counting().await;
    faults.set(Plan::LoseAnswer { close: Close::Reset });
    for number in 1..=3 {
        let (received, ended) = count_up(&faults).raw().await;
        assert!(received.is_empty() && ended.is_err());
        assert_eq!(counted(&database).await, number.to_string());
    }
    assert_eq!(faults.counts().of(Kind::LoseAnswer), 3);
}

#[tokio::test]
async fn a_duplicate_is_answered_once() {
    let (database, _server, faults) = counting().await;
    faults.queue(Plan::Duplicate);
    assert_eq!(count_up(&faults).expect(200).await["n"], 2);
    assert_eq!(counted(&database).await, "2");
    assert_eq!(faults.counts().requests, 1);
}

#[tokio::test]
async fn a_stalled_request_goes_on_when_it_is_released() {
    let (database, _server, faults) = counting().await;
    faults.queue(Plan::Stall);
    faults.queue(Plan::StallAnswer);
    let stalled = count_up(&faults);
    let stalled = tokio::spawn(async move { stalled.expect(200).await["n"].clone() });
    faults.until_met(Kind::Stall, 1).await;
    assert_eq!(counted(&database).await, "0", "it has not arrived");
    faults.release();
    assert_eq!(stalled.await.expect("an answer"), 1);

    let stalled = count_up(&faults);
    let stalled = tokio::spawn(async move { stalled.expect(200).await["n"].clone() });
    faults.until(|counts| counts.answers == 2).await;
    assert_eq!(counted(&database).await, "2", "its work is done");
    assert_eq!(count_up(&faults).expect(200).await["n"], 3);
    assert!(!stalled.is_finished(), "its answer is held");
    faults.release();
    assert_eq!(stalled.await.expect("an answer"), 2);
}

#[tokio::test]
async fn a_request_can_arrive_after_its_client_has_given_up() {
    let (database, _server, faults) = counting().await;
    faults.queue(Plan::Stall);
    let mut stream = TcpStream::connect(faults.address()).await.expect("a connection");
    stream.write_all(&count_up(&faults).bytes()).await.expect("sent");
    faults.until_met(Kind::Stall, 1).await;
    drop(stream);
    assert_eq!(count_up(&faults).expect(200).await["n"], 1);
    faults.release();
    faults.until(|counts| counts.answers == 2).await;
    assert_eq!(counted(&database).await, "2");
}

#[tokio::test]
async fn a_delayed_request_arrives() {
    let (_database, _server, faults) = counting().await;
    faults.queue(Plan::Delay(Duration::from_millis(5)));
    assert_eq!(count_up(&faults).expect(200).await["n"], 1);
    assert_eq!(faults.counts().of(Kind::Delay), 1);
}

#[tokio::test]
async fn somebody_else_may_answer() {
    let (database, _server, faults) = counting().await;
    for (plan, status) in [(Plan::CaptivePortal, 200), (Plan::Redirect, 302), (Plan::BadGateway, 502)] {
        faults.set(plan);
        let reply = count_up(&faults).send().await;
        assert_eq!(reply.status, status);
        assert_eq!(reply.header("content-type"), Some("text/html"));
        assert_eq!(reply.header("location").is_some(), status == 302);
        assert_eq!(reply.text().contains("<title>"), status != 302);
    }
    assert_eq!(counted(&database).await, "0");
}

#[tokio::test]
async fn a_gzip_stream_may_break_off_inside_a_whole_answer() {
    let (_database, _server, faults) = counting().await;
    for codings in ["gzip", "identity"] {
        faults.queue(Plan::TruncateGzip);
        let reply = count_up(&faults).header("accept-encoding", codings).send().await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-encoding"), Some("gzip"));
        assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()));
        let mut text = String::new();
        let error = GzDecoder::new(&reply.body[..]).read_to_string(&mut text).expect_err("a broken stream");
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }
}

#[tokio::test]
async fn a_wrong_date_takes_the_place_of_the_right_one() {
    let (_database, _server, faults) = counting().await;
    let wrong = "Fri, 13 Dec 1901 20:45:52 GMT";
    faults.set(Plan::WrongDate(wrong.to_owned()));
    let reply = count_up(&faults).send().await;
    assert_eq!(reply.header("date"), Some(wrong));
    assert_eq!(reply.value()["n"], 1);
}

#[tokio::test]
async fn offline_ends_what_is_open_and_turns_the_rest_away() {
    let (database, _server, faults) = counting().await;
    faults.queue(Plan::Stall);
    let stalled = count_up(&faults);
    let stalled = tokio::spawn(async move { stalled.raw().await });
    faults.until_met(Kind::Stall, 1).await;
    faults.set_offline(true);
    let (received, ended) = stalled.await.expect("an end");
    assert!(received.is_empty() && ended.is_err());
    let (received, ended) = count_up(&faults).raw().await;
    assert!(received.is_empty() && ended.is_err());
    assert_eq!(faults.until(|counts| counts.refused > 0).await.refused, 1);
    assert_eq!(counted(&database).await, "0");
    faults.set_offline(false);
    assert_eq!(count_up(&faults).expect(200).await["n"], 1);
}
