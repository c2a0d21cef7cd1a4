//! acme-feed: subscribers stay connected over TLS and get what the publisher sends, and a beat when it is quiet.
mod tls;

use feed_beat::Heartbeat;
use feed_limit::Limited;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::server::TlsStream;
use tokio_rustls::TlsAcceptor;
use tracing::{info_span, Instrument};
use tracing_subscriber::{fmt, prelude::*, EnvFilter};

const LISTEN: &str = "127.0.0.1:7443";
const PUBLISHER: &str = "127.0.0.1:7080";
const QUIET: Duration = Duration::from_secs(25);
const LONGEST_MESSAGE: usize = 4096;

type Subscriber = Limited<TlsStream<TcpStream>>;

#[tracing::instrument(level = "info", skip_all)]
async fn deliver(mut subscriber: Subscriber, mut publisher: TcpStream) -> io::Result<()> {
    let mut wish = [0; 512];
    let mut news = [0; LONGEST_MESSAGE];
    let mut beat = Heartbeat::every(QUIET);
    loop {
        tokio::select! {
            n = subscriber.read(&mut wish).instrument(info_span!("wish")) => match n? {
                0 => return Ok(()),
                n => publisher.write_all(&wish[..n]).await?,
            },
            n = publisher.read(&mut news) => match n? {
                0 => return subscriber.shutdown().await,
                n => subscriber.write_all(&news[..n]).await?,
            },
            () = &mut beat => {
                subscriber.write_all(b"\n").await?;
                beat = Heartbeat::every(QUIET);
            }
        }
    }
}

async fn run(acceptor: TlsAcceptor) -> io::Result<()> {
    let listener = TcpListener::bind(LISTEN).await?;
    loop {
        let (socket, peer) = listener.accept().await?;
        socket.set_nodelay(true)?;
        let acceptor = acceptor.clone();
        let session = async move {
            let subscriber = Limited::new(acceptor.accept(socket).await?, LONGEST_MESSAGE);
            deliver(subscriber, TcpStream::connect(PUBLISHER).await?).await
        };
        tokio::spawn(session.instrument(info_span!("subscriber", %peer)));
    }
}

fn main() -> io::Result<()> {
    tracing_subscriber::registry()
        .with(EnvFilter::new("info,acme_feed=info"))
        .with(fmt::layer().with_writer(io::stderr))
        .init();
    let acceptor = tls::acceptor("certs/cert.pem", "certs/key.pem")?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("feed-worker")
        .enable_all()
        .build()?
        .block_on(run(acceptor))
}
