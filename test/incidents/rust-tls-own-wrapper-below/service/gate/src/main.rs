//! acme-gate: takes uploads over TLS and hands them to the store behind it.
mod tls;

use gate_quota::{Quota, QuotaStream};
use gate_tap::Tap;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tracing::{info_span, Instrument};
use tracing_subscriber::{fmt, prelude::*, EnvFilter};

const LISTEN: &str = "127.0.0.1:7443";
const STORE: &str = "127.0.0.1:7080";
const UPLOAD_QUOTA: Quota = Quota {
    bytes: 400_000,
    window: Duration::from_secs(2),
};

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
) -> io::Result<u64> {
    let mut buf = vec![0; 16 * 1024];
    let mut total = 0;
    loop {
        let n = from.read(&mut buf).await?;
        if n == 0 {
            to.shutdown().await?;
            return Ok(total);
        }
        to.write_all(&buf[..n]).await?;
        total += n as u64;
    }
}

#[tracing::instrument(level = "info", skip_all)]
async fn session(socket: TcpStream, acceptor: TlsAcceptor) -> io::Result<(u64, u64)> {
    let tls = acceptor
        .accept(QuotaStream::new(socket, UPLOAD_QUOTA))
        .await?;
    let (client_in, client_out) = tokio::io::split(Tap::new(tls));
    let (store_in, store_out) = TcpStream::connect(STORE).await?.into_split();
    tokio::try_join!(
        pump(client_in, store_out).instrument(info_span!("up")),
        pump(store_in, client_out).instrument(info_span!("down")),
    )
}

async fn run(acceptor: TlsAcceptor) -> io::Result<()> {
    let listener = TcpListener::bind(LISTEN).await?;
    loop {
        let (socket, peer) = listener.accept().await?;
        socket.set_nodelay(true)?;
        let session = session(socket, acceptor.clone());
        let logged = async move {
            if let Err(error) = session.await {
                tracing::debug!(%error, "session failed");
            }
        };
        tokio::spawn(logged.instrument(info_span!("client", %peer)));
    }
}

fn main() -> io::Result<()> {
    tracing_subscriber::registry()
        .with(EnvFilter::new("info,acme_gate=info"))
        .with(fmt::layer().with_writer(io::stderr))
        .init();
    let acceptor = tls::acceptor("certs/cert.pem", "certs/key.pem")?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("gate-worker")
        .enable_all()
        .build()?
        .block_on(run(acceptor))
}
