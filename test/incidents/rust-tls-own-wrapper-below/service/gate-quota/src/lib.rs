//! A transport that reads no more than its quota in each window, so that one peer cannot fill the uplink.
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

#[derive(Clone, Copy)]
pub struct Quota {
    pub bytes: usize,
    pub window: Duration,
}

pub struct QuotaStream<S> {
    socket: S,
    quota: Quota,
    used: usize,
    window_ends: Instant,
}

impl<S> QuotaStream<S> {
    pub fn new(socket: S, quota: Quota) -> Self {
        QuotaStream {
            socket,
            quota,
            used: 0,
            window_ends: Instant::now() + quota.window,
        }
    }

    fn is_exhausted(&mut self) -> bool {
        let now = Instant::now();
        if now >= self.window_ends {
            self.window_ends = now + self.quota.window;
            self.used = 0;
        }
        self.used >= self.quota.bytes
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for QuotaStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_exhausted() {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let before = buf.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buf);
        self.used += buf.filled().len() - before;
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for QuotaStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(cx, buf)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
