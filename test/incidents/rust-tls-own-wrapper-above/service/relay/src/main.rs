//! acme-relay: ends TLS and passes the bytes on to one backend, each client at its own pace.
mod tls;

use relay_count::Counted;
use relay_pace::Paced;
use std::io;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tracing::{info_span, Instrument};
use tracing_subscriber::{fmt, prelude::*, EnvFilter};

const LISTEN: &str = "127.0.0.1:7443";
const BACKEND: &str = "127.0.0.1:7080";
const BYTES_PER_SECOND: usize = 256 * 1024;

#[tracing::instrument(level = "info", skip_all)]
async fn relay(socket: TcpStream, acceptor: TlsAcceptor) -> io::Result<(u64, u64)> {
    let tls = acceptor.accept(socket).await?;
    let mut client = Paced::new(Counted::new(tls), BYTES_PER_SECOND);
    let mut backend = TcpStream::connect(BACKEND).await?;
    tokio::io::copy_bidirectional(&mut client, &mut backend)
        .instrument(info_span!("copy"))
        .await
}

async fn run(acceptor: TlsAcceptor) -> io::Result<()> {
    let listener = TcpListener::bind(LISTEN).await?;
    loop {
        let (socket, peer) = listener.accept().await?;
        socket.set_nodelay(true)?;
        let session = relay(socket, acceptor.clone());
        tokio::spawn(
            async move {
                match session.await {
                    Ok((up, down)) => tracing::debug!(up, down, "closed"),
                    Err(error) => tracing::debug!(%error, "broken"),
                }
            }
            .instrument(info_span!("client", %peer)),
        );
    }
}

fn main() -> io::Result<()> {
    tracing_subscriber::registry()
        .with(EnvFilter::new("info,acme_relay=info"))
        .with(fmt::layer().with_writer(io::stderr))
        .init();
    let acceptor = tls::acceptor("certs/cert.pem", "certs/key.pem")?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("relay-worker")
        .enable_all()
        .build()?
        .block_on(run(acceptor))
}
