//! As much of HTTP/1.1 as it takes to see where a message ends, and to change a header in it.

use std::io::{self, ErrorKind, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::plan::Spot;

/// No head of ours comes near; without a bound a stranger could fill the memory.
const LONGEST_HEAD: usize = 64 << 10;

/// A whole message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) bytes: Vec<u8>,
    /// Where the body begins.
    body: usize,
    /// Whether the connection ends with it.
    pub(super) last: bool,
}

/// A stream and what was read of it beyond the last message.
#[derive(Debug)]
pub(super) struct Reader {
    buffer: Vec<u8>,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { buffer: Vec::new() }
    }

    /// The next request; none when the client has no more.
    pub(super) async fn request(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
    ) -> io::Result<Option<Message>> {
        let Some(body) = self.head(stream).await? else { return Ok(None) };
        if header(&self.buffer[..body], "transfer-encoding").is_some() {
            return Err(ErrorKind::Unsupported.into());
        }
        let length = content_length(&self.buffer[..body])?.unwrap_or(0);
        self.message(stream, body, Some(length)).await.map(Some)
    }

    /// The next answer.
    pub(super) async fn answer(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Message> {
        let Some(body) = self.head(stream).await? else { return Err(ErrorKind::UnexpectedEof.into()) };
        let head = &self.buffer[..body];
        let status = head.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
        let length = match content_length(head)? {
            None if status == b"204" || status == b"304" => Some(0),
            length => length,
        };
        self.message(stream, body, length).await
    }

    /// Reads on until there is a whole head; says where it ends.
    async fn head(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<usize>> {
        loop {
            if let Some(at) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                return Ok(Some(at + 4));
            }
            if self.buffer.len() > LONGEST_HEAD {
                return Err(ErrorKind::InvalidData.into());
            }
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return if self.buffer.is_empty() { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) };
            }
        }
    }

    /// Reads on until there is a whole body; without a length it ends where the stream does.
    async fn message(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        body: usize,
        length: Option<usize>,
    ) -> io::Result<Message> {
        let end = length.map(|length| body + length);
        while end.is_none_or(|end| self.buffer.len() < end) {
            if stream.read_buf(&mut self.buffer).await? == 0 {
                match end {
                    Some(_) => return Err(ErrorKind::UnexpectedEof.into()),
                    None => break,
                }
            }
        }
        let rest = self.buffer.split_off(end.unwrap_or(self.buffer.len()));
        let bytes = std::mem::replace(&mut self.buffer, rest);
        let close =
            header(&bytes[..body], "connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        Ok(Message { body, last: close || end.is_none(), bytes })
    }
}

impl Message {
    /// What a request asks for: its path with its query.
    pub(super) fn target(&self) -> &[u8] {
        self.bytes.split(|byte| *byte == b' ').nth(1).unwrap_or_default()
    }

    /// The part before a place; all of it when it is shorter.
    pub(super) fn until(&self, spot: Spot) -> &[u8] {
        let end = self.bytes.len();
        let line = self.bytes.windows(2).position(|pair| pair == b"\r\n").unwrap_or(0);
        let length = match spot {
            Spot::Start => 0,
            Spot::FirstLine => line / 2,
            Spot::Headers => usize::midpoint(line, self.body),
            Spot::EndOfHead => self.body,
            Spot::FirstOfBody => self.body + 1,
            Spot::MiddleOfBody => usize::midpoint(self.body, end),
            Spot::LastByte => end.saturating_sub(1),
            Spot::End => end,
            Spot::Byte(count) => count,
        };
        &self.bytes[..length.min(end)]
    }

    /// An answer that the proxy gives by itself, after which it closes.
    pub(super) fn made_up(status: &str, headers: &str, body: &str) -> Self {
        let head = format!(
            "HTTP/1.1 {status}\r\n{headers}content-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        Self { body: head.len(), bytes: (head + body).into_bytes(), last: true }
    }

    /// The same with a header set.
    pub(super) fn with_header(&self, name: &str, value: &str) -> Self {
        let head = String::from_utf8_lossy(&self.bytes[..self.body]);
        let mut lines: Vec<&str> = head.trim_end().split("\r\n").collect();
        lines.retain(|line| line.split_once(':').is_none_or(|(other, _)| !other.eq_ignore_ascii_case(name)));
        let head = format!("{}\r\n{name}: {value}\r\n\r\n", lines.join("\r\n"));
        let bytes = [head.as_bytes(), &self.bytes[self.body..]].concat();
        Self { bytes, body: head.len(), last: self.last }
    }

    /// The same, compressed if it is not yet, with half of the stream gone and the length set right.
    pub(super) fn with_broken_gzip(&self) -> io::Result<Self> {
        let body = &self.bytes[self.body..];
        let zipped = if header(&self.bytes[..self.body], "content-encoding").is_some() {
            body.to_vec()
        } else {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(body)?;
            encoder.finish()?
        };
        let half = &zipped[..zipped.len() / 2];
        let mut broken = Self { bytes: self.bytes[..self.body].to_vec(), body: self.body, last: self.last };
        broken = broken.with_header("content-encoding", "gzip");
        broken = broken.with_header("content-length", &half.len().to_string());
        broken.bytes.extend_from_slice(half);
        Ok(broken)
    }
}

fn header<'a>(head: &'a [u8], name: &str) -> Option<&'a str> {
    let lines = std::str::from_utf8(head).ok()?.split("\r\n").skip(1);
    let mut pairs = lines.filter_map(|line| line.split_once(':'));
    pairs.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

fn content_length(head: &[u8]) -> io::Result<Option<usize>> {
    header(head, "content-length")
        .map(|length| length.parse().map_err(|_| ErrorKind::InvalidData.into()))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Message {
        let body = text.find("\r\n\r\n").expect("a head") + 4;
        Message { bytes: text.as_bytes().to_vec(), body, last: false }
    }

    #[tokio::test]
    async fn messages_are_told_apart_in_one_stream() {
        let mut stream: &[u8] =
            b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /b HTTP/1.1\r\nconnection: close\r\n\r\n";
        let mut reader = Reader::new();
        let first = reader.request(&mut stream).await.expect("a request").expect("one");
        assert!(first.bytes.ends_with(b"\r\n\r\nabc") && !first.last);
        let second = reader.request(&mut stream).await.expect("a request").expect("another");
        assert!(second.bytes.starts_with(b"GET /b") && second.last);
        assert_eq!(reader.request(&mut stream).await.expect("an end"), None);
    }

    #[tokio::test]
    async fn a_message_that_breaks_off_is_an_error() {
        for mut stream in [&b"POST / HTTP/1.1\r\n"[..], b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nab"] {
            let error = Reader::new().request(&mut stream).await.expect_err("no whole request");
            assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        }
    }

    #[tokio::test]
    async fn an_answer_without_a_length_ends_with_the_stream() {
        let mut stream: &[u8] = b"HTTP/1.1 200 OK\r\n\r\nabc";
        let message = Reader::new().answer(&mut stream).await.expect("an answer");
        assert!(message.bytes.ends_with(b"abc") && message.last);
        let mut stream: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";
        assert!(!Reader::new().answer(&mut stream).await.expect("an answer").last);
    }

    #[test]
    fn every_kind_of_place_is_found() {
        let message = answer("HTTP/1.1 200 OK\r\nx: y\r\n\r\nabcde");
        let before = Spot::KINDS.map(|spot| message.until(spot).len());
        assert_eq!(before, [0, 7, 20, 25, 26, 27, 29, 30]);
        assert_eq!(message.until(Spot::Byte(5)), b"HTTP/");
        let bare = answer("HTTP/1.1 204 No Content\r\n\r\n");
        assert_eq!(bare.until(Spot::FirstOfBody), &bare.bytes[..]);
    }

    #[test]
    fn a_header_is_replaced_whatever_its_case() {
        let changed = answer("HTTP/1.1 200 OK\r\nDATE: now\r\nx: y\r\n\r\nabc").with_header("date", "then");
        assert_eq!(changed, answer("HTTP/1.1 200 OK\r\nx: y\r\ndate: then\r\n\r\nabc"));
    }
}
