//! Whoever reads: our cascade in this process, a peer in a child of its own, each timed by itself.

use std::io::{self, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use gatehouse_vision::{Budget, Cascade, Decoder, Luma};

use crate::Picture;

/// The peers' program, given to the interpreter as it is.
const PEERS: &str = include_str!("peers.py");

/// What one reader made of one picture.
pub(crate) struct Answer {
    /// Time in the decoder alone.
    pub(crate) took: Duration,
    pub(crate) texts: Vec<String>,
}

/// A reader of pictures.
pub(crate) enum Reader {
    /// The cascade of this crate.
    Ours(Box<Cascade>, Budget),
    /// A decoder that runs in a child process.
    Peer(Peer),
}

impl Reader {
    /// The cascade with the time that one frame may take.
    pub(crate) fn ours(budget: Budget) -> Self {
        Self::Ours(Box::new(Cascade::new()), budget)
    }

    /// What the table calls it.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Ours(..) => "gatehouse",
            Self::Peer(peer) => &peer.name,
        }
    }

    /// Reads one picture.
    pub(crate) fn read(&mut self, picture: &Picture) -> io::Result<Answer> {
        match self {
            Self::Ours(cascade, budget) => {
                let frame = Luma::new(picture.width, picture.height, picture.width, &picture.pixels)
                    .map_err(io::Error::other)?;
                let sighting = cascade.decode(&frame, *budget);
                let texts = sighting.codes.into_iter().map(|code| code.text).collect();
                Ok(Answer { took: sighting.spent, texts })
            }
            Self::Peer(peer) => peer.read(picture),
        }
    }
}

/// A child process that decodes.
pub(crate) struct Peer {
    name: String,
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts every peer that `python` can import; none when there is no such interpreter.
    pub(crate) fn all(python: &str) -> io::Result<Vec<Self>> {
        let Ok(there) = Command::new(python).args(["-c", PEERS]).output() else { return Ok(Vec::new()) };
        String::from_utf8_lossy(&there.stdout).lines().map(|name| Self::start(python, name)).collect()
    }

    fn start(python: &str, name: &str) -> io::Result<Self> {
        let mut child = Command::new(python)
            .args(["-c", PEERS, name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let answers = child.stdout.take().ok_or_else(|| io::Error::other("the peer has no output"))?;
        Ok(Self { name: name.to_owned(), child, answers: BufReader::new(answers) })
    }

    fn read(&mut self, picture: &Picture) -> io::Result<Answer> {
        let input = self.child.stdin.as_mut().ok_or_else(|| io::Error::other("the peer has no input"))?;
        input.write_all(&(picture.width as u32).to_le_bytes())?;
        input.write_all(&(picture.height as u32).to_le_bytes())?;
        input.write_all(&picture.pixels)?;
        input.flush()?;
        let mut nanoseconds = [0; 8];
        self.answers.read_exact(&mut nanoseconds)?;
        let count = self.number()?;
        let mut texts = Vec::new();
        for _ in 0..count {
            let mut bytes = vec![0; self.number()? as usize];
            self.answers.read_exact(&mut bytes)?;
            texts.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        Ok(Answer { took: Duration::from_nanos(u64::from_le_bytes(nanoseconds)), texts })
    }

    fn number(&mut self) -> io::Result<u32> {
        let mut bytes = [0; 4];
        self.answers.read_exact(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Its input ends, and so does it.
        drop(self.child.stdin.take());
        self.child.wait().ok();
    }
}
