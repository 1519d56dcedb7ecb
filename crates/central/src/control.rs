//! The switch that takes the network away and gives it back: `POST /demo/network {"up": false}` on a port of its own.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use gatehouse_central::Faults;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The switch and the proxy that it works on.
pub(crate) struct Control {
    address: SocketAddr,
    listening: JoinHandle<()>,
}

impl Control {
    pub(crate) async fn start(faults: Faults, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, listening: tokio::spawn(listen(listener, Arc::new(faults))) })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, faults: Arc<Faults>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let faults = Arc::clone(&faults);
        tokio::spawn(async move {
            let service = service_fn(|request| respond(&faults, request));
            // Whoever breaks off does without the answer.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn respond(faults: &Faults, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let status = match (request.method(), request.uri().path()) {
        (&Method::GET, "/demo/network") => StatusCode::OK,
        (&Method::POST, "/demo/network") => {
            let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            let wish: Value = serde_json::from_slice(&body).unwrap_or_default();
            match wish["up"].as_bool() {
                Some(up) => {
                    faults.set_offline(!up);
                    StatusCode::OK
                }
                None => StatusCode::BAD_REQUEST,
            }
        }
        _ => StatusCode::NOT_FOUND,
    };
    let counts = faults.counts();
    let about = json!({"up": !faults.is_offline(), "requests": counts.requests, "refused": counts.refused});
    let mut response = Response::new(Full::new(Bytes::from(about.to_string())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
