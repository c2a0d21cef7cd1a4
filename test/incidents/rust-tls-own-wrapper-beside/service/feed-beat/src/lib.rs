//! A future that is ready when a while has passed. Works under any executor.
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

pub struct Heartbeat {
    due: Instant,
}

impl Heartbeat {
    pub fn every(period: Duration) -> Self {
        Heartbeat {
            due: Instant::now() + period,
        }
    }
}

impl Future for Heartbeat {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.due {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
