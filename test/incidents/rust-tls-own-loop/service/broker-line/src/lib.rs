//! Short lines of text over any stream.
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

const LONGEST: usize = 1024;

pub struct LineStream<S> {
    stream: S,
}

impl<S: AsyncRead + AsyncWrite + Unpin> LineStream<S> {
    pub fn new(stream: S) -> Self {
        LineStream { stream }
    }

    /// The next line, without its end; what the peer says after it is kept for later.
    pub async fn read_line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        while line.len() < LONGEST {
            match self.stream.read_u8().await? {
                b'\n' => {
                    return String::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData.into())
                }
                byte => line.push(byte),
            }
        }
        Err(io::ErrorKind::InvalidData.into())
    }

    pub async fn write_line(&mut self, line: &str) -> io::Result<()> {
        self.stream
            .write_all(format!("{line}\n").as_bytes())
            .await?;
        self.stream.flush().await
    }
}
