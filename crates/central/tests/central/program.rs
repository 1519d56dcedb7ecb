//! The program: one line about itself, the switch, and an end without a trace.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::request;

fn address(about: &Value, field: &str) -> SocketAddr {
    about[field]
        .as_str()
        .and_then(|url| url.strip_prefix("http://"))
        .expect("a URL")
        .parse()
        .expect("an address")
}

#[tokio::test]
async fn the_program_serves_until_its_input_ends() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gatehouse-central"))
        .arg("--seed")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut line = String::new();
    BufReader::new(program.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let about: Value = serde_json::from_str(&line).expect("JSON");
    let (url, control) = (address(&about, "url"), address(&about, "control_url"));
    let key = about["publishable_key"].as_str().expect("a key");
    let sign_in = request(url, "POST", "/auth/v1/token?grant_type=password")
        .header("apikey", key)
        .json(json!({"email": about["email"], "password": about["password"]}));
    assert_eq!(sign_in.expect(200).await["user"]["email"], about["email"]);

    let switch = |up: bool| request(control, "POST", "/demo/network").json(json!({"up": up}));
    assert_eq!(switch(false).expect(200).await["up"], false);
    assert!(sign_in.raw().await.1.is_err());
    assert_eq!(switch(true).expect(200).await["up"], true);
    sign_in.expect(200).await;
    assert_eq!(request(control, "GET", "/demo/network").expect(200).await["up"], true);
    request(control, "POST", "/demo/network").expect(400).await;

    drop(program.stdin.take());
    assert!(program.wait().expect("an end").success());
    assert!(!Path::new(about["socket"].as_str().expect("a folder")).exists());
}
